import { expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { createIgnoreMatcher } from '../../../../server/src/core/ignore/matcher.ts';
import { noIgnoredCopy } from '../../../../server/src/rules/no-ignored-copy.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

async function check(copy: string, ignore: string, others: readonly string[] = ['main.py']) {
  const text = `FROM x\nCOPY main.py /\n${copy}\n`;
  const files = [{ path: 'Dockerfile', text }, { path: '.dockerignore', text: ignore }, ...others.map((path) => ({ path, text: '' }))];
  return findingsOf(documentOf(text, 'dockerfile', 'Dockerfile'), { rules: [noIgnoredCopy], project: await viewOfFiles(files, 'Dockerfile', 'dockerfile') });
}

it.each([
  ['COPY dist /x', '.git\ndist\n', '.git\ndist\n!dist\n'],
  ['COPY dist/a.js /x', '.git\r\ndist', '.git\r\ndist\r\n!dist/a.js'],
  ['COPY build/*.txt /x', 'build\n!build/x\n*.md\nbuild\n', 'build\n!build/x\n*.md\nbuild\n!build/*.txt\n'],
])('adds a line that has the last word: %s', async (copy, ignore, wanted) => {
  const [found, ...more] = await check(copy, ignore);
  expect(more).toEqual([]);
  expect(found!.related).toMatchObject([{ path: '.dockerignore', message: 'This line leaves it out.' }]);
  const [change] = found!.fixes[0]!.elsewhere!;
  const text = applyEdits(change!.text, change!.edits);
  expect(text).toBe(wanted);
  expect(createIgnoreMatcher(text).ignores('.git/HEAD')).toBe(ignore.includes('.git'));
  expect(await check(copy, text)).toEqual([]);
});

it('offers no line for a name that means something else there', async () => {
  expect(await check('COPY ["a[1].txt", "b/#x", "/d/"]', 'b\n', ['main.py', 'b/#x'])).toMatchObject([{ severity: 'warning' }]);
  expect((await check('COPY ["#x", "/d/"]', '\\#x\n', ['main.py', '#x']))[0]).toMatchObject({ fixes: [], withheld: 'Its name has characters that mean something else in a .dockerignore file.' });
});

it('says nothing where a later line may bring a part back', async () => {
  for (const ignore of ['*\n!**/*.js\nmain.py/\n!main.py', 'dist\n!dist/keep', 'dist/**\n!dist/a', '*\n!main.py\n!d*/a*', 'dist\n![', 'nothing']) {
    expect(await check('COPY dist /x', ignore), ignore).toEqual([]);
  }
});
