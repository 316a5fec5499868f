import * as vscode from 'vscode';
import type { CommandContext } from '../commands/index.ts';
import { BuildCommands } from './buildCommands.ts';
import { Building } from './building.ts';
import { BuildTasks, TASK_TYPE } from './buildTasks.ts';
import { TIMELINE } from './timelinePanel.ts';

/**
 * Makes builds known to the editor: commands, tasks, and the timeline that comes back after a restart. Nothing is made before somebody asks.
 * @param buildEnded told when a build may be in the history
 */
export function registerBuilding(
  extension: vscode.ExtensionContext,
  context: CommandContext,
  register: (command: string, run: (...args: unknown[]) => unknown) => void,
  buildEnded: () => void,
): void {
  let made: Building | null = null;
  const building = () => (made ??= new Building(extension, context, buildEnded));
  const commands = new BuildCommands(context, building);
  register('drydock.buildService', (from) => commands.buildService(from));
  register('drydock.buildAllServices', () => commands.buildAllServices());
  register('drydock.buildDockerfile', (from) => commands.buildDockerfile(from));
  register('drydock.rebuildWithoutCache', () => commands.rebuildWithoutCache());
  register('drydock.cancelBuild', () => commands.cancelBuild());
  register('drydock.showTimeline', (...from) => commands.showTimeline(...from));
  register('drydock.exportBuild', (...from) => commands.exportBuild(...from));
  register('drydock.copyBuildCommand', (...from) => commands.copyBuildCommand(...from));
  extension.subscriptions.push(
    new vscode.Disposable(() => made?.dispose()),
    vscode.tasks.registerTaskProvider(TASK_TYPE, new BuildTasks(context.server, building)),
    vscode.window.registerWebviewPanelSerializer(TIMELINE, {
      deserializeWebviewPanel: async (panel) => void (await context.guard(TIMELINE, () => building().timelines.restore(panel))),
    }),
  );
}
