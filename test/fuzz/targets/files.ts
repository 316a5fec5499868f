import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createIgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { checkText } from '../checkedText.ts';
import { fuzzTarget } from '../target.ts';
import { fixtureTexts, hostileWord, textsLike } from '../texts.ts';

const ignoreText = textsLike(fixtureTexts(/\.dockerignore$/));
const path = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'node_modules', '.git', 'src', 'main.py', 'x y', 'ü'), hostileWord), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

/** Whole files: what is found in them, and what fixes make of them. */
export const files = [
  fuzzTarget('dockerfile', textsLike(fixtureTexts(/Dockerfile$/)), (text) => checkText(text, 'dockerfile')),
  fuzzTarget('compose', textsLike(fixtureTexts(/\.ya?ml$/)), (text) => checkText(text, 'compose')),
  fuzzTarget('dockerignore', ignoreText, (text) => checkText(text, 'dockerignore')),
  fuzzTarget('ignored paths', fc.tuple(ignoreText, path), ([text, one]) => {
    createIgnoreMatcher(text).ignores(one);
    // Names that are no paths are nobody's files.
    if (!/^[\w .-]+(?:\/[\w .-]+)*$/.test(one) || /(?:^|\/)(?:\.{1,2}| +)(?:\/|$)/.test(one) || text.length === 0) return;
    assert.equal(createIgnoreMatcher(`${text}\n**\n`).ignores(one), true, 'all is left out');
    assert.equal(createIgnoreMatcher(`${text}\n!**\n`).ignores(one), false, 'nothing is left out');
  }),
];
