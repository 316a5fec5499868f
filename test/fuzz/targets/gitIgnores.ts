import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GitIgnores } from '../../../server/src/core/ignore/git/gitIgnores.ts';
import { fuzzTarget } from '../target.ts';
import { hostileWord, repetitionsOf, textsLike } from '../texts.ts';

/** Characters of a file, and of a path. */
const [LONG, LONG_PATH] = [20_000, 2_000];

const TEXTS = [
  'node_modules/\n/dist\n*.log\n!important.log\n# why\n\\#note\n\\!odd\ntrailing \\ \n',
  'a/**/b\n**/c\n/**\nfoo/**\n!/a/\n[a-z]?[!b]*\n[[:alpha:]]\n[[:nothing:]]\n[]-a]\n[a-\n',
  '*\n!*/\n!Dockerfile\n',
];
const name = fc.oneof(fc.constantFrom('a', 'b', 'c', 'foo', 'dist', 'node_modules', 'x.log', 'Dockerfile', 'x y', 'ü'), hostileWord.map((word) => word.replaceAll('/', '')));
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const text = textsLike(TEXTS);
const long = fc.record({
  lines: repetitionsOf([...TEXTS, '*a*a*a*a*a*\n**/a/**/a/**/a\n'], LONG),
  path: repetitionsOf(['a/', 'aaaa', 'b', '/'], LONG_PATH),
});

/** Files that say what git ignores, in any folder. */
export const gitIgnores = [
  fuzzTarget('gitignore', fc.record({ root: text, below: text, above: text, path, folder: path, isFolder: fc.boolean() }), ({ root, below, above, path: one, folder, isFolder }) => {
    const ignores = new GitIgnores();
    ignores.setAbove([{ prefix: 'way/to/', text: above }]);
    ignores.set('.', root);
    ignores.set(folder, below);
    const before = ignores.ignores(one, isFolder);
    assert.equal(ignores.ignores(one, isFolder), before, 'it depends on who asked before');
    const inFolder = ignores.ignores(`${folder}/${one}`, isFolder);
    if (ignores.ignores(folder, true)) assert.equal(inFolder, true, 'something is brought back out of an ignored folder');
    ignores.set(folder, null);
    ignores.set('.', `${root}\n*\n`);
    assert.equal(ignores.ignores(one, isFolder), true, 'all is ignored');
    ignores.set('.', `${root}\n!*\n`);
    assert.equal(ignores.ignores(one, isFolder), false, 'nothing is ignored');
  }),
  fuzzTarget('long gitignore', long, ({ lines, path: one }) => {
    const ignores = new GitIgnores();
    ignores.set('.', lines.start + lines.piece.repeat(lines.times));
    ignores.ignores(one.start + one.piece.repeat(one.times));
  }),
];
