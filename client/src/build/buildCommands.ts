import * as vscode from 'vscode';
import type { BuildableDockerfile, BuildRecordResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import { askBuildable, groupsOf, type BuildGroup } from './buildables.ts';
import type { Building } from './building.ts';
import { exportBuild, type RecordedBuild } from './exportBuild.ts';
import { pickDockerfileOptions } from './pickDockerfile.ts';
import { pickMany } from './pickMany.ts';
import { pickGroup, pickServices } from './pickServices.ts';
import type { RunningBuild } from './runningBuild.ts';
import { mayBuild } from './trust.ts';
import { isWhat, type What } from './what.ts';

/** What people can do with builds. Arguments come from CodeLenses, menus and other extensions: they may be anything. */
export class BuildCommands {
  constructor(
    private readonly context: CommandContext,
    private readonly building: () => Building,
  ) {}

  /** @param from a compose, bake or Dockerfile, or `{ what }`; without it the services of the workspace are offered */
  async buildService(from?: unknown): Promise<void> {
    if (!mayBuild()) return;
    const told = typeof from === 'object' && from !== null && 'what' in from ? from.what : undefined;
    if (isWhat(told)) return this.start([told]);
    const uri = from instanceof vscode.Uri ? from.toString() : null;
    const found = await askBuildable(this.context.server, uri);
    const groups = groupsOf(found);
    if (groups.length > 0) return this.start(await pickServices(groups, this.building().memory));
    if (found.dockerfiles.length > 0) return this.buildOneOf(found.dockerfiles);
    tell(uri === null ? vscode.l10n.t('No compose file or bake file here has anything to build.') : vscode.l10n.t('This file has nothing to build.'));
  }

  async buildAllServices(): Promise<void> {
    if (!mayBuild()) return;
    const groups: readonly BuildGroup[] = groupsOf(await askBuildable(this.context.server, null));
    if (groups.length === 0) return tell(vscode.l10n.t('No compose file here has a service to build.'));
    const what = await pickGroup(groups);
    if (what) await this.start([what]);
  }

  async buildDockerfile(from?: unknown): Promise<void> {
    if (!mayBuild()) return;
    const active = vscode.window.activeTextEditor?.document;
    const uri = from instanceof vscode.Uri ? from : active?.languageId === 'dockerfile' ? active.uri : null;
    const { dockerfiles } = await askBuildable(this.context.server, uri?.toString() ?? null);
    if (dockerfiles.length === 0) return tell(uri ? vscode.l10n.t('This file cannot be built by itself: it is not saved in a folder of the workspace, or it has errors.') : vscode.l10n.t('There is no Dockerfile here.'));
    if (uri) await vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.save();
    await this.buildOneOf(dockerfiles);
  }

  async rebuildWithoutCache(): Promise<void> {
    if (!mayBuild()) return;
    const { memory, builds } = this.building();
    if (!builds.last && !memory.last) return tell(vscode.l10n.t('Nothing was built here yet: run Build Service first.'));
    const what = await this.building().lastWhat();
    if (what) await this.building().start({ what, noCache: true, shownIn: 'notification' });
  }

  async cancelBuild(): Promise<void> {
    const { running } = this.building().builds;
    if (running.length === 0) return tell(vscode.l10n.t('Nothing is being built.'));
    const items = running.map((build) => ({ label: build.title, picked: true, build }));
    const question = { title: vscode.l10n.t('Cancel Build'), placeholder: vscode.l10n.t('Builds to cancel') };
    const picked = items.length === 1 ? items : await pickMany(items, question);
    for (const { build } of picked ?? []) build.cancel();
  }

  async showTimeline(...from: unknown[]): Promise<void> {
    await this.building().timelines.show(recordedBuild(from));
  }

  async exportBuild(...from: unknown[]): Promise<void> {
    const at = recordedBuild(from) ?? (await this.building().timelines.lastRecorded());
    if (at) await exportBuild(this.context.server, at);
    else tell(vscode.l10n.t('There is no finished build to export.'));
  }

  /** Of a build of the history only what it keeps is there to be copied. */
  async copyBuildCommand(...from: unknown[]): Promise<void> {
    const at = recordedBuild(from);
    const { last } = this.building().builds;
    if (!at && !last) return tell(vscode.l10n.t('Nothing was built in this window yet: run Build Service first, then copy its command.'));
    const commands = at && last?.end?.id !== at.id ? await this.recordedCommands(at) : last?.commands;
    if (!commands || commands.length === 0) return tell(vscode.l10n.t('The command line of this build is not known any more: build again, then copy it.'));
    await vscode.env.clipboard.writeText(commands.join('\n'));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: build command copied'), 3000);
  }

  private async recordedCommands(at: RecordedBuild): Promise<readonly string[] | undefined> {
    const found = await this.context.server.request<BuildRecordResult | null>('drydock/buildRecord', at);
    return found?.facts.commands;
  }

  private async buildOneOf(dockerfiles: readonly BuildableDockerfile[]): Promise<void> {
    const items = dockerfiles.map((dockerfile) => ({
      label: vscode.workspace.asRelativePath(vscode.Uri.parse(dockerfile.uri)),
      description: vscode.l10n.t('context {0}', vscode.workspace.asRelativePath(vscode.Uri.file(dockerfile.what.context))),
      dockerfile,
    }));
    const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Build Dockerfile'), matchOnDescription: true });
    const what = picked && (await pickDockerfileOptions(picked.dockerfile, this.building().memory));
    if (what) await this.start([what]);
  }

  private async start(whats: readonly What[]): Promise<void> {
    const started: Promise<RunningBuild | null>[] = whats.map((what) => this.building().start({ what, noCache: false, shownIn: 'notification' }));
    await Promise.all(started);
  }
}

/** A build of the history as `(folder, id)` or as something that has both. */
function recordedBuild([first, second]: readonly unknown[]): RecordedBuild | undefined {
  if (typeof first === 'string' && typeof second === 'string') return { folder: first, id: second };
  if (typeof first !== 'object' || first === null) return undefined;
  const { folder, id } = first as Record<string, unknown>;
  return typeof folder === 'string' && typeof id === 'string' ? { folder, id } : undefined;
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
