import { languageOf } from '../../core/engine/fileKinds.ts';
import { folderOf } from '../paths.ts';
import { content, waste } from './entries.ts';
import { ASKS_GIT, gitObjection } from './gitObjection.ts';
import { readableManifests } from './installText.ts';
import type { Evidence, TemplateSection } from './template.ts';

export const VERSION_CONTROL: TemplateSection = {
  title: 'Version control',
  ecosystem: null,
  entries: [
    waste('**/.git', {
      isRemade: true,
      isBulk: true,
      neededBy: ASKS_GIT,
      readByTool: /setuptools[-_]scm|hatch-vcs|versioneer|dynamic-versioning|\bpbr\b|dunamai|versioningit|git-rev|vergen|shadow-rs|git-version|git-commit-id|\bbuilt\s*=/,
      objection: gitObjection,
    }),
    waste('**/.gitattributes'),
    waste('**/.gitmodules'),
    waste('**/.github'),
    waste('.gitlab-ci.yml'),
  ],
};

const DOCS_TOOL = /^(?:[^/]+\/)?(?:mkdocs\.ya?ml|docusaurus\.config\.\w+)$|^(?:_config\.yml|book\.toml|_sidebar\.md|index\.md)$|^docs\/(?:\.vitepress\/|package\.json$)/;

/** Texts and pictures. Anything else in there (`docs/openapi.yaml`, `docs/docs.go`) may be read by the program or compiled into it. */
const DOCUMENTS = /\.(?:mdx?|rst|txt|adoc|asciidoc|org|tex|bib|pdf|png|jpe?g|gif|svg|webp|ico|bmp|drawio|puml|plantuml|mmd|dot|excalidraw|docx?|pptx?|xlsx?|od[tps]|mp4|webm|mov)$|(?:^|\/)(?:LICENSE|COPYING|README|CNAME|\.nojekyll|\.gitignore)$/i;

export const DOCUMENTATION: TemplateSection = {
  title: 'Documentation',
  ecosystem: 'any',
  entries: [
    content('docs', { isTaste: true, contentOf: DOCS_TOOL, looksLike: DOCUMENTS, neededBy: /\b(?:mkdocs|sphinx-build|docusaurus|vitepress)\b/ }),
    content('*.md', {
      isTaste: true,
      exceptions: ['!README.md', '!LICENSE.md'],
      exceptionsWhereFound: ['!readme.md', '!Readme.md', '!NOTICE.md', '!COPYING.md', '!ATTRIBUTION*.md', '!THIRD*PARTY*.md'],
      contentOf: DOCS_TOOL,
      objection: setupReadsText,
    }),
  ],
};

/** setup.py likes to read a changelog into the package's description. */
function setupReadsText({ files }: Evidence): string | null {
  return files.has('setup.py') && /\.md\b/.test(files.text('setup.py') ?? '.md') ? 'setup.py may use it' : null;
}

export const EDITORS: TemplateSection = {
  title: 'Editors',
  ecosystem: null,
  entries: [waste('**/.vscode'), waste('**/.idea'), waste('**/*.iml'), waste('**/*.sw[op]'), waste('**/.vs', { onlyWhereFound: true })],
};

const RUNS_TESTS = /\b(?:tests?|pytest|tox|nox|unittest|jest|vitest|mocha|ava|karma|rspec|phpunit|pest|nextest)\b/i;

export const TESTS: TemplateSection = {
  title: 'Tests',
  ecosystem: 'any',
  entries: [content('tests', { isTaste: true, neededBy: RUNS_TESTS, objection: belongsToWorkspace }), content('test-reports'), content('test-results')],
};

/** A project in there may be listed by the workspace or solution around it, whose install then fails without it. */
function belongsToWorkspace({ files }: Evidence): string | null {
  const project = files.paths.find((path) => path.startsWith('tests/') && /(?:^|\/)(?:package\.json|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|go\.mod|pyproject\.toml)$|\.(?:cs|fs|vb)proj$/.test(path));
  if (project !== undefined) return `${project} may be a part of the workspace around it`;
  const cargo = files.paths.find((path) => /(?:^|\/)Cargo\.toml$/.test(path) && /\[\[(?:test|bench)\]\]/.test(files.text(path) ?? ''));
  return cargo === undefined ? null : `${cargo} lists tests, and cargo fails without them`;
}

/** Bundlers write what stands in .env into the pages; Symfony commits that file and does not start without it. */
const READS_ENV = /"(?:vite|next|nuxt|astro|gatsby|react-scripts|@vue\/cli-service|@sveltejs\/kit|@remix-run\/dev|@redwoodjs\/core|@rsbuild\/core|parcel|expo|react-native-(?:dotenv|config)|dotenv-(?:cli|webpack)|env-cmd|symfony\/(?:runtime|dotenv|flex))"/;

/** Folders with a manifest that names such a tool: it reads the file beside it. */
function envReaders({ files }: Evidence): ReadonlySet<string> {
  const manifests = readableManifests(files).filter((path) => /(?:^|\/)(?:package|composer)\.json$/.test(path) && READS_ENV.test(files.text(path) ?? ''));
  return new Set(manifests.map(folderOf));
}

/** What people call a file that shows which variables there are, beside `.env.example`. */
const EXAMPLES_OF_ENV = [
  '.env.sample', '.env.template', '.env.dist', '.env.*.example', '.env.*-example', '.env.*.sample', '.env.*-sample', '.env.*.template', '.env.*.dist',
];

const ENV = { isSecret: true, notIn: envReaders, notInReason: 'a tool of the build reads' } as const;

export const ENVIRONMENT: TemplateSection = {
  title: 'Environment, which containers get when they start',
  ecosystem: null,
  entries: [
    waste('**/.env', ENV),
    waste('**/.env.*', {
      ...ENV,
      exceptions: ['!**/.env.example'],
      exceptionsWhereFound: EXAMPLES_OF_ENV.map((name) => `!**/${name}`),
    }),
    waste('**/.aws', { isSecret: true, onlyWhereFound: true }),
    waste('**/.ssh', { isSecret: true, onlyWhereFound: true }),
    waste('**/id_rsa', { isSecret: true, onlyWhereFound: true }),
    waste('**/id_ed25519', { isSecret: true, onlyWhereFound: true }),
    waste('**/*.tfstate', { isSecret: true, onlyWhereFound: true }),
    waste('**/.terraform', { isBulk: true, onlyWhereFound: true }),
  ],
};

export const DOCKER: TemplateSection = {
  title: 'Docker',
  ecosystem: null,
  entries: [
    waste('**/Dockerfile'),
    waste('**/Dockerfile.*', { objection: isNoDockerfile }),
    waste('**/.dockerignore'),
    waste('docker-compose*.y*ml'),
    waste('compose.y*ml'),
    waste('compose.*.y*ml'),
  ],
};

/** Templates and sources have such names too, and programs that write Dockerfiles read them. */
function isNoDockerfile({ files }: Evidence): string | null {
  const other = files.paths.find((path) => /(?:^|\/)Dockerfile\.[^/]*$/.test(path) && languageOf(path) === null);
  return other === undefined ? null : `${other} is no Dockerfile`;
}

export const LOGS: TemplateSection = {
  title: 'Logs, system and temporary files',
  ecosystem: null,
  entries: [waste('**/*.log'), content('logs', { looksLike: /\.(?:log|txt|gz|json|out|err)(?:\.\d+)?$/ }), waste('**/.DS_Store'), waste('**/Thumbs.db'), waste('**/*.tmp'), waste('**/*~')],
};
