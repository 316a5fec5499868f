import type { WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { folderOf } from '../../../project/paths.ts';
import type { BaseImageUse } from './baseImages.ts';

/** Folders of Dockerfiles that stand for themselves: nobody keeps their versions in step with the services. */
const APART = /(?:^|\/)(?:examples?|samples?|demos?|docs?|tests?|e2e|testdata|fixtures?|benchmarks?|third[_-]?party|templates?|archived?|legacy|deprecated|\.devcontainer|\.github|\.circleci|\.gitlab)(?:\/|$)/i;

/**
 * Splits Dockerfiles into sets whose base images are compared. Where compose or bake files build some of them, those that one folder's files
 * build belong together, and those that nobody builds are left out; where nobody builds any, all belong together. Folders of examples and tests
 * are left out, unless there is nothing else.
 */
export function comparableSets(files: readonly WorkspaceDockerfile[]): readonly (readonly WorkspaceDockerfile[])[] {
  const own = files.filter(({ path }) => !APART.test(folderOf(path)));
  const candidates = own.length > 1 ? own : own.length === 0 ? files : [];
  const builders = new Map(candidates.map((file) => [file, buildersOf(file)] as const));
  const built = candidates.filter((file) => builders.get(file)!.length > 0);
  if (built.length === 0) return candidates.length > 1 ? [candidates] : [];
  const sets = new Map<string, Set<WorkspaceDockerfile>>();
  for (const file of built) {
    const joined = new Set([file]);
    for (const folder of builders.get(file)!) for (const other of sets.get(folder) ?? []) joined.add(other);
    for (const member of joined) for (const folder of builders.get(member)!) sets.set(folder, joined);
  }
  return [...new Set(sets.values())].map((set) => [...set]);
}

/** Folders of the compose and bake files that build it. */
function buildersOf({ uses }: WorkspaceDockerfile): readonly string[] {
  return uses.flatMap(({ definedIn }) => (definedIn === null ? [] : [folderOf(definedIn)]));
}

/** True where a file is there to have this very version: `3.11/Dockerfile`, `Dockerfile.py311`, `node-18/Dockerfile`. */
export function isNamedByVersion(path: string, { release: { line } }: BaseImageUse): boolean {
  const spelled = line.replaceAll('.', '\\.?');
  return new RegExp(`(?:^|[^\\d.])${spelled}(?:[^\\d]|$)`).test(path);
}

/** True where a build fills in another value than the ARG's default, so that the file alone does not say which image it is. */
export function isOverridden({ uses }: WorkspaceDockerfile, { variables }: BaseImageUse): boolean {
  return variables.some((name) => uses.some(({ args }) => args.has(name)));
}
