import type { ComposeProject } from '../core/compose/project.ts';
import { PLATFORM_ARGUMENTS } from '../core/dockerfile/scope.ts';
import { readAssignments } from '../core/dockerfile/assignments.ts';
import type { DockerfileModel } from '../core/dockerfile/model.ts';
import type { BuildUse } from '../core/engine/projectView.ts';
import { defaultFiles } from '../project/compose/fileRoles.ts';
import { folderOf } from '../project/paths.ts';
import type { BakeWhat, ComposeWhat, DockerfileWhat } from './request.ts';

/** Arguments that BuildKit knows without an ARG (docs.docker.com, "Predefined ARGs"). */
const PREDEFINED = /^(?:https?_proxy|ftp_proxy|no_proxy|all_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/i;

/** The absolute path of a workspace-relative one, which may lead out of the workspace; an absolute one is returned as it is. */
export function absolutePath(root: string, path: string): string {
  if (path === '.') return root;
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${root === '/' ? '' : root}/${path}`;
}

/**
 * How a service is built that a file declares: in the project that compose loads without being told, where it is one of its files, else
 * with `-f` for each of them. Null where no project has a `build` for it.
 * @param composeFiles all compose files of the workspace: which ones compose finds by itself depends on what lies beside them
 */
export function composeWhat(projects: readonly ComposeProject[], service: string, root: string, composeFiles: ReadonlySet<string>): ComposeWhat | null {
  const project = projects.find(({ files, services }) => files.length > 0 && isBuilt(services.get(service)?.get('build')));
  const merged = project?.services.get(service);
  if (!project || !merged) return null;
  const folder = folderOf(project.files[0]!);
  const { base, override } = defaultFiles(composeFiles, folder);
  const found = [base, override].filter((path) => path !== null);
  const isDefault = found.length === project.files.length && found.every((path, index) => path === project.files[index]);
  return {
    kind: 'compose',
    folder: absolutePath(root, folder),
    files: isDefault ? [] : project.files.map((path) => absolutePath(root, path)),
    services: [service],
    profiles: namesIn(merged.get('profiles')),
  };
}

/** A `build` that a variable decides is one, as far as anybody can tell. */
function isBuilt(build: unknown): boolean {
  return build !== null && build !== undefined;
}

function namesIn(value: unknown): readonly string[] {
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
}

/** How a Dockerfile is built by itself: from the context that compose, bake or its own folder gives it, with the arguments that they are known to give. */
export function dockerfileWhat(dockerfile: string, use: BuildUse, root: string): DockerfileWhat {
  const args = [...use.args].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return {
    kind: 'dockerfile',
    folder: root,
    dockerfile: absolutePath(root, dockerfile),
    context: absolutePath(root, use.context.path),
    target: use.target,
    args: Object.fromEntries(args),
    platform: null,
    tags: [],
  };
}

export function bakeWhat(file: string, target: string, root: string): BakeWhat {
  return { kind: 'bake', folder: absolutePath(root, folderOf(file)), files: [absolutePath(root, file)], targets: [target] };
}

/** Names after AS, in file order: what `--target` takes. */
export function namedStages({ stages }: DockerfileModel): readonly string[] {
  return stages.flatMap(({ name }) => (name === null ? [] : [name]));
}

/** Arguments that a person can give, each once, with the first default that is written. */
export function buildArguments({ instructions, escape }: DockerfileModel): readonly { readonly name: string; readonly default: string | null }[] {
  const found = new Map<string, string | null>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG' || instruction.isTrigger) continue;
    for (const { name, value } of readAssignments(instruction, escape)) {
      if (PLATFORM_ARGUMENTS.has(name) || PREDEFINED.test(name) || !/^\w+$/.test(name)) continue;
      found.set(name, found.get(name) ?? (value === null ? null : value.replace(/^(["'])(.*)\1$/s, '$2')));
    }
  }
  return [...found].map(([name, value]) => ({ name, default: value }));
}
