import { isObject } from '../core/collections/objects.ts';
import { parseInstant } from './timestamps.ts';

/**
 * One report of BuildKit's progress (`client/graph.go`), times in milliseconds since 1970 by the builder's clock. Entries that are not what
 * they should be are left out, and so are the fields nobody here asks for.
 */
export interface SolveStatus {
  readonly vertexes: readonly VertexReport[];
  readonly statuses: readonly StatusReport[];
  readonly logs: readonly LogReport[];
  readonly warnings: readonly WarningReport[];
}

export interface VertexReport {
  readonly digest: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly started: number | null;
  readonly completed: number | null;
  readonly cached: boolean;
  /** Null where there is none. */
  readonly error: string | null;
}

export interface StatusReport {
  readonly id: string;
  readonly vertex: string;
  /** Bytes so far, 0 where the status counts nothing. */
  readonly current: number;
  readonly timestamp: number | null;
}

export interface LogReport {
  readonly vertex: string;
  /** 1 for standard output, 2 for standard error. */
  readonly stream: number;
  /** Base64. */
  readonly data: string;
  readonly timestamp: number | null;
}

export interface WarningReport {
  readonly vertex: string;
  /** Base64. */
  readonly short: string;
  readonly filename: string | null;
  /** 1-based. */
  readonly line: number | null;
}

/** Longer ids are nobody's: a digest has 71 characters. */
const MOST_ID = 500;
const MOST_NAME = 4_000;
const MOST_INPUTS = 2_000;

/** Null for what is no report: another program's JSON, or none of the four lists. */
export function asSolveStatus(value: unknown): SolveStatus | null {
  if (!isObject(value) || ![value['vertexes'], value['statuses'], value['logs'], value['warnings']].some(Array.isArray)) return null;
  return {
    vertexes: entries(value['vertexes'], asVertex),
    statuses: entries(value['statuses'], asStatus),
    logs: entries(value['logs'], asLog),
    warnings: entries(value['warnings'], asWarning),
  };
}

function asVertex(value: Fields): VertexReport | null {
  const digest = asId(value['digest']);
  if (digest === null || typeof value['name'] !== 'string') return null;
  const inputs = Array.isArray(value['inputs']) ? value['inputs'].slice(0, MOST_INPUTS).filter((input): input is string => asId(input) !== null) : [];
  const error = typeof value['error'] === 'string' && value['error'] !== '' ? clip(value['error']) : null;
  const times = { started: parseInstant(value['started']), completed: parseInstant(value['completed']) };
  return { digest, name: clip(value['name']), inputs, ...times, cached: value['cached'] === true, error };
}

function asStatus(value: Fields): StatusReport | null {
  const id = typeof value['id'] === 'string' ? clip(value['id']) : null;
  const vertex = asId(value['vertex']);
  return id === null || vertex === null ? null : { id, vertex, current: asBytes(value['current']), timestamp: parseInstant(value['timestamp']) };
}

function asLog(value: Fields): LogReport | null {
  const vertex = asId(value['vertex']);
  return vertex === null || typeof value['data'] !== 'string'
    ? null
    : { vertex, stream: value['stream'] === 2 ? 2 : 1, data: value['data'], timestamp: parseInstant(value['timestamp']) };
}

function asWarning(value: Fields): WarningReport | null {
  const vertex = asId(value['vertex']);
  if (vertex === null || typeof value['short'] !== 'string') return null;
  const source = value['sourceInfo'];
  const filename = isObject(source) && typeof source['filename'] === 'string' && source['filename'] !== '' ? clip(source['filename']) : null;
  const range: unknown = Array.isArray(value['range']) ? value['range'][0] : null;
  const start = isObject(range) && isObject(range['start']) ? range['start']['line'] : null;
  return { vertex, short: value['short'].slice(0, MOST_NAME), filename, line: typeof start === 'number' && Number.isSafeInteger(start) && start > 0 ? start : null };
}

type Fields = Readonly<Record<string, unknown>>;

function entries<T>(value: unknown, read: (entry: Fields) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  const found: T[] = [];
  for (const entry of value) {
    const one = isObject(entry) ? read(entry) : null;
    if (one !== null) found.push(one);
  }
  return found;
}

function asId(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MOST_ID ? value : null;
}

function asBytes(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= Number.MAX_SAFE_INTEGER ? Math.floor(value) : 0;
}

/** With an ellipsis where something is missing: whoever takes secrets out looks for halves of them before it. */
function clip(text: string): string {
  return text.length > MOST_NAME ? `${text.slice(0, MOST_NAME - 1)}…` : text;
}
