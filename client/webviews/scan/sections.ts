import { amountText, countText, groupDigits } from '../../../server/src/timing/amounts.ts';
import type { ScannedRule, ScanScore } from '../../../server/src/protocol.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { button, make } from '../shared/dom.ts';
import type { Details } from './details.ts';
import type { FindingsOf, PlaceId, ShownContext, ShownDrift, ShownFile, ShownGate, ShownLeftOut, ShownScan, ShownTiers } from './messages.ts';
import { SortableTable, type Column } from './sortableTable.ts';
import { afterText, costParts, costValue, leftOutText, scoreText, sentText, tierTotals } from './words.ts';

export interface SectionActions {
  open(place: PlaceId): void;
  explain(rule: string): void;
}

/** One part of the page: a heading, a table, and what is said where there is nothing to show. */
export interface Section {
  readonly element: HTMLElement;
  /** @param matches whether a text has what a person looks for */
  show(scan: ShownScan, matches: (text: string) => boolean): void;
  /** The findings below one of its rows have come. */
  refresh(): void;
}

interface NumberedFile extends ShownFile {
  readonly number: number;
}

export function sections(actions: SectionActions, details: Details): readonly Section[] {
  return [gatesSection(), filesSection(actions, details), rulesSection(actions, details), contextsSection(actions), driftSection(actions), tiersSection(actions), leftOutSection(actions)];
}

function filesSection(actions: SectionActions, details: Details): Section {
  const findings = opener<NumberedFile>(details, ({ number }) => ({ file: number }), () => table.refresh());
  const table = new SortableTable<NumberedFile>({
    caption: 'Files with their score and findings',
    sortedBy: 'score',
    columns: [
      { id: 'path', title: 'File', value: ({ path }) => path, cells: ({ path, place }) => [placeLink(path, place, actions)] },
      scoreColumn('score', 'Score', 'overall'),
      scoreColumn('security', 'Security', 'security'),
      scoreColumn('maintainability', 'Maintainability', 'maintainability'),
      numberColumn('findings', 'Findings', ({ findings: count }) => count, findings.cell),
      numberColumn('errors', 'Errors', ({ errors }) => errors),
      numberColumn('warnings', 'Warnings', ({ warnings }) => warnings),
      numberColumn('safe', 'Safe fixes', ({ safe }) => safe),
    ],
    ...findings.parts,
  });
  return section('Files', table, ({ files }) => files.map((file, number) => ({ ...file, number })), ({ path }) => path, {
    nothing: 'There is no Docker file in this workspace.',
    arrange: (rows) => [...rows].sort((a, b) => b.errors - a.errors || b.warnings - a.warnings || b.findings - a.findings),
  });
}

function gatesSection(): Section {
  const table = new SortableTable<ShownGate>({
    caption: 'Gates with what came out',
    sortedBy: 'result',
    columns: [
      { id: 'gate', title: 'Gate', value: ({ gate }) => gate, cells: ({ gate, folder }) => [gate, folder === '' ? '' : ` (${shownText(folder, 100)})`] },
      { id: 'result', title: 'Result', value: ({ passed }) => (passed === null ? null : Number(passed)), cells: ({ passed }) => [make('span', passed === false ? 'severity error' : 'none', passed === null ? 'not judged' : passed ? 'passed' : 'failed')] },
      { id: 'message', title: 'What came out', value: ({ message }) => message, cells: ({ message }) => [shownText(message, 1_000)] },
    ],
  });
  return section('Gates', table, ({ gates }) => gates, ({ gate, message }) => `${gate} ${message}`, { nothing: null });
}

function rulesSection(actions: SectionActions, details: Details): Section {
  const findings = opener<ScannedRule>(details, ({ rule }) => ({ rule }), () => table.refresh());
  const table = new SortableTable<ScannedRule>({
    caption: 'Findings by rule, with what they cost builds',
    sortedBy: 'findings',
    columns: [
      { id: 'rule', title: 'Rule', value: ({ rule }) => rule, cells: ({ rule }) => [button('link', rule, () => actions.explain(rule))] },
      numberColumn('findings', 'Findings', ({ findings: count }) => count, findings.cell),
      numberColumn('files', 'Files', ({ files }) => files),
      { id: 'cost', title: 'Costs builds', className: 'cost', largestFirst: true, value: costValue, cells: costCells },
      numberColumn('safe', 'Safe fixes', ({ safe }) => safe),
      numberColumn('suggestions', 'Suggestions', ({ suggestions }) => suggestions),
    ],
    ...findings.parts,
  });
  return section('Findings by rule', table, ({ rules }) => rules, ({ rule }) => rule, { nothing: 'No rule found anything.' });
}

