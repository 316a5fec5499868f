import { expect, it } from 'vitest';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import type { Rule } from '../../../../server/src/core/engine/rule.ts';
import { yieldToOthers } from '../../../../server/src/core/engine/yielding.ts';

const rule = (id: string, yieldsTo?: string[]) => ({ meta: { id, yieldsTo } }) as unknown as Rule;
const RULES = [rule('strong'), rule('middle', ['strong']), rule('weak', ['middle', 'strong'])];

function finding(id: string, start: number, end: number): Finding {
  const fixes = [{ kind: 'suggestion' as const, title: `by ${id}`, edits: [{ span: { start, end }, text: id }] }];
  return { rule: id, messageId: 'm', message: 'M.', span: { start, end }, severity: 'hint', confidence: 'high', related: [], fixes, withheld: null };
}

it('shows the finding that says most about a place, with the fixes of those that give way', () => {
  const left = yieldToOthers([finding('weak', 4, 8), finding('strong', 4, 6), finding('middle', 5, 9)], RULES);
  expect(left.map(({ rule: id }) => id)).toEqual(['strong']);
  expect(left[0]!.fixes.map(({ title }) => title)).toEqual(['by strong', 'by middle', 'by weak'].filter((title) => left[0]!.fixes.some((fix) => fix.title === title)));
  expect(left[0]!.fixes).toHaveLength(3);
});

it('leaves findings of other places, and those whose stronger rule is silent', () => {
  const all = [finding('weak', 0, 3), finding('strong', 10, 12), finding('middle', 20, 22)];
  expect(yieldToOthers(all, RULES)).toEqual(all);
});

it('offers a fix once that several rules make alike', () => {
  const [strong, weak] = [finding('strong', 4, 6), finding('weak', 4, 6)];
  const same = { ...weak, fixes: [{ ...strong.fixes[0]!, title: 'said otherwise' }, ...weak.fixes] };
  expect(yieldToOthers([strong, same], RULES)[0]!.fixes.map(({ title }) => title)).toEqual(['by strong', 'by weak']);
});
