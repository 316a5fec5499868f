import type { ContextFiles } from '../../core/engine/projectView.ts';
import { FOREIGN } from './contextPaths.ts';

const MANIFEST = /(?:^|\/)(?:package\.json|composer\.json|pyproject\.toml|setup\.cfg|Cargo\.toml|pom\.xml|go\.work|Gemfile|pnpm-workspace\.yaml|lerna\.json)$/;

/** Manifests of a context whose text can be read. */
export function readableManifests(files: ContextFiles): readonly string[] {
  let found = MANIFESTS.get(files);
  if (!found) MANIFESTS.set(files, (found = files.paths.filter((path) => MANIFEST.test(path) && !FOREIGN.test(path) && files.text(path) !== undefined)));
  return found;
}

const MANIFESTS = new WeakMap<ContextFiles, readonly string[]>();

/**
 * The text of a manifest without the settings of tools that no install and no build reads: that pytest looks into `tests` is no
 * reason to send them. Empty where there is no such text.
 */
export function installText(path: string, files: ContextFiles): string {
  let texts = TEXTS.get(files);
  if (!texts) TEXTS.set(files, (texts = new Map()));
  let text = texts.get(path);
  if (text === undefined) texts.set(path, (text = readInstallText(path, files.text(path) ?? '')));
  return text;
}

const TEXTS = new WeakMap<ContextFiles, Map<string, string>>();

function readInstallText(path: string, text: string): string {
  if (path.endsWith('.toml') || path.endsWith('.cfg')) return path.endsWith('Cargo.toml') ? text : withoutToolSections(text);
  return /(?:^|\/)(?:package|composer)\.json$/.test(path) ? withoutTestScripts(text) : text;
}

/** Sections that a build backend or an installer reads. */
const INSTALLED = /^\[+\s*["']?(?!tool[.:])|^\[+\s*tool\.(?:setuptools|setuptools_scm|hatch|poetry|pdm|flit|maturin|uv|scikit-build|meson-python|versioningit|dunamai|versioneer|pbr|poetry-dynamic-versioning|vercel|cibuildwheel)\b/;
const NOT_INSTALLED = /^\[+\s*(?:tool\.(?:hatch\.envs|pdm\.scripts|poetry\.group|uv\.dev)|flake8|mypy|isort|pycodestyle|pydocstyle|pylint|coverage|aliases|bdist_wheel|pytest)\b/;

function withoutToolSections(text: string): string {
  let isKept = true;
  return text
    .replace(/\bexclude\s*=\s*\[[^\]]{0,5000}\]/g, '')
    .split('\n')
    .filter((line) => {
      if (line.startsWith('[')) isKept = INSTALLED.test(line) && !NOT_INSTALLED.test(line);
      return isKept;
    })
    .join('\n');
}

/** Scripts that a person starts, and the settings of what they start. */
const STARTED_BY_HAND = /^(?:pre|post)?(?:test|lint|format|fmt|prettier|eslint|cov|e2e|cy|types?check|check|docs?|storybook|clean|release|watch|dev|cs|phpstan|stan|fix)(?:$|[^a-z])/i;
const SETTINGS = new Set(['jest', 'eslintConfig', 'eslintIgnore', 'prettier', 'nyc', 'c8', 'ava', 'mocha', 'lint-staged', 'husky', 'release', 'directories', 'repository', 'homepage', 'description', 'keywords', 'autoload-dev']);

function withoutTestScripts(text: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text;
  }
  return JSON.stringify(parsed, (key, value: unknown) => {
    if (SETTINGS.has(key)) return undefined;
    return key === 'scripts' && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([name]) => !STARTED_BY_HAND.test(name)))
      : value;
  }) ?? '';
}