function contextsSection(actions: SectionActions): Section {
  const table = new SortableTable<ShownContext>({
    caption: 'Build contexts with what builds send of them',
    sortedBy: 'sent',
    columns: [
      { id: 'path', title: 'Build context', value: ({ path }) => path, cells: ({ path, place, known }) => [place === null ? shownText(path, 300) : placeLink(path, place, actions), known ? '' : ' (nobody was seen building it)'] },
      numberColumn('dockerfiles', 'Dockerfiles', ({ dockerfiles }) => dockerfiles),
      { id: 'sent', title: 'Builds send', className: 'number', largestFirst: true, value: ({ sent }) => sent?.bytes ?? null, cells: (row) => [sentText(row)] },
      { id: 'unfiltered', title: 'Without .dockerignore', className: 'number', largestFirst: true, value: ({ unfiltered }) => unfiltered?.bytes ?? null, cells: ({ unfiltered, hasIgnoreFile }) => [hasIgnoreFile ? (unfiltered ? amountText(unfiltered) : 'not measured') : 'there is none'] },
      { id: 'after', title: 'Could send', className: 'number', value: ({ sent, after }) => (sent && after ? after.bytes - sent.bytes : null), cells: (row) => [afterText(row) ?? '–'] },
    ],
  });
  return section('Build contexts', table, ({ contexts }) => contexts, ({ path }) => path, { nothing: 'No Dockerfile is built here.' });
}

function driftSection(actions: SectionActions): Section {
  const table = new SortableTable<ShownDrift>({
    caption: 'Base images that Dockerfiles have in several versions',
    sortedBy: 'versions',
    columns: [
      { id: 'title', title: 'Base image', value: ({ title }) => title, cells: ({ title }) => [shownText(title, 100)] },
      { id: 'versions', title: 'Versions', largestFirst: true, value: ({ versions }) => versions.length, cells: ({ versions }) => [versionList(versions, actions)] },
      { id: 'target', title: 'Can all be', value: ({ target }) => target, cells: ({ target }) => [target === null ? 'no version is supported any more' : shownText(target, 60)] },
      numberColumn('alignable', 'Dockerfiles to align', ({ alignable }) => alignable),
    ],
  });
  return section('Base-image drift', table, ({ drifts }) => drifts, ({ title }) => title, { nothing: 'Every base image has one version in all Dockerfiles.' });
}

function tiersSection(actions: SectionActions): Section {
  const table = new SortableTable<ShownTiers>({
    caption: 'Compose files with how many services have limits',
    sortedBy: 'offered',
    columns: [
      { id: 'path', title: 'Compose file', value: ({ path }) => path, cells: ({ path, place }) => [placeLink(path, place, actions)] },
      numberColumn('services', 'Need limits', ({ services }) => services),
      numberColumn('limited', 'Have some limits', ({ limited }) => limited),
      numberColumn('offered', 'Could get more', ({ offered }) => offered),
      numberColumn('leftAlone', 'Need none', ({ leftAlone }) => leftAlone),
    ],
  });
  return section('CPU and memory tiers', table, ({ tiers }) => tiers, ({ path }) => path, {
    nothing: 'No compose file has services.',
    note: ({ tiers }) => {
      const { services, limited } = tierTotals(tiers);
      return services === 0 ? '' : `${groupDigits(limited)} of ${countText(services, 'service')} ${limited === 1 ? 'has' : 'have'} limits, or some of them.`;
    },
  });
}

function leftOutSection(actions: SectionActions): Section {
  const table = new SortableTable<ShownLeftOut>({
    caption: 'What was left out, with the reason',
    sortedBy: 'path',
    columns: [
      { id: 'path', title: 'File or folder', value: ({ path }) => path, cells: ({ path, place }) => [placeLink(path, place, actions)] },
      { id: 'reason', title: 'Why', value: ({ reason }) => reason, cells: ({ reason }) => [shownText(reason, 600)] },
    ],
  });
  return section('Left out', table, ({ leftOut }) => leftOut, ({ path, reason }) => `${path} ${reason}`, { nothing: null, note: ({ leftOut }) => leftOutText(leftOut) });
}

