import * as vscode from 'vscode';
import type { BuildTrace, StepKind, TraceStep } from '../../../server/src/timing/trace.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';

const MOST_LABEL = 80;

/** What a person waits for; the rest is over in no time. */
const COUNTED: ReadonlySet<StepKind> = new Set(['instruction', 'base', 'export']);

/** What is running now, as `web: RUN npm ci and 2 more`; empty where nothing is. */
export function runningNow({ steps, targets }: BuildTrace): string {
  const running = steps.filter(({ state }) => state === 'running');
  const [first] = [...running].sort(byInterest);
  if (!first) return '';
  const label = shownText(first.label, MOST_LABEL);
  const named = targets.length > 1 ? `${shownText(first.targets[0] ?? '', 60)}: ${label}` : label;
  return running.length > 1 ? vscode.l10n.t('{0} and {1} more', named, running.length - 1) : named;
}

/** How many steps are over, from 0 to 100; null while too little is known to say. */
export function percentOf({ steps }: BuildTrace): number | null {
  const counted = steps.filter(({ kind }) => COUNTED.has(kind));
  if (!counted.some(({ kind }) => kind === 'instruction')) return null;
  const over = counted.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  return Math.floor((over / counted.length) * 100);
}

/** The step that made the build fail: the one that a target names, else the first that failed. */
export function failedStep({ steps, targets }: BuildTrace): TraceStep | null {
  const named = new Set(targets.map((target) => target.failedStep));
  return steps.find(({ id, state }) => state === 'failed' && named.has(id)) ?? steps.find(({ state }) => state === 'failed') ?? null;
}

function byInterest(a: TraceStep, b: TraceStep): number {
  return Number(COUNTED.has(b.kind)) - Number(COUNTED.has(a.kind)) || b.duration - a.duration;
}
