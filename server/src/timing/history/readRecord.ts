import type { BuildRecord } from '../record.ts';
import { amount, flag, list, number, object, oneOf, orNull, table, text, type Shape } from './shape.ts';

/** Of anything in one record: more is no honest build. */
const MOST = 100_000;

const texts = list(text, MOST);

const step = object({
  id: text,
  targets: (value) => texts(value) && (value as readonly string[]).length > 0,
  kind: oneOf('instruction', 'base', 'context', 'internal', 'export'),
  stage: orNull(text),
  label: text,
  position: orNull(object({ index: number, total: number })),
  place: orNull(object({ dockerfile: text, line: amount, endLine: amount, text })),
  state: oneOf('waiting', 'running', 'done', 'cached', 'failed', 'cancelled'),
  intervals: list((value) => Array.isArray(value) && value.length === 2 && value.every(number), MOST),
  duration: amount,
  inputs: texts,
  bytes: orNull(amount),
  error: orNull(text),
  log: object({ text, lines: amount, bytes: amount, isCut: flag }),
  isCritical: flag,
});

const target = object({
  name: text,
  state: oneOf('waiting', 'running', 'done', 'failed', 'cancelled'),
  start: orNull(number),
  end: orNull(number),
  contextBytes: orNull(amount),
  imageId: orNull(text),
  imageNames: texts,
  error: orNull(text),
  failedStep: orNull(text),
});

const trace = object({
  state: oneOf('running', 'done', 'failed', 'cancelled'),
  startedAt: orNull(text),
  wall: amount,
  targets: list(target, MOST),
  steps: list(step, MOST),
  warnings: list(object({ target: orNull(text), text, dockerfile: orNull(text), line: orNull(amount) }), MOST),
  text,
  summary: object({
    instructions: amount,
    cached: amount,
    cacheRate: orNull(amount),
    contextBytes: amount,
    exporting: amount,
    work: amount,
    critical: amount,
    criticalPath: texts,
    slowest: texts,
  }),
});

const inputs = object({
  dockerfile: orNull(text),
  stages: list(object({ name: orNull(text), parent: orNull(amount), base: orNull(text) }), MOST),
  instructions: list(
    object({
      keyword: text,
      line: amount,
      hash: text,
      stage: number,
      declares: texts,
      uses: texts,
      reads: list(object({ context: text, paths: texts, except: texts }), MOST),
      from: texts,
    }),
    MOST,
  ),
  args: table(text, MOST),
  platform: orNull(text),
  target: orNull(text),
  bases: table(orNull(text), MOST),
  ignore: orNull(object({ path: text, hash: text })),
  contexts: table(object({ path: text, complete: flag, files: table(text, MOST), leftOut: table(text, MOST) }), MOST),
});

const image = object({ id: text, names: texts, bytes: amount, layers: list(object({ bytes: amount, createdBy: text }), MOST) });

/** What a record and the summary of one both begin with. */
export const RECORD_HEAD: Readonly<Record<string, Shape>> = {
  id: text,
  startedAt: isTime,
  state: oneOf('done', 'failed', 'cancelled'),
  what: object({ kind: oneOf('compose', 'dockerfile', 'bake'), files: texts, names: texts }),
  milliseconds: amount,
  noCache: flag,
};

const record = object({
  version: (value) => value === 1,
  ...RECORD_HEAD,
  builder: orNull(text),
  trace,
  inputs: orNull(table(inputs, MOST)),
  images: table(image, MOST),
});

/** A record as it was read from a file; null for anything else, and for one of a newer version. */
export function readRecord(value: unknown): BuildRecord | null {
  return record(value) ? (value as BuildRecord) : null;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && value.length < 50 && !Number.isNaN(Date.parse(value));
}
