import type { ComposeProject } from '../core/compose/project.ts';
import { baseName, folderOf } from '../project/paths.ts';

/**
 * What compose calls the image of a service that is built without `image`: `<project>-<service>`, where the project is called by `name`, else
 * by the folder of its first file (docs.docker.com, "Specify a project name"). Null where that rests on a variable.
 * @param root absolute path of the workspace folder, with `/`
 */
export function builtImageName(project: ComposeProject, service: string, root: string): string | null {
  const [first] = project.files;
  if (first === undefined) return null;
  const named = project.get('name');
  if (named !== null && typeof named !== 'string') return null;
  const folder = folderOf(first);
  const prefix = projectName(named ?? baseName(folder === '.' ? root : folder));
  return prefix === '' ? null : `${prefix}-${service}`;
}

/** As compose makes a name of a folder: lower case, and nothing but letters, digits, `-` and `_` (compose-go, NormalizeProjectName). */
function projectName(name: string): string {
  return name.toLowerCase().replace(/[^-_a-z0-9]/g, '').replace(/^[-_]+/, '');
}
