import * as vscode from 'vscode';
import type { ServerConnection } from '../languageClient.ts';
import { askBuildable, groupsOf, together, type BuildGroup } from './buildables.ts';
import { fileIn } from './folderPaths.ts';
import type { What } from './what.ts';

/** What a task of `tasks.json` says, as far as it says it rightly. */
export interface BuildTaskDefinition extends vscode.TaskDefinition {
  readonly type: 'drydock';
  readonly service?: string | readonly string[];
  readonly file?: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly noCache?: boolean;
}

/**
 * What a task builds, by the files as they are when it runs. Paths in it are relative to the workspace folder.
 * @throws Error with a sentence for the terminal where that cannot be told
 */
export async function taskWhat(server: Pick<ServerConnection, 'request'>, definition: BuildTaskDefinition, folder: vscode.Uri): Promise<What> {
  const { dockerfile, file, target } = definition;
  if (typeof dockerfile === 'string') return dockerfileWhat(server, fileIn(folder, dockerfile), dockerfile, target);
  const uri = typeof file === 'string' ? fileIn(folder, file) : null;
  const found = await askBuildable(server, uri?.toString() ?? null);
  const groups = groupsOf(found).filter((group) => uri !== null || isIn(folder, group));
  const names = namesOf(definition);
  if (names.length === 0) return oneOf(groups, file).all;
  const complete = groups.filter(({ members }) => names.every((name) => members.some((member) => member.name === name)));
  if (complete.length === 0 && groups.length > 0) {
    const missing = names.filter((name) => !groups.some(({ members }) => members.some((member) => member.name === name)));
    if (missing.length > 0) throw new Error(vscode.l10n.t('Nothing to build is called {0}: name a service that has a build.', missing.join(', ')));
    throw new Error(vscode.l10n.t('The services {0} are not of one compose file: make a task for each.', names.join(', ')));
  }
  const group = oneOf(complete, file);
  return together(group.members.filter(({ name }) => names.includes(name))) ?? group.all;
}

async function dockerfileWhat(server: Pick<ServerConnection, 'request'>, uri: vscode.Uri, path: string, target: string | undefined): Promise<What> {
  const { dockerfiles } = await askBuildable(server, uri.toString());
  const found = dockerfiles.find((one) => vscode.Uri.parse(one.uri).toString() === uri.toString()) ?? dockerfiles[0];
  if (!found) throw new Error(vscode.l10n.t('There is no Dockerfile {0} in this folder.', path));
  return typeof target === 'string' ? { ...found.what, target } : found.what;
}

/** Compose files before bake files: those are generated from them more often than not. */
function oneOf(groups: readonly BuildGroup[], file: string | undefined): BuildGroup {
  const composed = groups.filter(({ all }) => all.kind === 'compose');
  const [only, second] = composed.length > 0 ? composed : groups;
  if (!only) throw new Error(file === undefined ? vscode.l10n.t('No compose file here has a service to build.') : vscode.l10n.t('{0} has nothing to build.', file));
  if (second) throw new Error(vscode.l10n.t('Several compose files have this to build: say in "file" which one is meant.'));
  return only;
}

function namesOf({ service, target, dockerfile }: BuildTaskDefinition): readonly string[] {
  const named = typeof service === 'string' ? [service] : Array.isArray(service) ? service.filter((one): one is string => typeof one === 'string') : [];
  // Of a bake file a target is what a service is of a compose file.
  return named.length === 0 && typeof target === 'string' && dockerfile === undefined ? [target] : named;
}

function isIn(folder: vscode.Uri, { members }: BuildGroup): boolean {
  return members.some(({ uri }) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.toString() === folder.toString());
}
