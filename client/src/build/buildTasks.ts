import * as vscode from 'vscode';
import type { ServerConnection } from '../languageClient.ts';
import { askBuildable, groupsOf, type BuildGroup } from './buildables.ts';
import type { Building } from './building.ts';
import { BuildTerminal } from './buildTerminal.ts';
import { pathIn } from './folderPaths.ts';
import { COMPOSE_YAML } from '../dockerDocuments.ts';
import { groupName } from './pickServices.ts';
import { taskWhat, type BuildTaskDefinition } from './taskWhat.ts';

export const TASK_TYPE = 'drydock';
const MATCHER = '$drydock';
const BAKE_FILES = '**/docker-bake*.{hcl,json}';

/** Builds as tasks: those that are offered for each service, and those that people write into tasks.json. */
export class BuildTasks implements vscode.TaskProvider {
  constructor(
    private readonly server: Pick<ServerConnection, 'request' | 'state'>,
    private readonly building: () => Building,
  ) {}

  /** The editor asks for all tasks together: where nothing can be built, no server is started for that. */
  async provideTasks(): Promise<vscode.Task[]> {
    if (!vscode.workspace.isTrusted || (this.server.state === 'idle' && !(await hasBuildFiles()))) return [];
    const groups = groupsOf(await askBuildable(this.server, null));
    return groups.flatMap((group) => this.tasksOf(group, groups));
  }

  /** A task of tasks.json: it keeps the definition that it came with, or the editor would not take it for the same. */
  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (task.definition.type !== TASK_TYPE || !folder) return undefined;
    return this.make(task.definition as BuildTaskDefinition, task.name, folder);
  }

  private tasksOf({ members, all }: BuildGroup, groups: readonly BuildGroup[]): vscode.Task[] {
    const [first] = members;
    const folder = first && vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(first.uri));
    if (!first || !folder) return [];
    const others = groups.filter((group) => group.members.some(({ uri }) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) === folder));
    // Where there is one compose file its name says nothing.
    const isOnly = others.length === 1;
    const declaring = vscode.Uri.parse(first.uri);
    const file = isOnly ? {} : { file: pathIn(folder.uri, declaring) ?? declaring.path };
    const suffix = isOnly ? '' : ` (${groupName({ members, all })})`;
    const everything = this.make({ type: TASK_TYPE, ...file }, `${vscode.l10n.t('Build All')}${suffix}`, folder);
    return [everything, ...members.map(({ name }) => this.make({ type: TASK_TYPE, service: name, ...file }, `${vscode.l10n.t('Build {0}', name)}${suffix}`, folder))];
  }

  private make(definition: BuildTaskDefinition, name: string, folder: vscode.WorkspaceFolder): vscode.Task {
    // What runs is the definition with its variables replaced, which the editor hands over then.
    const execution = new vscode.CustomExecution((resolved) => Promise.resolve(this.terminal(resolved as BuildTaskDefinition, folder)));
    const task = new vscode.Task(definition, folder, name, TASK_TYPE, execution, [MATCHER]);
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { clear: true, reveal: vscode.TaskRevealKind.Always };
    return task;
  }

  private terminal(definition: BuildTaskDefinition, { uri }: vscode.WorkspaceFolder): BuildTerminal {
    const order = { what: () => taskWhat(this.server, definition, uri), noCache: definition.noCache === true, folder: uri };
    return new BuildTerminal(order, this.building);
  }
}

async function hasBuildFiles(): Promise<boolean> {
  const found = await Promise.all([COMPOSE_YAML, BAKE_FILES].map((pattern) => vscode.workspace.findFiles(pattern, '**/node_modules/**', 1)));
  return found.some((files) => files.length > 0);
}
