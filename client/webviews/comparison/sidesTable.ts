import { button, make } from '../shared/dom.ts';
import type { Side } from './messages.ts';
import { sideFacts, type ComparedSides } from './sideFacts.ts';

/** Rows of the head: a fact each, with its difference in words. */
export function sideRows(sides: ComparedSides, open: (side: Side) => void): readonly HTMLTableRowElement[] {
  const facts = sideFacts(sides).map(({ name, before, after, difference, tone }) => {
    const head = make('th', '', name);
    head.scope = 'row';
    return make('tr', '', head, make('td', '', before), make('td', '', after), make('td', tone ?? 'none', difference));
  });
  const head = make('th', '', 'Timeline');
  head.scope = 'row';
  return [...facts, make('tr', '', head, make('td', '', opener('before', open)), make('td', '', opener('after', open)), make('td', ''))];
}

function opener(side: Side, open: (side: Side) => void): HTMLElement {
  const link = button('link', 'Show', () => open(side));
  link.setAttribute('aria-label', `Show the timeline of the build ${side}`);
  return link;
}
