import { vulnerabilitySettings } from './vulnerabilitySettings.mjs';

const LEVELS = ['default', 'off', 'hint', 'information', 'warning', 'error'];
const SUBJECT_TITLES = {
  cache: 'Cache mounts',
  layers: 'Layer order',
  'base-image': 'Base images',
  stages: 'Stages and images',
  context: 'Build context',
  compose: 'Compose',
  silencing: 'Silencing comments',
};

/** package.json with its settings written from the rules' metadata; everything else as it is. */
export function manifest(text, rules) {
  const untitled = rules.find(({ subject }) => !SUBJECT_TITLES[subject]);
  if (untitled) throw new Error(`The subject "${untitled.subject}" of ${untitled.id} has no title, so its settings would be missing.`);
  const json = JSON.parse(text);
  json.contributes ??= {};
  json.contributes.jsonValidation = [
    { fileMatch: '/drydock.json', url: './server/drydock.schema.json' },
    { fileMatch: 'package.json', url: './server/drydock.package.schema.json' },
  ];
  json.contributes.configuration = [general(), builds(), vulnerabilitySettings(), ...Object.keys(SUBJECT_TITLES).flatMap((subject) => section(subject, rules))];
  return `${JSON.stringify(json, null, 2)}\n`;
}

function general() {
  return {
    title: 'Drydock',
    order: 0,
    properties: {
      'drydock.exclude': {
        type: 'array',
        items: { type: 'string' },
        default: [],
        scope: 'resource',
        markdownDescription: 'Glob patterns, relative to the workspace folder, of files that a scan leaves out, beside those that `#files.exclude#` hides. `drydock.json` in the folder wins over settings.',
      },
      'drydock.trace.server': {
        type: 'string',
        enum: ['off', 'messages', 'verbose'],
        default: 'off',
        scope: 'window',
        tags: ['advanced'],
        description: 'Logs the messages between the editor and the language server.',
      },
    },
  };
}

function builds() {
  return {
    title: 'Builds',
    order: 1,
    properties: {
      'drydock.build.parallel': {
        type: 'integer',
        minimum: 0,
        maximum: 64,
        default: 0,
        scope: 'resource',
        markdownDescription: 'How many services are built at once; 0 for no limit. Compose itself ignores its own limit where BuildKit builds: this one holds, with a process for each service.',
      },
      'drydock.build.onFailure': {
        type: 'string',
        enum: ['stop', 'continue'],
        enumDescriptions: ['They are stopped', 'They are built to the end, except those that need the failed one'],
        default: 'stop',
        scope: 'resource',
        description: 'What becomes of the other services when one fails.',
      },
      'drydock.build.showTimeline': {
        type: 'string',
        enum: ['automatic', 'always', 'on failure', 'never'],
        enumDescriptions: ['With the first build; later builds are shown where it is still open', 'With each build', 'When a build fails', 'Only when you ask for it'],
        default: 'automatic',
        scope: 'resource',
        description: 'When a build opens the Build Timeline.',
      },
      'drydock.codeLens.build': {
        type: 'boolean',
        default: true,
        scope: 'resource',
        description: 'Shows "Build" above each compose service that has a build.',
      },
      'drydock.codeLens.timings': {
        type: 'boolean',
        default: true,
        scope: 'resource',
        description: 'Shows above each instruction of a Dockerfile what it took in the last build, once you have built it.',
      },
      'drydock.build.builder': {
        type: 'string',
        default: '',
        scope: 'resource',
        tags: ['advanced'],
        markdownDescription: 'Name of the buildx builder (`docker buildx ls`): a local, `docker-container`, `remote` or `kubernetes` one. Empty for the one that is selected.',
      },
      'drydock.build.docker': {
        type: 'string',
        default: 'docker',
        scope: 'machine-overridable',
        tags: ['advanced'],
        description: 'The docker program: a name on the PATH or an absolute path. A workspace that is not trusted cannot set it.',
      },
    },
  };
}

function section(subject, rules) {
  const own = rules.filter((rule) => rule.subject === subject);
  if (own.length === 0) return [];
  return [{ title: SUBJECT_TITLES[subject], properties: Object.fromEntries(own.flatMap(ruleSettings)) }];
}

function ruleSettings(rule) {
  const severity = {
    type: 'string',
    enum: LEVELS,
    enumDescriptions: [`As the rule sees fit (${rule.severity} unless the evidence says otherwise)`, 'Never reported', '', '', '', ''],
    // Editors send defaults as if somebody had chosen them.
    default: rule.isOptIn ? 'off' : 'default',
    scope: 'resource',
    markdownDescription: `Severity of \`${rule.id}\`: ${rule.description}`,
  };
  const options = Object.entries(rule.options).map(([name, { type, description, default: value, enum: values, items, additionalProperties }]) => [
    `drydock.rules.${rule.id}.${name}`,
    {
      type,
      ...(values ? { enum: values } : {}),
      ...(items ? { items } : {}),
      ...(additionalProperties ? { additionalProperties } : {}),
      default: value,
      scope: 'resource',
      tags: ['advanced'],
      markdownDescription: description,
    },
  ]);
  return [[`drydock.rules.${rule.id}.severity`, severity], ...options];
}
