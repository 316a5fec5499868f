import type { TierRow, TierTableResult } from '../../../server/src/protocol.ts';

export interface RowActions {
  choose(tier: string | null): void;
  reveal(): void;
}

export interface Row {
  readonly element: HTMLTableRowElement;
  /** True where applying the table adds something to the service. */
  readonly changes: boolean;
  update(row: TierRow, tiers: TierTableResult['tiers']): void;
}

/** The value of the choice that leaves a service alone; no tier has an empty name. */
const LEAVE = '';

/** One service of the table. Text only: names come from files that anybody may have written. */
export function createRow(service: string, actions: RowActions): Row {
  const element = document.createElement('tr');
  const name = document.createElement('button');
  name.className = 'link';
  name.textContent = service;
  name.title = 'Show it in the file';
  name.addEventListener('click', () => actions.reveal());
  const select = document.createElement('select');
  select.setAttribute('aria-label', `Tier of ${service}`);
  select.addEventListener('change', () => actions.choose(select.value === LEAVE ? null : select.value));
  const head = document.createElement('th');
  head.scope = 'row';
  head.append(name);
  element.append(head, cellWith(select), cellWith(), cellWith(), cellWith());
  const [, , why, before, after] = element.cells as unknown as HTMLTableCellElement[];
  let isChanging = false;
  return {
    element,
    get changes() {
      return isChanging;
    },
    update(row, tiers) {
      isChanging = row.after !== null;
      element.classList.toggle('stays', !isChanging);
      fillSelect(select, row, tiers);
      why!.replaceChildren(...whyText(row));
      before!.textContent = row.before || 'nothing';
      before!.classList.toggle('none', row.before === '');
      after!.replaceChildren(...afterText(row));
    },
  };
}

function fillSelect(select: HTMLSelectElement, { tier }: TierRow, tiers: TierTableResult['tiers']): void {
  const options = tiers.map(({ name, title, values }) => Object.assign(new Option(title, name), { title: values }));
  select.replaceChildren(...options, new Option('leave as it is', LEAVE));
  select.value = tier ?? LEAVE;
  select.title = tiers.find(({ name }) => name === tier)?.values ?? '';
}

function whyText({ evidence, confidence }: TierRow): Node[] {
  const text = document.createTextNode(evidence.join(', ') || 'no evidence');
  if (confidence !== 'low') return [text];
  return [badge('little evidence'), document.createTextNode(' '), text];
}

function afterText({ after, note }: TierRow): Node[] {
  const parts: Node[] = [];
  if (after !== null) parts.push(document.createTextNode(after));
  if (note !== null) {
    const small = document.createElement('div');
    small.className = 'note';
    small.textContent = note;
    parts.push(small);
  }
  return parts;
}

function badge(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'badge';
  element.textContent = text;
  return element;
}

function cellWith(...content: Node[]): HTMLTableCellElement {
  const cell = document.createElement('td');
  cell.append(...content);
  return cell;
}
