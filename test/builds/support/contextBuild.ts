import { docker } from './docker.ts';
import { currentEngine } from './engine.ts';
import { readTar, type ImageFiles } from './tar.ts';

export interface ContextBuild {
  readonly folder: string;
  /** Path of the Dockerfile, with an ignore file beside it or none. */
  readonly dockerfile: string;
  readonly target?: string | null;
  /** Other contexts by name, each with the ignore file in its own folder. */
  readonly named?: ReadonlyMap<string, string>;
}

export interface Received {
  /** Every file of the image. */
  readonly files: ImageFiles;
  /** What "transferring context" counts: bytes of contents and of the protocol around them. Null where no context was asked for. */
  readonly transferred: number | null;
}

/**
 * Builds and exports what is made of a build context. The builder asks only for files that it does not have from an earlier context, of the
 * same path, size and time: bytes can be compared where all files are new.
 */
export async function receiveContext(input: ContextBuild): Promise<Received> {
  let files: ImageFiles | undefined;
  const { code, stderr } = await docker(argsFor(input, 'type=tar,dest=-'), async (stdout) => {
    files = await readTar(stdout);
  });
  if (code !== 0 || !files) throw new Error(`The build of ${input.folder} failed:\n${wordsOf(stderr)}`);
  return { files, transferred: transferredIn(stderr) };
}

/** Builds, and may fail: what was sent until then, and what the builder said. */
export async function sendContext(input: ContextBuild): Promise<{ readonly code: number; readonly transferred: number | null; readonly said: string }> {
  const { code, stderr } = await docker(argsFor(input, 'type=cacheonly'));
  return { code, transferred: transferredIn(stderr), said: wordsOf(stderr) };
}

function argsFor({ folder, dockerfile, target, named = new Map<string, string>() }: ContextBuild, output: string): string[] {
  return [
    ...['buildx', 'build', '--progress=rawjson', '--provenance=false', '--file', dockerfile, '--output', output],
    ...(target ? ['--target', target] : []),
    ...[...named].flatMap(([name, path]) => ['--build-context', `${name}=${path}`]),
    ...currentEngine().bases,
    folder,
  ];
}

interface Progress {
  readonly vertexes?: readonly { readonly digest: string; readonly name: string }[];
  readonly statuses?: readonly { readonly id: string; readonly vertex: string; readonly current: number; readonly completed?: string }[];
}

/** The ignore file travels under the same words, in a step of its own. */
function transferredIn(stream: string): number | null {
  const lines = stream.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Progress] : []));
  const steps = new Set(lines.flatMap(({ vertexes }) => vertexes ?? []).filter(({ name }) => name === '[internal] load build context').map(({ digest }) => digest));
  const done = lines.flatMap(({ statuses }) => statuses ?? []).findLast(({ id, vertex, completed }) => id === 'transferring context:' && steps.has(vertex) && completed);
  return done?.current ?? null;
}

function wordsOf(stream: string): string {
  return stream.split('\n').filter((line) => !line.startsWith('{')).join('\n').slice(-4000);
}