interface SectionWords<Row> {
  /** Said where a scan has no rows; null to leave the part away. */
  readonly nothing: string | null;
  readonly note?: (scan: ShownScan) => string;
  /** The order of what the sorting leaves alike. */
  readonly arrange?: (rows: readonly Row[]) => readonly Row[];
}

function section<Row>(
  title: string,
  table: SortableTable<Row>,
  rowsOf: (scan: ShownScan) => readonly Row[],
  textOf: (row: Row) => string,
  { nothing, note, arrange = (rows) => rows }: SectionWords<Row>,
): Section {
  const count = make('span', 'count');
  const words = make('p', 'none');
  const heading = make('h2', '', title, ' ', count);
  const element = make('section', '', heading, words, table.element);
  element.setAttribute('aria-label', title);
  return {
    element,
    refresh: () => table.refresh(),
    show(scan, matches) {
      const all = arrange(rowsOf(scan));
      const rows = all.filter((row) => matches(textOf(row)));
      element.hidden = all.length === 0 && nothing === null;
      table.element.hidden = rows.length === 0;
      count.textContent = all.length === 0 ? '' : rows.length === all.length ? groupDigits(all.length) : `${groupDigits(rows.length)} of ${groupDigits(all.length)}`;
      words.textContent = all.length === 0 ? (nothing ?? '') : rows.length === 0 ? 'Nothing here has what you look for.' : (note?.(scan) ?? '');
      words.hidden = words.textContent === '';
      table.show(rows);
    },
  };
}

function scoreColumn(id: string, title: string, part: keyof ScanScore): Column<NumberedFile> {
  return { id, title, className: 'number', value: ({ score }) => score[part], cells: ({ score }) => [scoreText(score, part)] };
}

function numberColumn<Row>(id: string, title: string, value: (row: Row) => number, cells?: (row: Row) => readonly (Node | string)[]): Column<Row> {
  return { id, title, className: 'number', largestFirst: true, value, cells: cells ?? ((row) => [value(row) === 0 ? '–' : groupDigits(value(row))]) };
}

/** A cell that opens the findings below its row. */
function opener<Row extends { readonly findings: number }>(details: Details, of: (row: Row) => FindingsOf, refresh: () => void) {
  const cell = (row: Row): readonly (Node | string)[] => {
    if (row.findings === 0) return ['–'];
    const isOpen = details.isOpen(of(row));
    const toggle = button('link toggle', groupDigits(row.findings), () => {
      details.toggle(of(row));
      refresh();
    });
    toggle.setAttribute('aria-expanded', String(isOpen));
    toggle.setAttribute('aria-label', `${countText(row.findings, 'finding')}: ${isOpen ? 'hide' : 'show'}`);
    return [toggle];
  };
  return { cell, parts: { isOpen: (row: Row) => row.findings > 0 && details.isOpen(of(row)), details: (row: Row) => details.listOf(of(row)) } };
}

function placeLink(path: string, place: PlaceId, { open }: SectionActions): HTMLElement {
  const link = button('link', shownText(path, 300), () => open(place));
  link.title = shownText(path, 2_000);
  return link;
}

function costCells(rule: ScannedRule): readonly (Node | string)[] {
  const parts = costParts(rule);
  if (parts.length === 0) return ['–'];
  return parts.map(({ text, how }) => make('div', '', text, text === '' ? '' : ' ', make('span', `how ${how.replace(' ', '-')}`, how)));
}

/** So many files of a version have a link; the others are counted. */
const LINKED = 3;

function versionList(versions: ShownDrift['versions'], actions: SectionActions): HTMLElement {
  const items = versions.map(({ version, count, files }) => {
    const links = files.slice(0, LINKED).flatMap(({ path, place }) => [' ', placeLink(path, place, actions)]);
    const rest = count - Math.min(files.length, LINKED);
    return make('li', '', make('strong', '', shownText(version, 60)), ` in ${countText(count, 'Dockerfile')}:`, ...links, rest > 0 ? ` and ${groupDigits(rest)} more` : '');
  });
  return make('ul', 'versions', ...items);
}

