import { element, make } from '../shared/dom.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { FromComparison, Side, ToComparison } from './messages.ts';
import { comparisonMarkdown } from './markdown.ts';
import { reasonBoxes } from './reasonBoxes.ts';
import { sideNotes, type ComparedSides } from './sideFacts.ts';
import { sideRows } from './sidesTable.ts';
import { isChanged, rowsOf, sortedRows, startsFiltered, type Sort, type StepRow } from './stepRows.ts';
import { StepTable } from './stepTable.ts';
import { stepsText } from './words.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromComparison): void };

const editor = acquireVsCodeApi();
const status = element('status', HTMLElement);
const swap = element('swap', HTMLButtonElement);
const copy = element('copy', HTMLButtonElement);
const onlyChanges = element('only-changes', HTMLInputElement);
const reveal = (side: Side, step: string) => editor.postMessage({ kind: 'reveal', side, step });
const table = new StepTable({ sort: sortBy, reveal });
let shown: ComparedSides | null = null;
let rows: readonly StepRow[] = [];
let sort: Sort = null;

swap.addEventListener('click', () => editor.postMessage({ kind: 'swap' }));
copy.addEventListener('click', () => {
  if (shown) editor.postMessage({ kind: 'copy', text: comparisonMarkdown(shown, rowsInOrder()) });
});
onlyChanges.addEventListener('change', () => showRows());
window.addEventListener('message', ({ data }: MessageEvent<ToComparison>) => {
  if (data.kind === 'problem') status.textContent = shownText(data.text, 2_000);
  else show(data);
});
editor.postMessage({ kind: 'ready' });

function show(sides: ComparedSides): void {
  const isSamePair = shown !== null && pairOf(shown) === pairOf(sides);
  shown = sides;
  rows = rowsOf(sides.comparison);
  // Swapping sides leaves what a person chose.
  if (!isSamePair) [sort, onlyChanges.checked] = [null, startsFiltered(rows)];
  element('headline', HTMLElement).textContent = shownText(sides.comparison.headline, 600);
  element('sides', HTMLElement).replaceChildren(...sideRows(sides, (side) => editor.postMessage({ kind: 'open', side })));
  element('notes', HTMLElement).replaceChildren(...sideNotes(sides).map((note) => make('p', 'note', note)));
  element('reasons', HTMLElement).replaceChildren(...reasonBoxes(sides.comparison, reveal));
  element('content', HTMLElement).hidden = swap.disabled = copy.disabled = false;
  status.textContent = '';
  showRows();
}

function sortBy(to: Sort): void {
  sort = to;
  showRows();
}

function showRows(): void {
  const inOrder = rowsInOrder();
  const changed = rows.filter(isChanged).length;
  const longest = rows.reduce((most, { before, after }) => Math.max(most, before?.duration ?? 0, after?.duration ?? 0), 0);
  table.show(inOrder, { sort, hasTargets: (shown?.comparison.targets.length ?? 0) > 1, longest });
  element('count', HTMLElement).textContent = `${stepsText(rows.length)}, ${changed === 0 ? 'none' : changed} changed`;
  element('none', HTMLElement).textContent = inOrder.length > 0 ? '' : rows.length === 0 ? 'Neither build came to any step.' : 'No step is different.';
}

function rowsInOrder(): readonly StepRow[] {
  return sortedRows(onlyChanges.checked ? rows.filter(isChanged) : rows, sort);
}

function pairOf({ before, after }: ComparedSides): string {
  return [before.id, after.id].sort().join(' ');
}
