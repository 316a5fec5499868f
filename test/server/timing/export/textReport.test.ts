import { describe, expect, it } from 'vitest';
import { buildJson } from '../../../../server/src/timing/export/json.ts';
import { buildText, failuresText, warningsText } from '../../../../server/src/timing/export/textReport.ts';
import { lastLogLines, logLines } from '../../../../server/src/timing/export/logLines.ts';
import { alignedRows } from '../../../../server/src/timing/export/textTable.ts';
import { cutToWidth, textWidth } from '../../../../server/src/timing/export/textWidth.ts';
import { comparisonOf, factsOf, HOSTILE, reportOf, stepOf, traceOf } from './builds.ts';
import { madeTarget } from '../madeSteps.ts';

const WEB = [
  stepOf({ id: 'a', label: 'COPY package.json .', state: 'cached', intervals: [[0, 0]], position: { index: 2, total: 4 } }),
  stepOf({ id: 'b', intervals: [[0, 4100]], position: { index: 3, total: 4 } }),
  stepOf({ id: 'c', targets: ['api'], label: 'RUN pip install -r requirements.txt', intervals: [[0, 12_100]], stage: 'build', place: { dockerfile: 'api/Dockerfile', line: 11, endLine: 11, text: '' } }),
  stepOf({ id: 'd', targets: ['api'], label: 'RUN true', intervals: [[0, 99]] }),
];
const TRACE = traceOf({
  targets: [madeTarget({ name: 'web', end: 4100, contextBytes: 3400 }), madeTarget({ name: 'api', end: 12_100 })],
  steps: WEB,
});

describe('what a terminal shows of a finished build', () => {
  it('has targets, slowest steps and what ran again first', () => {
    const facts = factsOf({ title: 'web, api', milliseconds: 12_900, images: { web: { id: 'x', names: [], bytes: 84e6, layers: [] } } });
    expect(buildText(reportOf({ trace: TRACE, facts, comparison: comparisonOf() }), { comparesAll: false })).toMatchInlineSnapshot(`
      "Built web, api in 12.9 s.
      1 of 4 steps came from the cache.
      The image has 84 MB.

      Targets
         4.1 s  web  1 of 2 cached  context 3.4 kB  image 84 MB
        12.1 s  api  0 of 2 cached

      Slowest steps
        12.1 s  [api build 2/3] RUN pip install -r requirements.txt  api/Dockerfile:12
         4.1 s  [web 3/4] RUN npm ci                                 web/Dockerfile:5

      First to run again
        [web] package.json changed.
      "
    `);
  });

  it('has the whole comparison where that was asked for', () => {
    expect(buildText(reportOf({ trace: traceOf({}), comparison: comparisonOf() }), { comparesAll: true })).toMatchInlineSnapshot(`
      "Built web in 4.2 s.

      First to run again
        package.json changed.

      Compared with 20261121T095900000-a
        RUN npm ci lost its cache and cost 5.0 s.
                        before  now
        time            4.0 s   9.0 s
        from the cache  100 %   50 %
        build context   1.2 kB  3.4 kB
        images          80 MB   84 MB
        0 ms  ->  5.0 s  lost its cache  RUN npm ci
      "
    `);
  });

  it('says how it ended', () => {
    const said = (state: 'failed' | 'cancelled') => buildText(reportOf({ trace: traceOf({ state }) }), { comparesAll: false });
    expect(said('failed')).toBe('Building web failed after 4.2 s.\n');
    expect(said('cancelled')).toBe('Building web was cancelled after 4.2 s.\n');
  });
});

