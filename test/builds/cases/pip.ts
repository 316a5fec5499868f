import type { BuildCase, Packages } from './buildCase.ts';

const pipPackages: Packages = {
  add: (workspace) => workspace.edit('requirements.txt', (text) => `${text}epsilon==1.0\n`),
  added: ['epsilon'],
  downloads: (_build, index) => index.takeDownloads(),
};

const pipCase = {
  workspace: 'pip',
  packages: pipPackages,
  install: 'pip install',
  source: 'app.py',
  rules: ['require-cache-mount', 'copy-manifests-first'],
  output: /^version \d, alpha beta gamma delta$/,
};

/** `--user` makes `.cache` for the cache alone, so that it is not there either where the cache is mounted. */
export const pipCases: readonly BuildCase[] = [
  { ...pipCase, name: 'pip', dockerfile: 'pip', caches: ['root/.cache/pip'] },
  { ...pipCase, name: 'pip, USER 1001', dockerfile: 'pip-uid-1001', caches: ['home/app/.cache'] },
  { ...pipCase, name: 'pip, virtual environment in two stages', dockerfile: 'pip-venv', caches: [] },
  { ...pipCase, name: 'pip, CRLF', dockerfile: 'pip', lineEndings: 'CRLF', caches: ['root/.cache/pip'] },
  { ...pipCase, name: 'pip, heredoc', dockerfile: 'pip-heredoc', install: 'RUN', caches: ['root/.cache/pip'] },
];
