import type { TierRow } from '../../../server/src/protocol.ts';
import type { FromTable, ToTable } from './messages.ts';
import { createRow, type Row } from './row.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromTable): void };

const editor = acquireVsCodeApi();
const body = element('rows', HTMLTableSectionElement);
const status = element('status', HTMLElement);
const apply = element('apply', HTMLButtonElement);
const compare = element('compare', HTMLButtonElement);
const onlyChanges = element('only-changes', HTMLInputElement);
const rows = new Map<string, Row>();

apply.addEventListener('click', () => editor.postMessage({ kind: 'apply' }));
compare.addEventListener('click', () => editor.postMessage({ kind: 'compare' }));
onlyChanges.addEventListener('change', hideWhatStays);
window.addEventListener('message', ({ data }: MessageEvent<ToTable>) => {
  if (data.kind === 'problem') status.textContent = data.text;
  else show(data);
});
editor.postMessage({ kind: 'ready' });

function show({ file, tiers, rows: told, hasEdits }: Extract<ToTable, { kind: 'table' }>): void {
  element('file', HTMLElement).textContent = file;
  const services = new Set(told.map(({ service }) => service));
  for (const [service, row] of rows) {
    if (services.has(service)) continue;
    row.element.remove();
    rows.delete(service);
  }
  told.forEach((one, index) => {
    const row = rows.get(one.service) ?? addRow(one);
    row.update(one, tiers);
    // A row that stands right is not touched: moving it would take the focus from whoever works in it.
    const there = body.rows[index] ?? null;
    if (there !== row.element) body.insertBefore(row.element, there);
  });
  const changing = told.filter(changes).length;
  apply.textContent = changing === 1 ? 'Add limits to 1 service' : `Add limits to ${changing} services`;
  apply.disabled = compare.disabled = !hasEdits;
  status.textContent = summary(told, changing);
  hideWhatStays();
}

function addRow({ service }: TierRow): Row {
  const row = createRow(service, {
    choose: (tier) => editor.postMessage({ kind: 'choose', service, tier }),
    reveal: () => editor.postMessage({ kind: 'reveal', service }),
  });
  rows.set(service, row);
  return row;
}

function hideWhatStays(): void {
  for (const row of rows.values()) row.element.hidden = onlyChanges.checked && !row.changes;
}

function changes({ after }: TierRow): boolean {
  return after !== null;
}

function summary(told: readonly TierRow[], changing: number): string {
  const unsure = told.filter((row) => changes(row) && row.confidence === 'low').length;
  const parts = [told.length === 1 ? '1 service' : `${told.length} services`, `${changing} ${changing === 1 ? 'gets' : 'get'} limits`];
  if (unsure > 0) parts.push(`${unsure} of them on little evidence: look at ${unsure === 1 ? 'this one' : 'these'} first`);
  return parts.join(', ');
}

function element<Type extends HTMLElement>(id: string, type: abstract new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no element ${id}`);
  return found;
}
