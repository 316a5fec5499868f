import * as vscode from 'vscode';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { BuildMemory } from './buildMemory.ts';
import { together, type BuildGroup, type BuildMember } from './buildables.ts';
import { pickMany } from './pickMany.ts';
import { projectName, type What } from './what.ts';

interface MemberItem extends vscode.QuickPickItem {
  readonly member?: BuildMember;
}

/** Lets a person choose services and bake targets, those of last time first chosen; one order for each project that they are of. */
export async function pickServices(groups: readonly BuildGroup[], memory: BuildMemory): Promise<readonly What[]> {
  const members = groups.flatMap((group) => group.members);
  const [only, second] = members;
  if (only && !second) return [only.what];
  const items = groups.flatMap((group): MemberItem[] => [
    { label: groupName(group), kind: vscode.QuickPickItemKind.Separator },
    ...group.members.map((member) => itemOf(member, memory.services.has(member.key))),
  ]);
  const picked = await pickMany(items, { title: vscode.l10n.t('Build Service'), placeholder: vscode.l10n.t('Services to build') });
  const chosen = new Set(picked?.flatMap(({ member }) => (member ? [member] : [])));
  if (chosen.size === 0) return [];
  await memory.keepServices([...chosen].map(({ key }) => key));
  return groups.flatMap((group) => together(group.members.filter((member) => chosen.has(member))) ?? []);
}

/** The project or bake file whose things are all built; asked for where there are several. */
export async function pickGroup(groups: readonly BuildGroup[]): Promise<What | undefined> {
  const composed = groups.filter(({ all }) => all.kind === 'compose');
  const offered = composed.length > 0 ? composed : groups;
  const items = offered.map((group) => ({ label: groupName(group), description: countOf(group), group }));
  const options = { title: vscode.l10n.t('Build All Services'), placeHolder: vscode.l10n.t('Compose file whose services are built') };
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, options);
  return picked?.group.all;
}

export function groupName({ all, members }: BuildGroup): string {
  const [first] = members;
  const named = all.kind === 'compose' && all.files.length > 0 ? projectName(all) : null;
  if (named !== null) return named;
  // What compose finds by itself goes by the name of the file that declares the first service.
  return first ? shownText(vscode.workspace.asRelativePath(vscode.Uri.parse(first.uri))) : '';
}

function itemOf(member: BuildMember, picked: boolean): MemberItem {
  const dockerfile = member.dockerfile === null ? '' : vscode.workspace.asRelativePath(vscode.Uri.parse(member.dockerfile));
  return { label: shownText(member.name, 100), description: shownText(dockerfile), picked, member };
}

function countOf({ members }: BuildGroup): string {
  return members.length === 1 ? vscode.l10n.t('1 service') : vscode.l10n.t('{0} services', members.length);
}
