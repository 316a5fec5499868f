const LEVELS = ['default', 'off', 'hint', 'information', 'warning', 'error'];

/** JSON schema of drydock.json. */
export function configSchema(rules) {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Drydock configuration',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      rules: {
        type: 'object',
        description: 'Severity and options of each rule.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
      exclude: {
        type: 'array',
        items: { type: 'string' },
        description: 'Glob patterns, relative to this file, of files that a scan leaves out.',
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
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
