import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerHost } from './serverHost.ts';
import { nodeFileSystem } from '../host/fileSystem.ts';
import { loadShellParser } from '../host/shellGrammar.ts';
import { createScanImage } from '../host/scanners/scanImage.ts';
import { version } from '../host/version.ts';
import { nodeBuildHost } from './builds/nodeBuildHost.ts';

/** The machine that the server runs on. The bundle lies in `dist/`, the rules' pages in `server/docs/rules/` beside it. */
export function nodeServerHost(folder: string, log: (message: string) => void): ServerHost {
  const pages = path.resolve(folder, '..', 'server', 'docs', 'rules');
  const hasPages = existsSync(pages);
  let shellGrammar = 'not loaded';
  return {
    version,
    fileSystem: nodeFileSystem,
    async loadShell() {
      try {
        const shell = await loadShellParser();
        shellGrammar = 'loaded';
        return shell;
      } catch (error) {
        if (shellGrammar !== 'failed') log(`The shell grammar could not be loaded; commands of RUN are not checked: ${String(error)}`);
        shellGrammar = 'failed';
        return null;
      }
    },
    rulePage: (rule) => (hasPages ? pathToFileURL(path.join(pages, `${rule}.md`)).href : null),
    builds: nodeBuildHost,
    scanImage: createScanImage(),
    runtime: () => ({
      node: process.version,
      memoryMegabytes: Math.round(process.memoryUsage.rss() / 1_048_576),
      shellGrammar,
    }),
  };
}
