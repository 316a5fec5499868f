import * as vscode from 'vscode';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import type { BuiltWhat } from '../../../server/src/timing/record.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { askBuildable, groupsOf, together, type BuildGroup } from '../build/buildables.ts';
import { fileIn } from '../build/folderPaths.ts';
import type { What } from '../build/what.ts';
import type { CommandContext } from '../commands/index.ts';

/**
 * Builds what a build of the history built, from the files as they are now. A Dockerfile's arguments are not in the history: what was
 * chosen last is offered.
 */
export async function buildAgain(server: CommandContext['server'], folder: string, what: BuiltWhat): Promise<void> {
  const [file] = what.files;
  const uri = file === undefined ? null : fileIn(vscode.Uri.parse(folder), file);
  if (what.kind === 'dockerfile' && uri !== null) {
    await vscode.commands.executeCommand('drydock.buildDockerfile', uri);
    return;
  }
  const found = uri === null ? undefined : whatAgain(groupsOf(await askBuildable(server, uri.toString())), what);
  if (found) await vscode.commands.executeCommand('drydock.buildService', { what: found });
  else void vscode.window.showInformationMessage(vscode.l10n.t('{0} cannot be built any more: it is no longer in {1}.', shownText(builtTitle(what)), shownText(what.files.join(', '))));
}

/** The same services or targets, of the files that were named then where that is still a way to build them. */
function whatAgain(groups: readonly BuildGroup[], { kind, names, files }: BuiltWhat): What | undefined {
  const fitting = groups.filter(({ all, members }) => all.kind === kind && names.every((name) => members.some((member) => member.name === name)));
  const named = fitting.find(({ all }) => filesOf(all).length === files.length && filesOf(all).every((path, at) => endsWith(path, files[at]!)));
  // Where compose finds its files itself none is named, and the history tells those that it found.
  const group = named ?? fitting.find(({ all }) => filesOf(all).length === 0) ?? fitting[0];
  if (!group || names.length === 0) return group?.all;
  return together(group.members.filter(({ name }) => names.includes(name))) ?? undefined;
}

function filesOf(what: What): readonly string[] {
  return what.kind === 'dockerfile' ? [] : what.files;
}

/** Paths of the history are relative to the folder where inside of it. */
function endsWith(path: string, shown: string): boolean {
  const plain = path.replaceAll('\\', '/');
  return plain === shown || plain.endsWith(`/${shown}`);
}