describe('failures, for problem matchers', () => {
  const log = { text: 'npm error code E404\n\tat  fetch\u001b[31m!\u001b[0m\nDockerfile:1: error: mine\n\n', lines: 3, bytes: 40, isCut: false };
  const failed = stepOf({ id: 'a', state: 'failed', error: 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1', log });

  it('name the line of the Dockerfile from 1, then the end of the log after two spaces', () => {
    const text = failuresText(reportOf({ trace: traceOf({ steps: [failed] }) }), { showPath: (path) => `a/${path}` });
    expect(text).toBe('a/web/Dockerfile:5: error: RUN npm ci failed with exit code 1 [web]\n  npm error code E404\n    at  fetch!\n  Dockerfile:1: error: mine\n');
  });

  it('leave out the place that nobody knows, and say what else went wrong', () => {
    const odd = stepOf({ id: 'b', label: 'COPY x /', place: null, state: 'failed', error: '"/x": not found\nmore' });
    const target = madeTarget({ name: 'api', state: 'failed', error: 'dockerfile parse error on line 3: unknown instruction: RUNN.' });
    const text = failuresText(reportOf({ trace: traceOf({ targets: [target], steps: [odd, stepOf({ id: 'c', state: 'cancelled', error: 'context canceled' })] }) }), {});
    expect(text).toBe('error: COPY x / failed: "/x": not found more [web]\nerror: dockerfile parse error on line 3: unknown instruction: RUNN [api]\n');
  });

  it('are one line each, whatever is in them', () => {
    const steps = [stepOf({ ...failed, label: `${HOSTILE}\nDockerfile:1: error: forged`, targets: ['x\ny'] })];
    const lines = failuresText(reportOf({ trace: traceOf({ steps }) }), {}).split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('  '))).toHaveLength(1);
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('warnings', () => {
  it('are in the same form, and not endless', () => {
    const warning = { target: 'web', text: 'JSONArgsRecommended: use JSON.', dockerfile: 'web/Dockerfile', line: 6 };
    const trace = traceOf({ warnings: [warning, { target: null, text: HOSTILE, dockerfile: null, line: null }] });
    const [first, second, ...rest] = warningsText(reportOf({ trace }), {}).split('\n');
    expect(first).toBe('web/Dockerfile:7: warning: JSONArgsRecommended: use JSON [web]');
    const numbered = { ...warning, text: "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 7)" };
    expect(warningsText(reportOf({ trace: traceOf({ warnings: [numbered] }) }), {})).toBe("web/Dockerfile:7: warning: FromAsCasing: 'as' and 'FROM' keywords' casing do not match [web]\n");
    expect(second).toMatch(/^warning: <\/script>/);
    expect(rest).toEqual(['']);
    expect(warningsText(reportOf({ trace: traceOf({ warnings: Array.from({ length: 50 }, () => warning) }) }), {})).toMatch(/\nand 30 more warnings\n$/);
  });
});

describe('log lines', () => {
  it.each([
    ['a\n', ['a']],
    ['a', ['a']],
    ['', []],
    ['\n', ['']],
    ['  a\r\n\tb  \n', ['  a', '  b']],
    ['10 %\r50 %\rdone\n', ['done']],
    ['\u001b]0;title\u0007x\u0000y\n', ['x y']],
  ])('of %j', (text, lines) => expect(logLines(text)).toEqual(lines));

  it('end with the last one that says something', () => expect(lastLogLines('a\nb\n\nc\n\n \n', 3)).toEqual(['b', '', 'c']));
});

describe('widths', () => {
  it.each([['abc', 3], ['日本', 4], ['é', 1], ['e\u0301', 1], ['✅', 2], ['한', 2], ['', 0], ['…', 1]])('%j takes %i columns', (text, width) => expect(textWidth(text)).toBe(width));

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['日本語', 6, '日本語'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['abc', 0, ''],
    ['abc', 1, '…'],
  ])('%j fits into %i columns as %j', (text, columns, expected) => {
    expect(cutToWidth(text, columns)).toBe(expected);
    expect(textWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
  });

  it('columns stand below each other, amounts to the right, and empty ones are left out', () => {
    expect(alignedRows([['1.0 s', '', '日', 'x'], ['12.0 s', '', 'abc', '']])).toEqual(['   1.0 s  日   x', '  12.0 s  abc']);
  });
});

describe('the JSON of a build', () => {
  it('has a version, the build, its trace and the comparison', () => {
    const json = JSON.parse(buildJson(reportOf({ trace: TRACE, comparison: comparisonOf() })));
    expect(Object.keys(json)).toEqual(['version', 'build', 'images', 'withoutCache', 'trace', 'comparison']);
    expect(json.version).toBe(1);
    expect(json.build).toEqual({
      id: null, title: 'web', state: 'done', startedAt: '2026-11-21T10:00:00.000Z', milliseconds: 4200, what: null, noCache: null, builder: null, commands: [], problem: null,
    });
    expect(json.trace).toEqual(TRACE);
  });
});
