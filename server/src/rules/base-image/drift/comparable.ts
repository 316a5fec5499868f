import type { WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { folderOf } from '../../../project/paths.ts';
import type { BaseImageUse } from './baseImages.ts';

/** Folders of Dockerfiles that stand for themselves: nobody keeps their versions in step with the services. */
const APART = /(?:^|\/)(?:examples?|samples?|demos?|docs?|tests?|e2e|testdata|fixtures?|benchmarks?|third[_-]?party|templates?|archived?|legacy|deprecated|\.devcontainer|\.github|\.circleci|\.gitlab)(?:\/|$)/i;

/** `32/apache/Dockerfile` beside `33/apache/Dockerfile`: editions of one thing, each with what that edition was made for. */
const EDITION = /(?:^|\/)v?\d+(?:\.\d+)*(?:\/|$)/;

/** `Dockerfile.dev`, `Dockerfile.rocm`, `Dockerfile.0.13`: another way to build what the Dockerfile beside it builds. */
const ANOTHER_WAY = /(?:^|\/)(?:Dockerfile|Containerfile)[._-](?:dev|devel|development|local|debug|test|tests|ci|prod|production|release|gpu|cpu|cuda|rocm|arm\w*|amd64|alpine|debian|ubuntu|slim|windows|v?\d.*)$/i;

/**
 * Splits Dockerfiles into sets whose base images are compared. Where compose or bake files build some of them, those that one folder's files
 * build belong together, and those that nobody builds are left out; where nobody builds any, all belong together.
 */
export function comparableSets(files: readonly WorkspaceDockerfile[]): readonly (readonly WorkspaceDockerfile[])[] {
  const builders = new Map(files.map((file) => [file, buildersOf(file)] as const));
  const sets = new Map<string, Set<WorkspaceDockerfile>>();
  for (const file of files) {
    const folders = builders.get(file)!;
    if (folders.length === 0) continue;
    const joined = new Set([file]);
    for (const folder of folders) for (const other of sets.get(folder) ?? []) joined.add(other);
    for (const member of joined) for (const folder of builders.get(member)!) sets.set(folder, joined);
  }
  const built = [...new Set(sets.values())].map((set) => withoutStrangers([...set]));
  if (files.some((file) => builders.get(file)!.length > 0 && !isApart(file))) return built;
  return [...built, files.filter((file) => builders.get(file)!.length === 0 && !isApart(file) && !ANOTHER_WAY.test(file.path))];
}

/** Examples and tests that are built beside services; where there is nothing else, they are the services. */
function withoutStrangers(set: readonly WorkspaceDockerfile[]): readonly WorkspaceDockerfile[] {
  const own = set.filter((file) => !isApart(file));
  return own.length === 0 ? set : own;
}

function isApart({ path }: WorkspaceDockerfile): boolean {
  return APART.test(folderOf(path)) || EDITION.test(folderOf(path));
}

/** True where some compose or bake file builds it. */
export function isBuilt(file: WorkspaceDockerfile): boolean {
  return buildersOf(file).length > 0;
}

/** Folders of the compose and bake files that build it. */
function buildersOf({ uses }: WorkspaceDockerfile): readonly string[] {
  return uses.flatMap(({ definedIn }) => (definedIn === null ? [] : [folderOf(definedIn)]));
}

/** True where a file is there to have this very version: `3.11/Dockerfile`, `Dockerfile.py311`, `node-18/Dockerfile`, `bookworm/Dockerfile`. */
export function isNamedByVersion(path: string, { release: { line, family } }: BaseImageUse): boolean {
  const codename = family?.cycles.find(({ cycle }) => cycle === line)?.codename ?? null;
  if (codename !== null && path.includes(codename)) return true;
  const spelled = line.replaceAll('.', '\\.?');
  return new RegExp(`(?:^|[^\\d.])${spelled}(?:[^\\d]|$)`).test(path);
}

/** True where a build fills in another value than the ARG's default, so that the file alone does not say which image it is. */
export function isOverridden({ uses }: WorkspaceDockerfile, { variables }: BaseImageUse): boolean {
  return variables.some((name) => uses.some(({ args }) => args.has(name)));
}
