import { describe, expect, it } from 'vitest';
import { BRINGS_BROWSER, LACKING_NODE } from '../../../../server/src/rules/base-image/musl/lackingNode.ts';
import { LACKING_PYTHON } from '../../../../server/src/rules/base-image/musl/lackingPython.ts';
import { muslVerdict, type Dependency } from '../../../../server/src/rules/base-image/musl/muslVerdict.ts';
import { newestVersion, parseRequirement } from '../../../../server/src/rules/base-image/musl/requirement.ts';
import { WORKING_NODE } from '../../../../server/src/rules/base-image/musl/workingNode.ts';
import { WORKING_EXTRAS, WORKING_PYTHON } from '../../../../server/src/rules/base-image/musl/workingPython.ts';
import { fitsMusl } from '../../../../server/src/rules/fits-musl.ts';
import { noLibcMismatch } from '../../../../server/src/rules/no-libc-mismatch.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

function python(text: string): Dependency {
  return parseRequirement(text)!.dependency;
}

function verdictOf(...texts: string[]): string {
  const verdict = muslVerdict(texts.map(python));
  return verdict.kind === 'unknown' ? `unknown: ${verdict.dependency.name}` : verdict.kind === 'fails' ? verdict.failures.map(({ dependency, lack }) => `${dependency.name} ${lack.verdict}`).join(', ') : 'works';
}

describe('the tables', () => {
  it('say one thing of each package', () => {
    expect([...LACKING_PYTHON].filter(([name, { upTo }]) => upTo === null && WORKING_PYTHON.has(name))).toEqual([]);
    expect([...LACKING_NODE.keys()].filter((name) => WORKING_NODE.has(name))).toEqual([]);
    for (const [name, { upTo }] of LACKING_PYTHON) {
      const since = WORKING_PYTHON.get(name);
      if (upTo !== null && since !== undefined) expect(Number(upTo.split('.')[0])).toBeLessThanOrEqual(Number(since.split('.')[0]));
    }
  });

  it('have a source for each entry, and names as they are compared', () => {
    for (const [name, lack] of [...LACKING_PYTHON, ...LACKING_NODE]) expect(lack.source.length, name).toBeGreaterThan(10);
    for (const name of [...LACKING_PYTHON.keys(), ...WORKING_PYTHON.keys()]) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const version of WORKING_PYTHON.values()) expect(version).toMatch(/^\d+(?:\.\d+)*$/);
    for (const [name, { through }] of [...LACKING_PYTHON, ...LACKING_NODE]) if (through !== null) expect(LACKING_PYTHON.has(through) || LACKING_NODE.has(through), name).toBe(true);
    for (const extra of WORKING_EXTRAS) expect(extra).toMatch(/^[\w-]+\[\w+\]$/);
    for (const name of BRINGS_BROWSER) expect(LACKING_NODE.has(name)).toBe(true);
  });
});

describe('a verdict', () => {
  it.each([
    [['flask', 'requests>=2'], 'works'],
    [['numpy==2.2.6', 'uvicorn[standard]==0.30'], 'works'],
    [['numpy==1.19.5'], 'unknown: numpy'],
    [['numpy<1.20'], 'unknown: numpy'],
    [['numpy<3'], 'works'],
    [['uvicorn[mystery]'], 'unknown: uvicorn'],
    [['psycopg'], 'unknown: psycopg'],
    [['psycopg[binary]'], 'works'],
    [['Torch==2.2.0+cpu'], 'torch none'],
    [['Scikit_Learn', 'torch'], 'scikit-learn source, torch none'],
    [['pyarrow==14.0.2'], 'pyarrow source'],
    [['pyarrow~=16.1'], 'pyarrow source'],
    [['pyarrow==20.0.0'], 'unknown: pyarrow'],
    [['pyarrow'], 'works'],
    [['constructor'], 'unknown: constructor'],
    [['__proto__x'], 'unknown: proto-x'],
  ])('%j: %s', (texts, expected) => {
    expect(verdictOf(...texts.map((text) => text.replace(/^__proto__x$/, 'proto-x')))).toBe(expected);
  });
});

