import type { BuildTrace, TraceStep, TraceTarget } from './trace.ts';

/** Shorter values are too common to be found, and too short to be secrets. */
const LEAST_SECRET = 4;
const MASK = '***';

/** Makes text safe to keep. */
export type Redact = (text: string) => string;

/**
 * Takes the given values out of texts, also as the builder quotes them and line by line, and the beginning of one at the end of a text that was shortened
 * (`…`). Where values overlap, all that any of them covers goes.
 */
export function createRedact(values: Iterable<string>): Redact {
  const secrets = formsOf(values);
  return (text) => {
    const covered = secrets.length === 0 ? [] : coveredBy(secrets, text);
    if (covered.length === 0) return text;
    let result = '';
    let from = 0;
    for (const [start, end] of covered) {
      result += text.slice(from, start) + MASK;
      from = end;
    }
    return result + text.slice(from);
  };
}

/** What may be stored of a trace: no logs, no text of the tools, and none of the values in names, errors, places and warnings. */
export function redactTrace(trace: BuildTrace, values: Iterable<string>): BuildTrace {
  const redact = createRedact(values);
  return {
    ...trace,
    targets: trace.targets.map((target) => redactTarget(target, redact)),
    steps: trace.steps.map((step) => redactStep(step, redact)),
    warnings: trace.warnings.map((warning) => ({ ...warning, text: redact(warning.text) })),
    text: '',
  };
}

function redactTarget(target: TraceTarget, redact: Redact): TraceTarget {
  return { ...target, imageNames: target.imageNames.map(redact), error: target.error === null ? null : redact(target.error) };
}

function redactStep(step: TraceStep, redact: Redact): TraceStep {
  return {
    ...step,
    label: redact(step.label),
    place: step.place && { ...step.place, text: redact(step.place.text) },
    error: step.error === null ? null : redact(step.error),
    log: { ...step.log, text: '', isCut: step.log.isCut || step.log.text !== '' },
  };
}

/** Longest first. */
function formsOf(values: Iterable<string>): string[] {
  const forms = new Set<string>();
  for (const value of values) {
    const lines = value.split(/\r?\n/);
    for (const form of [value, value.trim(), JSON.stringify(value).slice(1, -1), ...(lines.length > 1 ? lines.map((line) => line.trim()) : [])]) {
      if (form.length >= LEAST_SECRET) forms.add(form);
    }
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

function coveredBy(secrets: readonly string[], text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) found.push([at, at + secret.length]);
  }
  const end = text.endsWith('…') ? text.length - 1 : -1;
  const half = end < 0 ? 0 : Math.max(...secrets.map((secret) => lengthOfHalf(secret, text, end)));
  if (half > 0) found.push([end - half, end]);
  return joined(found);
}

/** How many characters before `end` are the beginning of a secret; 0 where fewer than make one recognizable. */
function lengthOfHalf(secret: string, text: string, end: number): number {
  for (let length = Math.min(secret.length - 1, end, MOST_HALF); length >= LEAST_SECRET; length--) {
    if (text.startsWith(secret.slice(0, length), end - length)) return length;
  }
  return 0;
}

const MOST_HALF = 2_000;

function joined(spans: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
