/** Managers, by id, that install packages and nothing else; the installs of one kind never start those of another, as far as packages behave. */
export const KINDS: ReadonlyMap<string, 'system' | 'python' | 'javascript'> = new Map([
  ...['apk', 'apt', 'dnf', 'dnf5', 'microdnf', 'yum', 'zypper'].map((id) => [id, 'system'] as const),
  ...['pip', 'pipenv', 'poetry', 'uv'].map((id) => [id, 'python'] as const),
  ...['bun', 'npm', 'pnpm', 'yarn', 'yarn-berry'].map((id) => [id, 'javascript'] as const),
]);
