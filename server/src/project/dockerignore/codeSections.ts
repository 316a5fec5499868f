import { content, output, waste } from './entries.ts';
import type { Evidence, TemplateSection } from './template.ts';

const BUILDS_NODE = /\b(?:build|compile|tsc|webpack|vite|rollup|esbuild|bdist_wheel|nest|ng|turbo|nx)\b/i;
const INSTALLS_NODE = /\b(?:npm|pnpm|bun)\b[^\n;&|]{0,200}\b(?:ci|clean-install|i|install|add|deploy)\b|\byarn\b/;
const RUNS_NODE = /\b(?:node|nodejs|npm|npx|pnpm|bun|nodemon|next|nest)\b/;

/** Where a Dockerfile starts node and none installs anything, the machine's own node_modules are what ships. */
function shipsNodeModules({ scripts }: Evidence): string | null {
  return scripts.some((script) => RUNS_NODE.test(script)) && !scripts.some((script) => INSTALLS_NODE.test(script)) ? 'a Dockerfile runs node and installs nothing' : null;
}

const PYTHON: TemplateSection = {
  title: 'Python artifacts',
  ecosystem: 'python',
  entries: [
    waste('**/__pycache__', { isRemade: true }),
    waste('**/*.py[cod]'),
    waste('**/*.egg-info', { isRemade: true }),
    waste('**/.venv', { isRemade: true, isBulk: true }),
    waste('**/venv', { isRemade: true, isBulk: true }),
    waste('**/.pytest_cache'),
    waste('**/.mypy_cache'),
    waste('**/.ruff_cache'),
    waste('**/.tox'),
    waste('**/.nox', { onlyWhereFound: true }),
    waste('**/.ipynb_checkpoints', { onlyWhereFound: true }),
    waste('**/.coverage'),
    content('htmlcov'),
    content('dist', { looksLike: /\.(?:whl|tar\.gz|zip|egg)$|(?:^|\/)\.gitignore$/ }),
    content('build', { looksLike: /^build\/(?:lib|bdist|temp|scripts)[^/]*\// }),
  ],
};

const NODE: TemplateSection = {
  title: 'Node artifacts',
  ecosystem: 'node',
  entries: [
    waste('**/node_modules', { isRemade: true, isBulk: true, objection: shipsNodeModules }),
    waste('**/.npm'),
    waste('**/.pnpm-store', { isBulk: true, onlyWhereFound: true }),
    waste('**/.eslintcache'),
    waste('**/.nyc_output'),
    waste('**/.turbo', { onlyWhereFound: true }),
    waste('**/.parcel-cache', { onlyWhereFound: true }),
    waste('**/.angular', { onlyWhereFound: true }),
    waste('**/playwright-report', { onlyWhereFound: true }),
    content('coverage', { looksLike: /\.(?:html|css|js|json|info|xml|png|map|txt|out)$/ }),
    content('dist', { madeBy: BUILDS_NODE }),
    content('.next', { madeBy: BUILDS_NODE }),
    content('.nuxt', { madeBy: BUILDS_NODE, onlyWhereFound: true }),
    content('.output', { madeBy: BUILDS_NODE, onlyWhereFound: true }),
    content('storybook-static', { onlyWhereFound: true }),
  ],
};

const GO: TemplateSection = {
  title: 'Go artifacts',
  ecosystem: 'go',
  entries: [waste('**/coverage.out'), waste('**/cover.out', { onlyWhereFound: true }), waste('**/__debug_bin*')],
};

const BUILDS_JAVA = /\b(?:mvnw?|maven|gradlew?|sbt|ant|javac)\b/;

const JAVA: TemplateSection = {
  title: 'Java artifacts',
  ecosystem: 'java',
  entries: [
    output('**/target', BUILDS_JAVA, { isBulk: true, beside: /^(?:pom\.xml|build\.sbt)$/ }),
    output('**/build', /\bgradlew?\b/, { isBulk: true, beside: /^(?:build|settings)\.gradle(?:\.kts)?$/, onlyWhereFound: true }),
    waste('**/.gradle', { isBulk: true }),
    output('**/*.class', BUILDS_JAVA),
    waste('**/.classpath', { onlyWhereFound: true }),
    waste('**/.settings', { onlyWhereFound: true }),
  ],
};

const BUILDS_DOTNET = /\bdotnet["',\s]+(?:build|publish|restore|run|watch|test|pack|msbuild)\b|\bmsbuild\b/i;

const DOTNET: TemplateSection = {
  title: '.NET artifacts',
  ecosystem: 'dotnet',
  entries: [
    // Another machine's obj/project.assets.json breaks the restore in the image.
    output('**/bin', BUILDS_DOTNET, { isBulk: true, beside: /\.(?:cs|fs|vb)proj$/ }),
    output('**/obj', BUILDS_DOTNET, { isBulk: true, beside: /\.(?:cs|fs|vb)proj$/ }),
    waste('**/*.user'),
    waste('**/TestResults'),
  ],
};

const INSTALLS_COMPOSER = /\bcomposer(?:\.phar)?\b[^\n;&|]{0,200}\b(?:install|i|update|create-project)\b/;

const PHP: TemplateSection = {
  title: 'PHP artifacts',
  ecosystem: 'php',
  entries: [
    output('**/vendor', INSTALLS_COMPOSER, { isBulk: true, beside: /^composer\.json$/ }),
    waste('**/.phpunit.result.cache'),
    waste('**/.phpunit.cache'),
    waste('**/.php-cs-fixer.cache'),
    // Laravel starts from another machine's cached settings where it finds them.
    waste('bootstrap/cache/*.php', { onlyWhereFound: true }),
    content('var/cache', { onlyWhereFound: true }),
    content('var/log', { onlyWhereFound: true }),
  ],
};

/** rails assets:precompile reads the credentials, unless it is told to do without. */
function precompilesWithKey({ scripts }: Evidence): string | null {
  const precompiles = scripts.some((script) => /\bassets:precompile\b/.test(script));
  return precompiles && !scripts.some((script) => /SECRET_KEY_BASE/.test(script)) ? 'assets:precompile may read it' : null;
}

const RUBY: TemplateSection = {
  title: 'Ruby artifacts',
  ecosystem: 'ruby',
  entries: [
    waste('.bundle', { isRemade: true }),
    output('vendor/bundle', /\bbundler?\b(?:[^\n;&|]{0,200}\b(?:install|update)\b|\s*$)/m, { isBulk: true }),
    waste('.byebug_history', { onlyWhereFound: true }),
    content('coverage', { looksLike: /\.(?:html|css|js|json|info|xml|png|gif|map|txt|lock)$/ }),
    waste('config/master.key', { isSecret: true, onlyWhereFound: true, objection: precompilesWithKey }),
    waste('config/credentials/*.key', { isSecret: true, onlyWhereFound: true, objection: precompilesWithKey }),
  ],
};

const RUST: TemplateSection = {
  title: 'Rust artifacts',
  ecosystem: 'rust',
  entries: [output('**/target', /\bcargo\b/, { isBulk: true, beside: /^Cargo\.toml$/ }), waste('**/*.rs.bk')],
};

export const CODE_SECTIONS: readonly TemplateSection[] = [PYTHON, NODE, GO, JAVA, DOTNET, PHP, RUBY, RUST];
