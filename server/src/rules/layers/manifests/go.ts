import { folderOf, joinPaths } from '../../../project/paths.ts';
import { commandVariable } from '../../cache/calls/commandVariable.ts';
import { refuse } from '../proof.ts';
import { isVisible, nearestAbove, visibleIn } from './contextManifests.ts';
import { wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';

const HARMLESS = new Set(['-x', '-v', '-json']);
/** A replacement without version is a folder (go.dev/ref/mod#go-mod-file-replace): it starts with `./`, `../` or a root. */
const LOCAL_REPLACE = /=>\s*("?(?:\.{1,2}(?:[/\\]|"?\s*$)|\/|[A-Za-z]:[/\\])[^\s"]*)/m;

/** `go mod download`: `go build` and `go get` need the source. Source: go.dev/ref/mod#go-mod-download. */
export const go: ManifestEntry = {
  id: 'go',
  reads: (install) => (wordsOf(install).join(' ') === 'mod download' ? ['go.mod'] : null),
  named: () => 'go.mod and go.sum',
  locks: ['go.sum'],
  isLocked: () => false,
  needs({ install }, [manifest], context) {
    const option = install.options.find(({ name }) => !HARMLESS.has(name) && !/^-[xvjson]$/.test(name));
    if (option) return refuse(`go's ${option.name} may name other files`);
    const flags = commandVariable(install.run, install.command, 'GOFLAGS');
    if (flags !== undefined && (flags.value === null || /-mod(?:file)?=/.test(flags.value))) {
      return refuse('GOFLAGS names where the modules are');
    }
    const folder = folderOf(manifest!);
    if (commandVariable(install.run, install.command, 'GOWORK')?.value !== 'off') {
      const workspace = visibleIn(context, folder, ['go.work'])[0] ?? nearestAbove(context, folder, 'go.work');
      if (workspace !== null) return refuse(`${workspace} makes this folder part of a workspace, whose other go.mod files are needed too`);
    }
    if (isVisible(context, joinPaths(folder, 'vendor/modules.txt'))) {
      return refuse('vendor/ holds the modules already, so that the download can be left out instead');
    }
    const text = context.files.text(manifest!);
    if (text === undefined) return refuse(`${manifest!} cannot be read in the build context`);
    const local = LOCAL_REPLACE.exec(text.replace(/\/\/.*$/gm, ''))?.[1];
    if (local !== undefined) {
      return refuse(`${manifest!} replaces a module by the local path ${local.replace(/"/g, '')}, whose go.mod is needed too`);
    }
    return [manifest!, ...visibleIn(context, folder, ['go.sum'])];
  },
  fills: [],
  writesHome: true,
  leavesManifests: () => true,
};
