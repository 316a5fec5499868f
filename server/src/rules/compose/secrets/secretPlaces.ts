import type { ComposeModel } from '../../../core/compose/model.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';

/** Where a compose project keeps its files. */
export interface ProjectFolder {
  /** A path from the project's folder, from the workspace's. */
  path(name: string): string;
  /** True where surely nothing stands at a path from the project's folder. */
  isFree(name: string): boolean;
  /** True where any file of the projects mentions a variable of that name. */
  mentions(variable: string): boolean;
}

/** Null where the checked file belongs to projects of several folders, or to none that is known: `.env` is read from there. */
export function projectFolder(compose: ComposeModel, project: ProjectView | null): ProjectFolder | null {
  const projects = project?.composeProjects ?? [];
  const folders = new Set(projects.flatMap(({ files }) => (files[0] === undefined ? [] : [folderOf(files[0])])));
  const [folder] = folders;
  if (!project || folder === undefined || folders.size !== 1) return null;
  const path = (name: string): string => joinPaths(folder, name);
  const others = new Set(projects.flatMap(({ files }) => files));
  return {
    path,
    isFree: (name) => project.kindOf?.(path(name)) === null,
    mentions: (variable) => {
      const pattern = new RegExp(`(?<!\\$)\\$\\{?${variable}(?!\\w)`);
      return pattern.test(compose.text) || [...others].some((file) => pattern.test(project.composeFile?.(file)?.text ?? ''));
    },
  };
}
