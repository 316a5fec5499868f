import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createIgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { documentOf, EVERY_RULE, findingsOf } from '../../server/support/engine.ts';
import { checkFindings, checkText } from '../checkedText.ts';
import { fuzzTarget } from '../target.ts';
import { fixtureTexts, hostileWord, repetitionsOf, textsLike } from '../texts.ts';

/** Characters: enough for what is quadratic to take seconds, and little enough for what is not. */
const LONG = 30_000;

const long = fc.oneof(
  fc.record({ language: fc.constant('dockerfile' as const), text: repetitionsOf(fixtureTexts(/Dockerfile$/), LONG) }),
  fc.record({ language: fc.constant('compose' as const), text: repetitionsOf(fixtureTexts(/\.ya?ml$/), LONG) }),
  fc.record({ language: fc.constant('dockerignore' as const), text: repetitionsOf(fixtureTexts(/\.dockerignore$/), LONG) }),
);
const ignoreText = textsLike(fixtureTexts(/\.dockerignore$/));
const path = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'node_modules', '.git', 'src', 'main.py', 'x y', 'ü'), hostileWord), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

/** Whole files: what is found in them, and what fixes make of them. */
export const files = [
  fuzzTarget('dockerfile', textsLike(fixtureTexts(/Dockerfile$/)), (text) => checkText(text, 'dockerfile')),
  fuzzTarget('compose', textsLike(fixtureTexts(/\.ya?ml$/)), (text) => checkText(text, 'compose')),
  fuzzTarget('dockerignore', ignoreText, (text) => checkText(text, 'dockerignore')),
  fuzzTarget('repetitions', long, ({ language, text: { start, piece, times } }) => {
    const document = documentOf(start + piece.repeat(times), language);
    checkFindings(document, findingsOf(document, { config: EVERY_RULE }));
  }),
  fuzzTarget('ignored paths', fc.tuple(ignoreText, path), ([text, one]) => {
    createIgnoreMatcher(text).ignores(one);
    // Names that are no paths are nobody's files.
    if (!/^[\w .-]+(?:\/[\w .-]+)*$/.test(one) || /(?:^|\/)(?:\.{1,2}| +)(?:\/|$)/.test(one) || text.length === 0) return;
    assert.equal(createIgnoreMatcher(`${text}\n**\n`).ignores(one), true, 'all is left out');
    assert.equal(createIgnoreMatcher(`${text}\n!**\n`).ignores(one), false, 'nothing is left out');
  }),
];
