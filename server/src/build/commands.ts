import type { BakeWhat, BuildRequest, Command, ComposeWhat, DockerfileWhat } from './request.ts';

/**
 * The command that tells what would be built, without building it: bake JSON on its output, all variables resolved. Null for a
 * Dockerfile, of which the request says all.
 */
export function planCommand({ what, docker }: BuildRequest): Command | null {
  if (what.kind === 'dockerfile') return null;
  const args = what.kind === 'compose' ? [...composeArgs(what), '--print', ...namesLast(what.services)] : [...bakeArgs(what), '--print', ...namesLast(what.targets)];
  return { program: docker, args, folder: what.folder };
}

/**
 * The one command that builds all of a request: what a person would type, but for the progress, which is asked for as data.
 * @param reads folders beside its own that a bake file reads, which bake must be allowed
 */
export function buildCommand(request: BuildRequest, reads: readonly string[] = []): Command {
  const { what, docker } = request;
  const common = commonArgs(request);
  if (what.kind === 'dockerfile') return { program: docker, args: dockerfileArgs(what, common), folder: what.folder };
  return { program: docker, args: namedArgs(what, common, what.kind === 'compose' ? what.services : what.targets, reads), folder: what.folder };
}

/** The command that builds one service of a compose project and what it needs, from the cache where that is built already. */
export function serviceCommand(request: BuildRequest, what: ComposeWhat, service: string): Command {
  return { program: request.docker, args: namedArgs(what, commonArgs(request), [service], []), folder: what.folder };
}

/**
 * The command that builds one target of a bake file and what it needs, from the cache where that is built already.
 * @param reads as for `buildCommand`
 * @param isAsked false for one that is there since others need it: it then makes no image, just as if it were built with them
 */
export function targetCommand(request: BuildRequest, what: BakeWhat, target: string, reads: readonly string[], isAsked: boolean): Command {
  const output = isAsked ? [] : ['--set', `${target}.output=type=cacheonly`];
  return { program: request.docker, args: [...bakeArgs(what), ...allowed(reads), ...targetArgs(request, target), ...output, ...namesLast([target])], folder: what.folder };
}

/**
 * Builds one target of a compose project as `serviceCommand` does, from the bake file that compose itself printed, which is given on
 * standard input: compose can leave out the cache for all of a build only, the services that this one needs included.
 */
export function printedTargetCommand(request: BuildRequest, target: string): Command {
  return {
    program: request.docker,
    // Compose allows all that it reads.
    args: ['buildx', 'bake', '-f', '-', '--progress', 'rawjson', ...allowed(['*']), ...targetArgs(request, target), ...namesLast([target])],
    folder: request.what.folder,
  };
}

/** Without its cache for the target itself only: what it needs was just built, and would be built once more for each that needs it. */
function targetArgs({ noCache, builder }: BuildRequest, target: string): string[] {
  return [...(builder === null ? [] : ['--builder', builder]), ...(noCache ? ['--set', `${target}.no-cache=true`] : [])];
}

function namedArgs(what: ComposeWhat | BakeWhat, common: readonly string[], names: readonly string[], reads: readonly string[]): string[] {
  if (what.kind === 'compose') return [...composeArgs(what), ...common, ...namesLast(names)];
  return [...bakeArgs(what), ...allowed(reads), ...common, ...namesLast(names)];
}

function composeArgs({ files, profiles }: ComposeWhat): string[] {
  return ['compose', ...files.flatMap((file) => ['-f', file]), ...profiles.flatMap((profile) => ['--profile', profile]), '--progress', 'json', 'build'];
}

function bakeArgs({ files }: BakeWhat): string[] {
  return ['buildx', 'bake', ...files.flatMap((file) => ['-f', file]), '--progress', 'rawjson'];
}

function dockerfileArgs({ dockerfile, context, target, args, platform, tags }: DockerfileWhat, common: readonly string[]): string[] {
  return [
    ...['buildx', 'build', '--progress', 'rawjson', '-f', dockerfile],
    ...(target === null ? [] : ['--target', target]),
    ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', value === null ? name : `${name}=${value}`]),
    ...(platform === null ? [] : ['--platform', platform]),
    ...common,
    ...tags.flatMap((tag) => ['--tag', tag]),
    // An image store takes several platforms only where it is containerd's; a builder of its own would keep a single one to itself.
    ...(platform?.includes(',') ? [] : ['--load']),
    ...namesLast([context]),
  ];
}

function commonArgs({ noCache, builder }: BuildRequest): string[] {
  return [...(noCache ? ['--no-cache'] : []), ...(builder === null ? [] : ['--builder', builder])];
}

/** Bake asks before it reads beyond the folder it is started in (docs.docker.com, "docker buildx bake", `--allow`), since buildx 0.17. */
function allowed(reads: readonly string[]): string[] {
  return reads.flatMap((folder) => ['--allow', `fs.read=${folder}`]);
}

/** Names come from files: one that starts with a dash must not become an option. */
function namesLast(names: readonly string[]): readonly string[] {
  return names.some((name) => name.startsWith('-')) ? ['--', ...names] : names;
}
