import { docker } from './docker.ts';
import { currentEngine } from './engine.ts';
import { readSteps, type Step } from './progress.ts';
import { readTar, type ImageFiles } from './tar.ts';

export interface BuildInput {
  /** The build context. */
  readonly folder: string;
  /** Where it is not `Dockerfile` in the context. */
  readonly dockerfile?: string;
  /** Builds of another namespace have other cache mounts: a new one starts with empty mounts. */
  readonly mounts: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Whatever else `docker buildx build` is to be told: named contexts, secrets. */
  readonly options?: readonly string[];
}

export interface Build {
  readonly succeeded: boolean;
  readonly seconds: number;
  readonly steps: readonly Step[];
  /** What the builder said beside its steps: the reason of a failure. */
  readonly said: string;
}

/**
 * Builds an image for real.
 * @param options.fromScratch takes no layer of an earlier build
 */
export async function build(input: BuildInput, options: { readonly tag?: string; readonly fromScratch?: boolean } = {}): Promise<Build> {
  const args = [...(options.tag ? ['--tag', options.tag] : []), ...(options.fromScratch ? ['--no-cache'] : [])];
  const start = performance.now();
  const { code, stderr } = await docker([...commonArgs(input), ...args, input.folder]);
  const seconds = (performance.now() - start) / 1000;
  const said = stderr.split('\n').filter((line) => !line.startsWith('{')).join('\n');
  return { succeeded: code === 0, seconds, steps: readSteps(stderr), said };
}

/** @throws with the whole story where the build fails */
export async function mustBuild(...[input, options]: Parameters<typeof build>): Promise<Build> {
  const result = await build(input, options);
  const log = result.steps.map((step) => step.log).join('');
  if (!result.succeeded) throw new Error(`The build of ${input.folder} failed:\n${log}\n${result.said}`);
  return result;
}

/** Every file of an image that was just built with the same input: all of its steps come from the builder's cache. */
export async function imageFiles(input: BuildInput): Promise<ImageFiles> {
  let files: ImageFiles | undefined;
  const args = [...commonArgs(input), '--output', 'type=tar,dest=-', input.folder];
  const { code, stderr } = await docker(args, async (stdout) => {
    files = await readTar(stdout);
  });
  if (code !== 0 || !files) throw new Error(`The export of ${input.folder} failed:\n${stderr.slice(-4000)}`);
  const rebuilt = readSteps(stderr).find(({ name, isCached }) => / RUN /.test(name) && !isCached);
  if (rebuilt) throw new Error(`The export built ${rebuilt.name} again, so it is another image.`);
  return files;
}

/** The one step whose name holds a text. */
export function stepOf({ steps }: Build, text: string): Step {
  const found = steps.filter(({ name }) => name.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} steps hold "${text}": ${steps.map(({ name }) => name).join(' | ')}`);
  return found[0]!;
}

function commonArgs({ folder, dockerfile, mounts, buildArgs, options = [] }: BuildInput): string[] {
  return [
    ...['buildx', 'build', '--progress=rawjson', '--provenance=false', '--network', 'host', '--allow', 'network.host'],
    ...['--file', dockerfile ?? `${folder}/Dockerfile`, '--build-arg', `BUILDKIT_CACHE_MOUNT_NS=${mounts}`],
    ...Object.entries(buildArgs ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...currentEngine().bases,
    ...options,
  ];
}
