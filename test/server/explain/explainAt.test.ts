import { describe, expect, it } from 'vitest';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import { languageOf } from '../../../server/src/core/engine/fileKinds.ts';
import { explainAt } from '../../../server/src/explain/explainAt.ts';
import { code } from '../../../server/src/explain/markdown.ts';
import { cpuTime } from '../support/cpuTime.ts';
import { shell } from '../support/engine.ts';
import { explained, explainedAlone } from './explained.ts';

describe('names of files', () => {
  it.each([
    ['a.py', '`a.py`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``[x](command:y)', '``` ``[x](command:y) ```'],
    ['a\nb', '`a?b`'],
    ['a\u202eb', '`a?b`'],
    ['a\u2028b', '`a?b`'],
    ['', '(nothing)'],
    ['x'.repeat(100), `\`${'x'.repeat(59)}…\``],
  ])('%j are shown as code', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('of services are code too', async () => {
    const name = '[x](https://a.b)`<b>';
    const files = { 'compose.yaml': `services:\n  ? ${JSON.stringify(name)}\n  : build: { context: ., target: two }\n`, 'Dockerfile': 'FROM scratch AS one\nFROM scratch AS two\n', '.dockerignore': 'x\n' };
    for (const [path, at] of [['Dockerfile', 'FROM scratch AS one'], ['Dockerfile', 'FROM scratch AS two'], ['.dockerignore', 'x']] as const) {
      expect(await explained({ files }, path, at)).toContain('``[x](https://a.b)`<b>``');
    }
  });

  it('are code wherever they come from', async () => {
    const files = { 'a`<b>*/Dockerfile': 'FROM scratch\nCOPY **x** [y](z) /\nRUN make\n', 'a`<b>*/**x**': '', 'a`<b>*/.dockerignore': '*_*\n' };
    for (const at of ['FROM', '**x**', '[y]', 'RUN']) {
      const found = await explained({ files }, 'a`<b>*/Dockerfile', at);
      const prose = (found ?? '').replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '').replace(/\*\*[\w ]+\*\*/g, '');
      expect(prose).not.toMatch(/[<>[\]]|\*\*x/);
    }
  });
});

describe('nothing is said', () => {
  it.each([
    ['FROM scratch\nENV A=1\nWORKDIR /x\nCMD x\n', ['ENV', 'WORKDIR', 'CMD', 'A=1']],
    ['FROM scratch\nONBUILD RUN x\nONBUILD COPY . .\n', ['ONBUILD RUN', 'RUN', 'COPY', '. .']],
    ['# FROM x\nFROM scratch\n', ['# FROM']],
    ['RUN x\nCOPY a b\n', ['RUN', 'a b']],
  ])('of %j', (text, places) => {
    for (const at of places) expect(explainedAlone(text, at)).toBeNull();
  });

  it('of binary texts', () => {
    expect(explainedAlone('FROM python:3.9\n\0', 'FROM')).toBeNull();
  });
});

describe('hostile files', () => {
  it.each([
    ['stages', Array.from({ length: 3_000 }, (_, i) => `FROM ${i === 0 ? 'scratch' : `s${i - 1}`} AS s${i}\nCOPY . .\nRUN x\n`).join(''), 'Dockerfile'],
    ['copies', `FROM scratch\n${'COPY --from=x a b c /d\nARG GIT_SHA\n'.repeat(10_000)}RUN x\n`, 'Dockerfile'],
    ['sources', `FROM scratch\nCOPY ${'a '.repeat(20_000)}/d\nRUN x\n`, 'Dockerfile'],
    ['mounts', `FROM scratch\nRUN ${'--mount=type=bind,source=a,target=/a '.repeat(5_000)}x\n`, 'Dockerfile'],
    ['variables', `ARG A=x\nFROM ${'${A}'.repeat(5_000)}\nRUN x\n`, 'Dockerfile'],
    ['patterns', '**/a*b*c\n!x\n'.repeat(5_000), '.dockerignore'],
    ['services', `services:\n${Array.from({ length: 2_000 }, (_, i) => `  s${i}:\n    build: .\n`).join('')}`, 'compose.yaml'],
  ])('of many %s are explained in no time', async (_, text, path) => {
    const document = new SourceDocument(path, languageOf(path)!, text, shell);
    explainAt(document, 0, null);
    const files = { [path]: text, 'Dockerfile': path === 'Dockerfile' ? text : 'FROM scratch\nCOPY . .\n', 'a': '' };
    await explained({ files, sizes: { '.': { a: 1 } } }, path, text.slice(-20));
    const time = cpuTime(() => {
      for (const offset of [0, text.length >> 1, text.length - 2]) explainAt(document, offset, null);
    });
    expect(time).toBeLessThan(1_000);
  });
});
