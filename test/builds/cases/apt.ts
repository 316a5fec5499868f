import { aptDownloads } from '../support/downloads.ts';
import type { BuildCase } from './buildCase.ts';

export const aptCases: readonly BuildCase[] = [
  {
    name: 'apt',
    workspace: 'apt',
    dockerfile: 'apt',
    packages: {
      add: (workspace) => workspace.edit('Dockerfile', (text) => text.replace(/ jq\b/, ' jq tree')),
      added: ['tree'],
      downloads: aptDownloads,
    },
    install: 'apt-get',
    source: 'report.sh',
    rules: ['require-cache-mount', 'install-before-source'],
    caches: ['var/cache/apt', 'var/lib/apt/lists'],
    output: /^version \d, jq$/,
  },
];
