import * as vscode from 'vscode';
import type { BuildRequest, ComposeWhat } from '../../../server/src/protocol.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';

export type What = BuildRequest['what'];

/** As many names are told before the rest is counted, as in the history (`builtTitle`), which knows no translations. */
const MOST_NAMES = 4;

/** What is built in a few words: `api, web`, `all services`, `all services of dev.yml`, `services/api/Dockerfile (prod)`. */
export function titleOf(what: What): string {
  if (what.kind === 'dockerfile') {
    const file = relative(what.dockerfile);
    return what.target === null ? file : `${file} (${shownText(what.target, 60)})`;
  }
  const names = what.kind === 'compose' ? what.services : what.targets;
  if (names.length > 0) return listOf(names);
  if (what.kind === 'bake') return vscode.l10n.t('all targets of {0}', what.files.map(relative).join(', '));
  const project = projectName(what);
  return project === null ? vscode.l10n.t('all services') : vscode.l10n.t('all services of {0}', project);
}

/** The compose files of a project, as a person knows them, or its folder; null for the one at the top of a workspace folder. */
export function projectName({ files, folder }: ComposeWhat): string | null {
  if (files.length > 0) return files.map(relative).join(' + ');
  const uri = vscode.Uri.file(folder);
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.path === uri.path ? null : relative(folder);
}

/** Equal for two orders of the same things, whatever the options they are built with. */
export function identityOf(what: What): string {
  if (what.kind === 'dockerfile') return JSON.stringify([what.kind, what.dockerfile, what.context, what.target]);
  const names = what.kind === 'compose' ? what.services : what.targets;
  return JSON.stringify([what.kind, what.folder, what.files, [...names].sort()]);
}

/** URI of the workspace folder that the history of this is kept under; null outside of all. */
export function workspaceFolderOf(what: What): string | null {
  const place = what.kind === 'dockerfile' ? what.dockerfile : what.folder;
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(place))?.uri.toString() ?? null;
}

/** True for what commands are given, which anybody may call with anything. */
export function isWhat(value: unknown): value is What {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, folder, files, services, profiles, targets, dockerfile, context, target, args, platform, tags } = value as Record<string, unknown>;
  if (typeof folder !== 'string') return false;
  if (kind === 'compose') return areStrings(files) && areStrings(services) && areStrings(profiles);
  if (kind === 'bake') return areStrings(files) && areStrings(targets);
  if (kind !== 'dockerfile' || typeof dockerfile !== 'string' || typeof context !== 'string' || !areStrings(tags)) return false;
  return isText(target) && isText(platform) && typeof args === 'object' && args !== null && Object.values(args).every(isText);
}

function listOf(names: readonly string[]): string {
  const most = names.length <= MOST_NAMES ? MOST_NAMES : MOST_NAMES - 1;
  const shown = names.slice(0, most).map((name) => shownText(name, 60)).join(', ');
  return names.length > most ? vscode.l10n.t('{0} and {1} more', shown, names.length - most) : shown;
}

function relative(path: string): string {
  return shownText(vscode.workspace.asRelativePath(vscode.Uri.file(path)));
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
