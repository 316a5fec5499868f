import { expect, it } from 'vitest';
import { fixUntilStable } from '../../../../server/src/core/engine/fixAll.ts';
import { dockerignoreSyntax } from '../../../../server/src/rules/dockerignore-syntax.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

/** Markers cannot stand above a line that looks like a comment itself. */
async function check(text: string, others?: Record<string, string>) {
  return (await checkOf(text, others))();
}

/** The same check, to be made once its workspace is read. */
async function checkOf(text: string, others: Record<string, string> = { Dockerfile: 'FROM x\nCOPY . .\n' }) {
  const files = Object.entries({ ...others, '.dockerignore': text }).map(([path, content]) => ({ path, text: content }));
  const project = await viewOfFiles(files, '.dockerignore', 'dockerignore');
  const find = (document: ReturnType<typeof documentOf>) => findingsOf(document, { rules: [dockerignoreSyntax], project });
  return () => {
    const document = documentOf(text, 'dockerignore', '.dockerignore');
    return { found: find(document), fixed: fixUntilStable(document, find, 'safe').document.text };
  };
}

it('moves indented comments to column one, all in one finding', async () => {
  const { found, fixed } = await check(' # caches\n__pycache__\n\t# secrets\n.env\n');
  expect(found).toMatchObject([{ severity: 'hint', message: expect.stringContaining('(2 here)'), fixes: [{ kind: 'safe', title: 'Start the 2 comments in column one' }] }]);
  expect(fixed).toBe('# caches\n__pycache__\n# secrets\n.env\n');
});

it('does so with CRLF and a byte order mark', async () => {
  expect((await check('\uFEFF # one\r\n*.md\r\n # two')).fixed).toBe('\uFEFF# one\r\n*.md\r\n# two');
});

it('warns of an indented comment that Docker refuses, and mends it wherever it is built', async () => {
  const { found, fixed } = await check('.git\n   # logs [of the tools\n', {});
  expect(found).toMatchObject([{ messageId: 'refusedComment', severity: 'warning', fixes: [{ kind: 'safe' }] }]);
  expect(fixed).toBe('.git\n# logs [of the tools\n');
});

it('only suggests where nobody knows which files there are', async () => {
  const { found } = await check(' # caches\n', {});
  expect(found).toMatchObject([{ fixes: [{ kind: 'suggestion', title: 'Start the comment in column one: check that no file has such a name' }] }]);
});

it('is silent where a file has that name', async () => {
  const others = { Dockerfile: 'FROM x\nCOPY . .\n', '#1': '', 'notes #1.txt': '', 'src/{a,b}.js': '' };
  expect((await check(' #1\nnotes #1.txt\nsrc/{a,b}.js\n', others)).found).toEqual([]);
});

it('stays quick on thousands of odd lines', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => [`a${i} # b`, `!c${i}/*`, `{d${i},e}`, ` # f${i}`, 'node_modules'][i % 5]!);
  const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`src/${i}/x.js`, '']));
  const made = await checkOf(`${lines.join('\n')}\n*\n`, { Dockerfile: 'FROM x\nCOPY . .\n', ...files });
  expect(cpuTime(() => void made())).toBeLessThan(10_000);
});
