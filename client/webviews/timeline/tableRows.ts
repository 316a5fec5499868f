import { bytesText, durationText } from '../../../server/src/timing/amounts.ts';
import { plainMarkdown, tableMarkdown } from '../../../server/src/timing/export/markdownText.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { stateText, stepName } from './describe.ts';
import type { ShownBuild } from './shownBuild.ts';
import { startOf, workOf } from './stepTimes.ts';
import { NOTHING } from './wording.ts';

type Clock = Pick<ShownBuild, 'now' | 'isLive'>;

/** A column of the table: what a cell shows, what it is sorted by, and what it is as plain data. */
export interface Column {
  readonly id: 'target' | 'stage' | 'step' | 'state' | 'start' | 'duration' | 'cached' | 'bytes';
  readonly title: string;
  /** With its unit, for data. */
  readonly dataTitle: string;
  readonly isNumber: boolean;
  text(step: TraceStep, clock: Clock): string;
  /** Null is sorted last, whichever way. */
  order(step: TraceStep, clock: Clock): number | string | null;
  data(step: TraceStep, clock: Clock): string;
}

const CACHED: Readonly<Record<string, string>> = { cached: 'yes', done: 'no', failed: 'no', running: 'no' };

export const COLUMNS: readonly Column[] = [
  words('target', 'Target', ({ targets }) => targets.map((name) => shownText(name, 80)).join(', ')),
  words('stage', 'Stage', ({ stage }) => shownText(stage ?? '', 80)),
  words('step', 'Step', (step) => stepName(step)),
  words('state', 'State', stateText),
  figure('start', 'Start', 's', (step) => startOf(step), durationText),
  figure('duration', 'Duration', 's', (step, clock) => (startOf(step) === null ? null : workOf(step, clock)), durationText),
  words('cached', 'Cached', (step) => (step.kind === 'instruction' ? (CACHED[step.state] ?? '') : '')),
  figure('bytes', 'Size', 'bytes', ({ bytes }) => bytes, bytesText),
];

function words(id: Column['id'], title: string, text: (step: TraceStep, clock: Clock) => string): Column {
  return { id, title, dataTitle: title, isNumber: false, text: (step, clock) => text(step, clock) || NOTHING, order: (step, clock) => text(step, clock) || null, data: text };
}

function figure(
  id: Column['id'],
  title: string,
  unit: 's' | 'bytes',
  value: (step: TraceStep, clock: Clock) => number | null,
  text: (value: number) => string,
): Column {
  return {
    id,
    title,
    dataTitle: `${title} (${unit})`,
    isNumber: true,
    text: (step, clock) => {
      const known = value(step, clock);
      return known === null ? NOTHING : text(known);
    },
    order: value,
    data: (step, clock) => {
      const known = value(step, clock);
      if (known === null) return '';
      return unit === 's' ? (known / 1000).toFixed(3) : String(known);
    },
  };
}

export interface Sorting {
  readonly column: Column['id'];
  readonly isAscending: boolean;
}

/** In the order of a column; equal ones, and all without a sorting, stay as the builder reported them. */
export function sortSteps(steps: readonly TraceStep[], sorting: Sorting | null, clock: Clock): readonly TraceStep[] {
  const column = COLUMNS.find(({ id }) => id === sorting?.column);
  if (sorting === null || column === undefined) return steps;
  const sign = sorting.isAscending ? 1 : -1;
  const keyed = steps.map((step) => ({ step, key: column.order(step, clock) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return sign * (typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : compareText(String(a.key), String(b.key)));
  });
  return keyed.map(({ step }) => step);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** For a spreadsheet: names of columns first, figures as plain numbers. A cell that a spreadsheet would take for a formula is made text. */
export function toTsv(steps: readonly TraceStep[], clock: Clock): string {
  const cell = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text).replace(/[\t\r\n]+/g, ' ');
  const rows = steps.map((step) => COLUMNS.map((column) => cell(column.data(step, clock))));
  return [COLUMNS.map(({ dataTitle }) => dataTitle), ...rows].map((cells) => cells.join('\t')).join('\n') + '\n';
}

/** For a ticket or a pull request. */
export function toMarkdown(steps: readonly TraceStep[], clock: Clock): string {
  const rows = steps.map((step) => COLUMNS.map((column) => plainMarkdown(column.text(step, clock))));
  return tableMarkdown(COLUMNS.map(({ title }) => title), rows, (column) => COLUMNS[column]?.isNumber ?? false);
}
