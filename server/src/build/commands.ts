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

/**
 * The command that builds one target of a request, and what it needs, from the cache where that is built already.
 * @param name as the compose or bake file calls it
 * @param reads as for `buildCommand`
 */
export function targetCommand(request: BuildRequest, name: string, reads: readonly string[] = []): Command {
  const { what, docker } = request;
  if (what.kind === 'dockerfile') return buildCommand(request);
  // Without its cache for the target itself only: what it needs was just built, and would be built once more for each that needs it.
  const common = what.kind === 'bake' && request.noCache ? [...commonArgs({ ...request, noCache: false }), '--set', `${name}.no-cache=true`] : commonArgs(request);
  return { program: docker, args: namedArgs(what, common, [name], reads), folder: what.folder };
}

/**
 * Builds one target of a compose project as `targetCommand` does, from the bake file that compose itself printed and that is given on
 * standard input: compose can leave out the cache for all of a build only, the services that this one needs included.
 */
export function printedTargetCommand(request: BuildRequest, target: string, reads: readonly string[]): Command {
  const builder = request.builder === null ? [] : ['--builder', request.builder];
  const noCache = request.noCache ? ['--set', `${target}.no-cache=true`] : [];
  return {
    program: request.docker,
    args: ['buildx', 'bake', '-f', '-', '--progress', 'rawjson', ...allowed(reads), ...builder, ...noCache, ...namesLast([target])],
    folder: request.what.folder,
  };
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

/** Bake asks before it reads beyond the folder it is started in (docs.docker.com, "docker buildx bake", `--allow`). */
function allowed(reads: readonly string[]): string[] {
  return reads.flatMap((folder) => ['--allow', `fs.read=${folder}`]);
}

/** Names come from files: one that starts with a dash must not become an option. */
function namesLast(names: readonly string[]): readonly string[] {
  return names.some((name) => name.startsWith('-')) ? ['--', ...names] : names;
}
