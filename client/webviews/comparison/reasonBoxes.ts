import type { Comparison } from '../../../server/src/timing/comparison.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { button, make } from '../shared/dom.ts';
import type { Side } from './messages.ts';
import { changedList, missReasons, noReasonText, type SharedReason } from './missReasons.ts';
import { kindText, namesText, restText } from './words.ts';

type Reveal = (side: Side, step: string) => void;

/** Characters; names of files in it may be long. */
const MOST_SENTENCE = 600;

/** What changed, for each target the first step that ran again. */
export function reasonBoxes(comparison: Comparison, reveal: Reveal): readonly HTMLElement[] {
  const reasons = missReasons(comparison);
  if (reasons.length === 0) return [make('p', 'none', noReasonText(comparison))];
  const hasTargets = comparison.targets.length > 1;
  return reasons.map((reason) => box(reason, hasTargets, reveal));
}

function box({ targets, step, label, line, reason }: SharedReason, hasTargets: boolean, reveal: Reveal): HTMLElement {
  const made = make('div', 'reason');
  if (hasTargets) {
    const names = make('h3', '', namesText(targets, 6));
    names.title = shownText(targets.join(', '), 2_000);
    made.append(names);
  }
  made.append(make('p', 'sentence', make('span', 'badge', kindText(reason.kind)), ' ', shownText(reason.sentence, MOST_SENTENCE)));
  made.append(make('p', 'first', 'First step that ran: ', stepOf(label, line, () => reveal('after', step))));
  const changed = changedList(reason);
  if (changed.length > 0) {
    const list = make('ul', 'changed', ...changed.map((name) => make('li', '', make('code', '', shownText(name)))));
    const rest = restText(reason.count, changed.length);
    if (rest !== '') list.append(make('li', 'none', rest));
    list.setAttribute('aria-label', 'What changed');
    made.append(list);
  }
  return made;
}

function stepOf(label: string, line: number | null, reveal: () => void): Node {
  if (line === null) return make('code', '', shownText(label));
  const link = button('link', '', reveal);
  link.append(make('code', '', shownText(label)), ` (line ${line + 1})`);
  link.title = `Show line ${line + 1} of its Dockerfile`;
  return link;
}
