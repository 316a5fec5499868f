import { element, make } from '../shared/dom.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { FromComparison, Side, ToComparison } from './messages.ts';
import { comparisonMarkdown } from './markdown.ts';
import { reasonBoxes } from './reasonBoxes.ts';
import { sideNotes, type ComparedSides } from './sideFacts.ts';
import { sideRows } from './sidesTable.ts';
import { isChanged, rowsOf, sortedRows, startsFiltered, type Sort, type StepRow } from './stepRows.ts';
import { StepTable } from './stepTable.ts';
import { otherSide, swapSides } from './swapSides.ts';
import { stepsText } from './words.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromComparison): void };

const editor = acquireVsCodeApi();
const status = element('status', HTMLElement);
const swap = element('swap', HTMLButtonElement);
const copy = element('copy', HTMLButtonElement);
const onlyChanges = element('only-changes', HTMLInputElement);
/** As they were told: the older build before, whichever way they are shown. */
const reveal = (side: Side, step: string) => editor.postMessage({ kind: 'reveal', side, step });
const told = (side: Side) => (isSwapped ? otherSide(side) : side);
const table = new StepTable({ sort: sortBy, reveal: (side, step) => reveal(told(side), step) });
let shown: ComparedSides | null = null;
let isSwapped = false;
let rows: readonly StepRow[] = [];
let sort: Sort = null;

swap.addEventListener('click', () => {
  if (!shown) return;
  isSwapped = !isSwapped;
  show(swapSides(shown));
});
copy.addEventListener('click', () => {
  if (shown) editor.postMessage({ kind: 'copy', text: comparisonMarkdown(shown, rowsInOrder()) });
});
onlyChanges.addEventListener('change', () => showRows());
window.addEventListener('message', ({ data }: MessageEvent<ToComparison>) => {
  if (data.kind === 'problem') status.textContent = shownText(data.text, 2_000);
  else {
    // What a person chose holds for the two that it was chosen for.
    isSwapped = false;
    sort = null;
    onlyChanges.checked = startsFiltered(rowsOf(data.comparison));
    show(data);
  }
});
editor.postMessage({ kind: 'ready' });

function show(sides: ComparedSides): void {
  shown = sides;
  rows = rowsOf(sides.comparison);
  element('headline', HTMLElement).textContent = shownText(sides.comparison.headline, 600);
  element('sides', HTMLElement).replaceChildren(...sideRows(sides, (side) => editor.postMessage({ kind: 'open', side: told(side) })));
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
