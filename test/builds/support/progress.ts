/** One step of a build, as BuildKit's progress stream tells it. */
export interface Step {
  /** `[2/3] RUN npm ci` */
  readonly name: string;
  readonly isCached: boolean;
  readonly error: string | null;
  /** What its commands printed. */
  readonly log: string;
}

interface VertexLine {
  readonly digest: string;
  readonly name: string;
  readonly started?: string;
  readonly cached?: boolean;
  readonly error?: string;
}

interface LogLine {
  readonly vertex: string;
  readonly data?: string;
}

/** What is collected of a vertex, which the stream tells of several times. */
interface Vertex {
  name: string;
  started: boolean;
  cached: boolean;
  error: string | null;
  readonly log: Buffer[];
}

/** The steps of `--progress=rawjson`, in the order they are told of; lines that are no JSON (warnings, errors) say nothing of steps. */
export function readSteps(stream: string): Step[] {
  const vertices = new Map<string, Vertex>();
  const vertexOf = (digest: string) => {
    const known = vertices.get(digest) ?? { name: '', started: false, cached: false, error: null, log: [] };
    vertices.set(digest, known);
    return known;
  };
  for (const line of stream.split('\n')) {
    if (!line.startsWith('{')) continue;
    const status = JSON.parse(line) as { vertexes?: readonly VertexLine[]; logs?: readonly LogLine[] };
    for (const { digest, name, started, cached, error } of status.vertexes ?? []) {
      const vertex = vertexOf(digest);
      vertex.name = name;
      vertex.started ||= started !== undefined;
      vertex.cached ||= cached === true;
      vertex.error = error || vertex.error;
    }
    for (const { vertex, data } of status.logs ?? []) vertexOf(vertex).log.push(Buffer.from(data ?? '', 'base64'));
  }
  return [...vertices.values()]
    .filter(({ started }) => started)
    .map(({ name, cached, error, log }) => ({ name, isCached: cached, error, log: Buffer.concat(log).toString() }));
}
