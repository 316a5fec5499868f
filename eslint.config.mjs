import tseslint from 'typescript-eslint';

/**
 * The import law: what knows Dockerfiles is pure; only the adapters touch
 * the editor, disk and processes. ARCHITECTURE.md says what it buys.
 */
const PURE = ['core', 'rules', 'project', 'explain', 'timing', 'build', 'report', 'vulnerabilities'];
const pureFiles = PURE.map((room) => `server/src/${room}/**/*.ts`);

const noPlatform = {
  regex: '^(vscode.*|node:.*|fs|path|os|child_process|process|url|util|worker_threads)$',
  message: 'Pure rooms import no editor and no platform: put it in host, lsp or cli.',
};
const noAdapters = {
  regex: '(^|/)(lsp|cli|host)(/|$)',
  message: 'Pure rooms do not import adapters.',
};
const noClient = { regex: '(^|/)client/', message: 'The server does not import the client.' };

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', '.vscode-test/', 'examples/', 'test/server/rules/*/*/**', '**/*.d.ts', 'coverage/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: pureFiles,
    rules: {
      'no-restricted-imports': ['error', { patterns: [noPlatform, noAdapters, noClient] }],
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'require', '__dirname', '__filename', 'setTimeout', 'setInterval', 'fetch'].map((name) => ({
          name,
          message: 'Pure rooms get what they need as arguments.',
        })),
      ],
    },
  },
  {
    files: ['server/src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noPlatform, noAdapters, noClient, { regex: '(^|/)(rules|project|explain|timing|build|generate|report|vulnerabilities)/', message: 'core is the innermost room.' }] },
      ],
    },
  },
  {
    files: ['server/src/rules/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noPlatform, noAdapters, noClient, { regex: '(^|/)(explain|timing|build|generate|report|vulnerabilities)/', message: 'Rules read core and project facts only.' }] },
      ],
    },
  },
  {
    files: ['server/src/explain/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noPlatform, noAdapters, noClient, { regex: '(^|/)(timing|build|generate|report|vulnerabilities)/', message: 'Explanations read core, project facts and what rules share.' }] },
      ],
    },
  },
  {
    files: ['server/src/timing/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noPlatform, noAdapters, noClient, { regex: '(^|/)(core/(?!(?:text/(?:amounts|listing)|collections/(?:multimap|objects))\\.ts$)|(rules|project|explain|build|generate|report|vulnerabilities)/)', message: 'timing is shared with the client: it stands alone, but for words of amounts and lists, and groups of values.' }] },
      ],
    },
  },
  {
    files: ['client/src/**/*.ts', 'client/webviews/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)server/src/(?!protocol|timing/)', message: 'The client imports protocol types and timing only.' },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**', 'test/**', 'bench/**', 'server/src/cli/**'], rules: { 'no-console': 'off' } },
  { files: ['test/**'], rules: { 'max-lines': 'off' } },
);