describe('a requirement', () => {
  it.each([
    ['flask', 'flask', [], null, false],
    ['Flask [async, dotenv] (>=2.0,<3)', 'flask', ['async', 'dotenv'], '3', false],
    ['a.b_c==1.2.*', 'a-b-c', [], '1.3', false],
    ['x~=1.4.2', 'x', [], '1.5', false],
    ['x>=1 ; python_version >= "3.8" and python_version < "4.0"', 'x', [], null, false],
    ["x ; sys_platform == 'win32'", 'x', [], null, true],
    ['x ; python_version < "3.8"', 'x', [], null, true],
  ])('%s', (text, name, extras, newest, isConditional) => {
    expect(parseRequirement(text)).toEqual({ dependency: { ecosystem: 'python', name, extras, newest }, isConditional });
  });

  it.each(['./lib', '../x', '/abs/x.whl', 'x @ https://example.org/x.whl', 'git+https://example.org/x', '', '-e .', '$VERSION'])('is none of an index: %s', (text) => {
    expect(parseRequirement(text)).toBeNull();
  });

  it('reads the ranges of npm and Poetry', () => {
    expect([newestVersion('^5.1.1'), newestVersion('^0.3.2'), newestVersion('~1.2.3'), newestVersion('1.2.3'), newestVersion('*'), newestVersion('latest'), newestVersion('>=1')]).toEqual(
      ['6', '0.4', '1.3', '1.2.3', null, null, null],
    );
  });
});

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('ends soon, whatever the file is', () => {
  it.each([
    ['many Alpine stages', lines(1_000, (i) => `FROM python:3.12-alpine AS s${i}\nRUN pip install torch`)],
    ['a long chain of stages', `FROM python:3.12-alpine AS s0\n${lines(1_000, (i) => `FROM s${i} AS s${i + 1}\nRUN pip install torch`)}`],
    ['many copies from one stage', `FROM python:3.12 AS b\n${lines(1_000, (i) => `RUN pip install --prefix=/p${i} numpy`)}\nFROM python:3.13-alpine\n${lines(1_000, (i) => `COPY --from=b /p${i} /usr/local`)}`],
    ['files handed on by many stages', `FROM rust:1.85 AS s0\nRUN cargo build --release\n${lines(1_000, (i) => `FROM scratch AS s${i + 1}\nCOPY --from=s${i} /target/release/a /target/release/a`)}\nFROM alpine:3.22\nCOPY --from=s1000 /target/release/a /a\nCMD ["/a"]`],
    ['stages that copy from each other', 'FROM alpine:3.22 AS a\nCOPY --from=b /usr/local/bin/node /x\nFROM node:24 AS b\nCOPY --from=a /usr/local/bin/node /usr/local/bin/node\n'],
    ['one COPY of many files', `FROM node:24 AS n\nFROM alpine:3.22\nCOPY --from=n ${lines(3_000, () => '/usr/local/bin/node').replaceAll('\n', ' ')} /bin/\n`],
    ['odd names', 'FROM node:24 AS __proto__\nFROM alpine:3.22\nCOPY --from=__proto__ /usr/local/bin/node /constructor\nCOPY --from=99 /a /b\nCOPY --from= /a /b\nCOPY --from=$X /a /b\n'],
  ])('%s', async (_, text) => {
    const files = [{ path: 'Dockerfile', text }, { path: 'compose.yml', text: 'services:\n  a:\n    build: .\n' }];
    const project = await viewOfFiles(files, 'Dockerfile', 'dockerfile');
    let found: readonly unknown[] = [];
    expect(cpuTime(() => (found = findingsOf(documentOf(text, 'dockerfile', 'Dockerfile'), { rules: [fitsMusl, noLibcMismatch], project })))).toBeLessThan(12_000);
    expect(found.length).toBeLessThanOrEqual(40);
  });
});
