import type { FoundFile } from './changedFiles.ts';

/** Files that say what a project depends on: whoever changed one expects that much is built again. */
const MANIFESTS: ReadonlySet<string> = new Set([
  'package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bun.lock', 'bun.lockb', 'deno.json', 'deno.lock',
  'pyproject.toml', 'poetry.lock', 'uv.lock', 'pdm.lock', 'pipfile', 'pipfile.lock', 'setup.py', 'setup.cfg', 'environment.yml', 'conda-lock.yml',
  'go.mod', 'go.sum', 'go.work', 'cargo.toml', 'cargo.lock', 'gemfile', 'gemfile.lock', 'composer.json', 'composer.lock', 'mix.exs', 'mix.lock',
  'pom.xml', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts', 'gradle.lockfile', 'build.sbt', 'packages.lock.json', 'directory.packages.props', 'global.json',
]);
const MANIFEST_NAMES = /^(?:requirements|constraints)[\w.-]*\.(?:txt|in)$|\.(?:csproj|fsproj|vbproj|sln)$/;

/** Changes by themselves: that such a file is what made a step run is seldom what a person meant to do. */
const NOISE = /(?:^|\/)(?:\.git|\.idea|\.vscode|node_modules|__pycache__|\.pytest_cache|coverage|dist|build|target|logs?)\/|\.(?:log|tmp|swp|pyc|map)$|(?:^|\/)\.DS_Store$/;

/** Most telling first: what the instruction names, manifests, what lies near the top; what tools leave behind comes last. */
export function mostTellingFirst<File extends FoundFile>(files: readonly File[]): readonly File[] {
  const ranked = files.map((file) => ({ file, rank: rankOf(file) }));
  return ranked.sort((a, b) => a.rank - b.rank || (a.file.path < b.file.path ? -1 : 1)).map(({ file }) => file);
}

function rankOf({ path, isNamed }: FoundFile): number {
  const plain = path.endsWith('/') ? path.slice(0, -1) : path;
  const name = plain.slice(plain.lastIndexOf('/') + 1).toLowerCase();
  const isManifest = MANIFESTS.has(name) || MANIFEST_NAMES.test(name);
  const depth = Math.min(plain.split('/').length, 50);
  return depth + (isManifest ? 0 : 100) + (isNamed ? 0 : 200) + (NOISE.test(path) ? 1000 : 0) + (path.endsWith('/') ? 400 : 0);
}
