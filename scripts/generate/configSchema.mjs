const LEVELS = ['default', 'off', 'hint', 'information', 'warning', 'error'];
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** JSON schema of drydock.json. A test holds it to what the engine reads. */
export function configSchema(rules) {
  return print({
    $schema: DRAFT,
    title: 'Drydock configuration',
    // Editors pass over comments and trailing commas, as we do: https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings
    allowComments: true,
    allowTrailingCommas: true,
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where editors find what this file may say.' },
      extends: {
        description: 'Files of this project that count before this one, relative to it; later ones win.',
        oneOf: [file(), { type: 'array', items: file(), maxItems: 20 }],
      },
      rules: { $ref: '#/definitions/rules' },
      overrides: {
        type: 'array',
        maxItems: 100,
        description: 'What counts for some files only; later ones win.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: {
            files: globs('Glob patterns, relative to the project folder, of the files that are meant. One that begins with "!" takes files out again.'),
            rules: { $ref: '#/definitions/rules' },
          },
        },
      },
      exclude: globs('Glob patterns, relative to the project folder, of files that a scan leaves out.'),
      critical: globs('Services, by name, and files, by glob patterns, that must reach the higher score of the gate "critical".'),
      gates: {
        type: 'object',
        additionalProperties: false,
        description: 'Scores that each file must reach, or a scan fails.',
        properties: {
          overall: gate(100, 'Lowest overall score of a file.'),
          critical: gate(100, 'Lowest overall score of a file that is marked as critical.'),
          security: gate(10, 'Lowest score for security.'),
          maintainability: gate(10, 'Lowest score for maintainability.'),
        },
      },
      silencing: {
        type: 'object',
        additionalProperties: false,
        description: 'Comments that silence rules.',
        properties: {
          requireReason: { type: 'boolean', default: false, description: 'Reports silencing comments that do not say why, as the rule "require-silencing-reason" does.' },
        },
      },
    },
    definitions: {
      rules: {
        type: 'object',
        description: 'Severity and options of each rule.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
    },
  });
}

/** JSON schema of the same settings where package.json holds them. */
export function manifestSchema() {
  return print({
    $schema: DRAFT,
    title: 'Drydock configuration in package.json',
    type: 'object',
    properties: { drydock: { $ref: './drydock.schema.json', description: 'Settings of Drydock, as drydock.json has them; not used where there is a drydock.json.' } },
  });
}

function ruleSchema(rule) {
  const level = { type: 'string', enum: LEVELS };
  return {
    description: rule.description,
    oneOf: [
      level,
      { type: 'object', additionalProperties: false, properties: { severity: level, ...rule.options } },
    ],
  };
}

function globs(description) {
  return { type: 'array', items: { type: 'string', minLength: 1, maxLength: 256 }, maxItems: 100, description };
}

function file() {
  return { type: 'string', pattern: '\\.[jJ][sS][oO][nN][cC]?$' };
}

function gate(maximum, description) {
  return { type: 'number', minimum: 0, maximum, description };
}

function print(schema) {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
