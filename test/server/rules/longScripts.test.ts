import { expect, it } from 'vitest';
import { noBuildToolsInFinal } from '../../../server/src/rules/no-build-tools-in-final.ts';
import { noRecursiveChown } from '../../../server/src/rules/no-recursive-chown.ts';
import { cpuTime } from '../support/cpuTime.ts';
import { documentOf, findingsOf } from '../support/engine.ts';

/** As long as a text may be that is checked at all: work that grows with its square takes half a minute and more. */
it.each([
  ['owners that nothing changes below', noRecursiveChown, 'chown '],
  ['installs that build nothing', noBuildToolsInFinal, 'npm ci; '],
])('a script full of %s is looked through in moments', (_, rule, words) => {
  const document = documentOf(`FROM node:22\nRUN ${words.repeat(900_000 / words.length)}\n`, 'dockerfile');
  expect(document.facts.runs).toHaveLength(1);
  expect(cpuTime(() => void findingsOf(document, { rules: [rule] }))).toBeLessThan(3_000);
});
