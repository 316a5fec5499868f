import type { Ecosystem } from './ecosystems.ts';

/** A line of the template with what could make it break a build. */
export interface TemplateEntry {
  readonly pattern: string;
  /** Lines that follow it, such as `!README.md`. */
  readonly exceptions?: readonly string[];
  /**
   * `waste`: tools make it or it is secret, so it is wanted only where somebody names it. `content`: it may be part of the
   * product, so it also counts as wanted where it lies in a folder that somebody names.
   */
  readonly kind: 'waste' | 'content';
  /** Evidence in the scripts of Dockerfiles that the build needs it. */
  readonly neededBy?: RegExp;
  /** Evidence that a build makes it afresh; without that, what is there may be what ships. */
  readonly madeBy?: RegExp;
  /** Commands that name it mean the one they make anew in the image. */
  readonly isRemade?: boolean;
  /** Files whose presence says that it may be content. */
  readonly contentOf?: RegExp;
  /** Tools named in package.json or pyproject.toml that read it during a build. */
  readonly readByTool?: RegExp;
}

export interface TemplateSection {
  readonly title: string;
  /** Null for every context. */
  readonly ecosystem: Ecosystem | null;
  readonly entries: readonly TemplateEntry[];
}

const waste = (pattern: string, more: Partial<TemplateEntry> = {}): TemplateEntry => ({ pattern, kind: 'waste', ...more });
const content = (pattern: string, more: Partial<TemplateEntry> = {}): TemplateEntry => ({ pattern, kind: 'content', ...more });

const TESTS = /\b(?:tests?|pytest|tox|nox|unittest|jest|vitest|mocha|ava|karma)\b/i;
const DOCS_TOOL = /(?:^|\/)(?:mkdocs\.ya?ml|docusaurus\.config\.\w+)$|^(?:_config\.yml|book\.toml)$|(?:^|\/)docs\/(?:\.vitepress\/|package\.json$)/;
/** setup.py likes to read a changelog into the package's description. */
const TEXT_READER = new RegExp(`${DOCS_TOOL.source}|(?:^|\\/)setup\\.py$`);
const BUILDS = /\b(?:build|compile|tsc|webpack|vite|rollup|esbuild|bdist_wheel|nest|ng)\b/i;
const INSTALLS_NODE = /\b(?:npm|pnpm|bun)\b[^\n;&|]{0,200}\b(?:ci|clean-install|i|install|add)\b|\byarn\b/;
const RUNS_NODE = /\b(?:node|nodejs|npm|npx|pnpm|bun|nodemon|next|nest)\b/;

/** True where a Dockerfile starts node and none installs anything: then the machine's own node_modules are what ships. */
export function shipsNodeModules(scripts: readonly string[]): boolean {
  return scripts.some((script) => RUNS_NODE.test(script)) && !scripts.some((script) => INSTALLS_NODE.test(script));
}

/**
 * The users' template for .dockerignore, with two stars and a slash where a pattern would otherwise reach the context's top folder only
 * (docs.docker.com/build/concepts/context, "Syntax"). What may be product content stays anchored at the top.
 */
export const TEMPLATE: readonly TemplateSection[] = [
  {
    title: 'Version control',
    ecosystem: null,
    entries: [
      waste('**/.git', {
        isRemade: true,
        neededBy: /\bgit(?:\s+-\S+(?:\s+[^-\s]\S*)?){0,3}\s+(?:rev-parse|rev-list|describe|log|show|status|tag|branch|diff|config|submodule|ls-files|archive|checkout)\b/,
        readByTool: /setuptools[-_]scm|hatch-vcs|versioneer|dynamic-versioning|\bpbr\b|dunamai|versioningit|git-rev|semantic-release/,
      }),
      waste('**/.gitattributes'),
      waste('**/.gitmodules'),
      waste('**/.github'),
      waste('.gitlab-ci.yml'),
    ],
  },
  {
    title: 'Documentation',
    ecosystem: null,
    entries: [
      content('docs', { contentOf: DOCS_TOOL, neededBy: /\b(?:mkdocs|sphinx-build|docusaurus|vitepress)\b/ }),
      content('*.md', { exceptions: ['!README.md'], contentOf: TEXT_READER }),
    ],
  },
  {
    title: 'Editors',
    ecosystem: null,
    entries: [waste('**/.vscode'), waste('**/.idea'), waste('**/*.iml'), waste('**/*.sw[op]')],
  },
  {
    title: 'Python artifacts',
    ecosystem: 'python',
    entries: [
      waste('**/__pycache__', { isRemade: true }),
      waste('**/*.py[cod]'),
      waste('**/*.egg-info', { isRemade: true }),
      waste('**/.venv', { isRemade: true }),
      waste('**/venv', { isRemade: true }),
      waste('**/.pytest_cache'),
      waste('**/.mypy_cache'),
      waste('**/.ruff_cache'),
      waste('**/.tox'),
      waste('**/.coverage'),
      content('htmlcov'),
      content('dist'),
      content('build'),
    ],
  },
  {
    title: 'Node artifacts',
    ecosystem: 'node',
    entries: [
      waste('**/node_modules', { isRemade: true }),
      waste('**/.npm'),
      waste('**/.eslintcache'),
      waste('**/.nyc_output'),
      content('coverage'),
      content('dist', { madeBy: BUILDS }),
      content('.next', { madeBy: BUILDS }),
    ],
  },
  {
    title: 'Tests',
    ecosystem: null,
    entries: [content('tests', { neededBy: TESTS }), content('test-reports'), content('test-results')],
  },
  {
    title: 'Environment',
    ecosystem: null,
    entries: [
      waste('**/.env'),
      waste('**/.env.*', {
        exceptions: ['!**/.env.example'],
        readByTool: /"(?:vite|next|nuxt|astro|gatsby|react-scripts|@vue\/cli-service|@sveltejs\/kit|parcel)"/,
      }),
    ],
  },
  {
    title: 'Docker',
    ecosystem: null,
    entries: [waste('**/Dockerfile'), waste('**/Dockerfile.*'), waste('**/.dockerignore'), waste('docker-compose*.y*ml'), waste('compose*.y*ml')],
  },
  {
    title: 'Logs, system and temporary files',
    ecosystem: null,
    entries: [waste('**/*.log'), content('logs'), waste('**/.DS_Store'), waste('**/Thumbs.db'), waste('**/*.tmp'), waste('**/*~')],
  },
];
