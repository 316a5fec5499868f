/** Manifests larger than this are generated; nothing reads them. In bytes. */
export const LARGEST_MANIFEST = 256 * 1024;

const NAMES: ReadonlySet<string> = new Set([
  'package.json', '.npmrc', '.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', 'lerna.json', 'bunfig.toml', '.pnpmfile.cjs',
  'pyproject.toml', 'Pipfile', 'setup.cfg', 'pip.conf', 'uv.toml', 'poetry.toml', 'environment.yml', '.python-version',
  '.nvmrc', '.node-version', 'go.mod', 'go.work', 'Cargo.toml', 'Gemfile', 'composer.json', 'pom.xml',
]);

/** True for files whose text rules may ask for. Lockfiles and setup.py are not among them: that they exist is enough. */
export function isManifest(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (NAMES.has(name)) return true;
  if (!name.endsWith('.txt') && !name.endsWith('.in')) return false;
  return /requirements|constraints/i.test(name) || /(?:^|\/)requirements\//.test(path);
}
