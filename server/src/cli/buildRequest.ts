import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BakeWhat, BuildRequest, ComposeWhat, DockerfileWhat } from '../build/request.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { projectFileKind } from '../project/fileKind.ts';
import { givenOptions, type BuildArguments, type DockerfileOptions, type NamedFiles } from './buildArguments.ts';
import type { CliProcess } from './run.ts';
import { UsageError } from './usage.ts';

type Self = Pick<CliProcess, 'cwd' | 'environment'>;

/** Names that `docker compose` looks for, in the working folder and above it. */
const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
/** Names that `docker buildx bake` looks for beside those, in its order (buildx, `defaultFilenames`). */
const BAKE_FILES = ['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'];
const DOCKERFILE = 'Dockerfile';

/**
 * What to build, with absolute paths.
 * @throws UsageError where nothing is found, or what was named does not exist or fit
 */
export async function buildRequest(args: BuildArguments, self: Self): Promise<BuildRequest> {
  const { noCache, builder, parallel, onFailure } = args;
  return { what: await whatOf(args.what, self), noCache, builder, parallel, onFailure, docker: dockerProgram(args.docker, self) };
}

async function whatOf(what: BuildArguments['what'], self: Self): Promise<BuildRequest['what']> {
  if (what.kind === 'dockerfile') return dockerfileWhat(await existing(what.file, self), what.options, self);
  if (what.kind === 'bake') return bakeWhat(what.files.length > 0 ? await allExisting(what.files, self) : await bakeFiles(self), what.targets, self);
  if (what.kind === 'files') return filesWhat(what, self);
  const { services, profiles } = what;
  const compose: ComposeWhat = { kind: 'compose', folder: toSlashes(self.cwd), files: [], services, profiles };
  if (await namesComposeFile(self)) return compose;
  const dockerfile = path.join(self.cwd, DOCKERFILE);
  if (services.length === 0 && profiles.length === 0 && (await isFile(dockerfile))) return dockerfileWhat(dockerfile, NO_OPTIONS, self);
  if (await findUpwards(COMPOSE_FILES, path.dirname(self.cwd))) return compose;
  throw new UsageError(nothingFound(services, await isFile(dockerfile)));
}

const NO_OPTIONS: DockerfileOptions = { context: null, target: null, args: {}, platform: null, tags: [] };

function nothingFound([service]: readonly string[], hasDockerfile: boolean): string {
  if (hasDockerfile && service !== undefined) {
    return `There is no compose file here or above, so that "${service}" is no service: build the Dockerfile without a name, or with --target.`;
  }
  return 'There is no compose file here or above, and no Dockerfile here: name one with --file or --dockerfile, or a bake file with --bake.';
}

/** Compose reads this folder first, and the variable before it looks anywhere. */
async function namesComposeFile({ cwd, environment }: Self): Promise<boolean> {
  if (environment?.['COMPOSE_FILE']) return true;
  for (const name of COMPOSE_FILES) if (await isFile(path.join(cwd, name))) return true;
  return false;
}

async function findUpwards(names: readonly string[], start: string): Promise<boolean> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    for (const name of names) if (await isFile(path.join(folder, name))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}

/** Files decide by their names what they are; what no name tells is a compose file where it is YAML. */
async function filesWhat({ files, names, profiles, dockerfile }: NamedFiles, self: Self): Promise<BuildRequest['what']> {
  const full = await allExisting(files, self);
  const kinds = new Set(full.map(kindOf));
  if (kinds.size > 1) throw new UsageError('--file takes files of one kind: compose files, bake files or a Dockerfile.');
  const [kind] = kinds;
  if (kind === 'dockerfile') {
    if (full.length > 1) throw new UsageError('One Dockerfile is built at a time: name one.');
    if (names.length > 0) throw new UsageError(`A Dockerfile has no services: build it without "${names[0]!}", or a stage with --target.`);
    if (profiles.length > 0) throw new UsageError('A Dockerfile has no profiles: leave --profile and --all out.');
    return dockerfileWhat(full[0]!, dockerfile, self);
  }
  const [stray] = givenOptions(dockerfile);
  if (stray) throw new UsageError(`${stray} is for a Dockerfile: ${kind === 'bake' ? 'targets' : 'services'} have it in their file.`);
  if (kind === 'bake') {
    if (profiles.length > 0) throw new UsageError('A bake file has no profiles: leave --profile and --all out.');
    return bakeWhat(full, names, self);
  }
  return { kind: 'compose', folder: toSlashes(self.cwd), files: full.map(toSlashes), services: names, profiles };
}

function kindOf(file: string): 'compose' | 'bake' | 'dockerfile' {
  const kind = projectFileKind(file);
  if (kind === 'compose' || kind === 'bake' || kind === 'dockerfile') return kind;
  if (/\.ya?ml$/i.test(file)) return 'compose';
  if (/\.(?:hcl|json)$/i.test(file)) return 'bake';
  throw new UsageError(`The name of ${path.basename(file)} does not say what it is: name a Dockerfile with --dockerfile.`);
}

async function dockerfileWhat(file: string, { context, target, args, platform, tags }: DockerfileOptions, self: Self): Promise<DockerfileWhat> {
  const folder = context === null ? path.dirname(file) : path.resolve(self.cwd, context);
  if (!(await stat(folder).catch(() => null))?.isDirectory()) throw new UsageError(`The build context ${context ?? folder} is no folder, or cannot be read.`);
  return { kind: 'dockerfile', folder: toSlashes(self.cwd), dockerfile: toSlashes(file), context: toSlashes(folder), target, args, platform, tags };
}

function bakeWhat(files: readonly string[], targets: readonly string[], self: Self): BakeWhat {
  return { kind: 'bake', folder: toSlashes(self.cwd), files: files.map(toSlashes), targets };
}

/** What bake would read by itself: compose files too, where a bake file lies beside them. */
async function bakeFiles({ cwd }: Self): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of [...COMPOSE_FILES, ...BAKE_FILES]) if (await isFile(path.join(cwd, name))) found.push(path.join(cwd, name));
  if (found.length === 0) throw new UsageError('There is no bake file here: name one with --file.');
  return found;
}

async function allExisting(files: readonly string[], self: Self): Promise<readonly string[]> {
  return Promise.all(files.map((file) => existing(file, self)));
}

/** @throws UsageError where it is no file */
async function existing(file: string, { cwd }: Self): Promise<string> {
  const full = path.resolve(cwd, file);
  if (!(await isFile(full))) throw new UsageError(`${file} does not exist, or is no file that can be read.`);
  return full;
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

/** A path is from the working folder; a name is looked for on the PATH. */
function dockerProgram(given: string, { cwd }: Self): string {
  return /[\\/]/.test(given) ? path.resolve(cwd, given) : given;
}
