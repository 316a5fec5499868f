import { describe, expect, it } from 'vitest';
import { isFiltering, NO_FILTER, stepFilter } from '../../client/webviews/timeline/filter.ts';
import { readState } from '../../client/webviews/timeline/savedState.ts';
import { COLUMNS, type Sorting, sortSteps, toMarkdown, toTsv } from '../../client/webviews/timeline/tableRows.ts';
import { step, waiting } from './timelineSteps.ts';

const CLOCK = { now: 10_000, isLive: false };
const ids = (steps: readonly { readonly id: string }[]) => steps.map(({ id }) => id).join(' ');

describe('sorting', () => {
  const steps = [
    step('slow', { intervals: [[2_000, 9_000]], bytes: 5 }),
    waiting('never', { label: 'COPY z' }),
    step('quick', { intervals: [[1_000, 1_010]], label: 'COPY a', bytes: 70 }),
    step('same', { intervals: [[1_000, 1_010]] }),
  ];
  const sorted = (column: Sorting['column'], isAscending: boolean) => ids(sortSteps(steps, { column, isAscending }, CLOCK));

  it('is by what a column means, not by how it is written', () => {
    expect(sorted('duration', false)).toBe('slow quick same never');
    expect(sorted('duration', true)).toBe('quick same slow never');
    expect(sorted('bytes', false)).toBe('quick slow never same');
    expect(sorted('step', true)).toBe('quick never same slow');
    expect(sorted('start', true)).toBe('quick same slow never');
  });

  it('leaves what is unknown last and equal steps as they were reported', () => {
    expect(sorted('bytes', true)).toBe('slow quick never same');
    expect(sorted('target', false)).toBe('slow never quick same');
    expect(sortSteps(steps, null, CLOCK)).toBe(steps);
  });
});

describe('copies', () => {
  const hostile = step('x', { label: 'RUN a | b\t`c` <b>&amp;\n* [x](y)', targets: ['=cmd()'], stage: '-x', bytes: 1_234, position: { index: 1, total: 2 } });

  it('are for spreadsheets: plain figures, one line for each step, and no formulas', () => {
    const [titles, row, ...rest] = toTsv([hostile], CLOCK).split('\n');
    expect(titles).toBe('Target\tStage\tStep\tState\tStart (s)\tDuration (s)\tCached\tSize (bytes)');
    expect(row).toBe("'=cmd()\t'-x\tRUN a | b `c` <b>&amp; * [x](y)\tdone\t1.000\t2.000\tno\t1234");
    expect(rest).toEqual(['']);
  });

  it('are for tickets: a Markdown table that nothing in it can break', () => {
    const [titles, rule, row, ...rest] = toMarkdown([hostile], CLOCK).split('\n');
    expect(titles).toBe('| Target | Stage | Step | State | Start | Duration | Cached | Size |');
    expect(rule).toBe('| --- | --- | --- | --- | ---: | ---: | --- | ---: |');
    expect(row).toBe('| \\=cmd\\(\\) | \\-x | RUN a \\| b \\`c\\` &lt;b\\>&amp;amp; \\* \\[x\\]\\(y\\) | done | 1.0 s | 2.0 s | no | 1.2 kB |');
    expect(rest).toEqual(['']);
  });

  it('leave empty what is not known', () => {
    expect(toTsv([waiting('x')], CLOCK).split('\n')[1]).toBe('web\t\tRUN x\tnot started\t\t\t\t');
    expect(toMarkdown([waiting('x')], CLOCK).split('\n')[2]).toBe('| web | – | RUN x | not started | – | – | – | – |');
  });

  it('say of instructions alone whether the cache served them', () => {
    const cached = COLUMNS.find(({ id }) => id === 'cached')!;
    expect(cached.text(step('x', { state: 'cached' }), CLOCK)).toBe('yes');
    expect(cached.text(step('x'), CLOCK)).toBe('no');
    expect(cached.text(step('x', { kind: 'export' }), CLOCK)).toBe('–');
  });
});

describe('filter', () => {
  const npm = step('npm', { label: 'RUN npm ci', stage: 'builder', targets: ['web', 'api'] });
  const cached = step('cached', { label: 'COPY . .', state: 'cached', intervals: [[5, 5]], isCritical: true });
  const passes = (filter: Partial<typeof NO_FILTER>) => ids([npm, cached, waiting('later')].filter(stepFilter({ ...NO_FILTER, ...filter })));

  it('finds all words in names, targets, stages and states, whatever their case', () => {
    expect(passes({ text: '' })).toBe('npm cached later');
    expect(passes({ text: 'NPM  builder' })).toBe('npm');
    expect(passes({ text: 'api' })).toBe('npm');
    expect(passes({ text: 'cached' })).toBe('cached');
    expect(passes({ text: '.*' })).toBe('');
  });

  it('leaves what really ran, and the critical path', () => {
    expect(passes({ onlyRan: true })).toBe('npm');
    expect(passes({ onlyCritical: true })).toBe('cached');
    expect(passes({ onlyRan: true, onlyCritical: true })).toBe('');
  });

  it('knows when it is none', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering({ ...NO_FILTER, text: '  ' })).toBe(false);
    expect(isFiltering({ ...NO_FILTER, onlyRan: true })).toBe(true);
  });
});

it('takes of a kept state only what it knows', () => {
  const none = { filter: NO_FILTER, sorting: null };
  for (const odd of [null, undefined, 3, 'x', [], { filter: 7, sorting: { column: '__proto__' } }]) expect(readState(odd)).toEqual(none);
  const kept = { filter: { text: 'npm', onlyRan: true, onlyCritical: false }, sorting: { column: 'duration', isAscending: false } };
  expect(readState(structuredClone(kept))).toEqual(kept);
});
