import { describe, expect, it } from 'vitest';
import { NO_FILTER, stepFilter } from '../../client/webviews/timeline/filter.ts';
import { groupsOf, type LayoutChoices, layoutRows, type Row, stepKey, targetKey } from '../../client/webviews/timeline/layout.ts';
import type { BuildTrace, TraceStep } from '../../server/src/timing/trace.ts';
import { step, target, trace, waiting } from './timelineSteps.ts';

const ALL: LayoutChoices = { toggled: new Map(), keep: () => true, isFiltering: false };
const layOut = (told: BuildTrace, choices: Partial<LayoutChoices> = {}) => layoutRows(told, { ...ALL, ...choices });

/** As the chart reads: indented names, groups with a sign for open and closed. */
function lines(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    const text = row.kind === 'step' ? row.step.id : `${row.isOpen ? '-' : '+'} ${row.group} ${row.name}`.trim();
    return `${'  '.repeat(row.level - 1)}${text}`;
  });
}

const at = (index: number) => ({ position: { index, total: 9 } });
const inStage = (id: string, stage: string, line: number, differences: Partial<TraceStep> = {}) =>
  step(id, { stage, place: { dockerfile: 'Dockerfile', line, endLine: line, text: '' }, ...differences });

describe('lines of the chart', () => {
  it('gives the only target and its only stage no line of their own', () => {
    expect(lines(layOut(trace([step('a', at(1)), step('b', at(2))])))).toEqual(['a', 'b']);
  });

  it('puts the builder’s own work first in one closed line, then the context, stages as the Dockerfile has them, and the export', () => {
    const steps = [
      step('export', { kind: 'export' }),
      step('last', { ...inStage('last', 'stage-1', 20), ...at(1) }),
      step('second', { ...inStage('second', 'builder', 5), ...at(3) }),
      step('from', { ...inStage('from', 'builder', 1), kind: 'base', ...at(1) }),
      step('context', { kind: 'context' }),
      step('definition', { kind: 'internal' }),
      step('metadata', { kind: 'internal' }),
    ];
    expect(lines(layOut(trace(steps)))).toEqual(['+ internal', 'context', '- stage builder', '  from', '  second', '- stage stage-1', '  last', 'export']);
  });

  it('opens the builder’s own work where it failed', () => {
    const steps = [step('definition', { kind: 'internal' }), step('metadata', { kind: 'internal', state: 'failed' })];
    expect(lines(layOut(trace(steps)))).toEqual(['- internal', '  definition', '  metadata']);
  });

  it('orders stages without known lines as they began, and those that have not begun behind them', () => {
    const steps = [waiting('z', { stage: 'late' }), step('y', { stage: 'second', intervals: [[5, 6]] }), step('x', { stage: 'first', intervals: [[1, 2]] })];
    expect(lines(layOut(trace(steps)))).toEqual(['- stage first', '  x', '- stage second', '  y', '- stage late', '  z']);
  });

  it('keeps steps without a position behind those they came after', () => {
    const steps = [step('b', at(2)), step('loose'), step('a', at(1))];
    expect(lines(layOut(trace(steps)))).toEqual(['a', 'b', 'loose']);
  });

  it('shows a step of several targets once, under its owner', () => {
    const told = trace([step('shared', { targets: ['base', 'api'] }), step('own', { targets: ['api'] })]);
    expect(lines(layOut(told))).toEqual(['- target base', '  shared', '- target api', '  own']);
  });

  it('shows targets that wait, and steps of targets that nobody announced', () => {
    const told = trace([step('odd', { targets: ['unknown'] })], { targets: [target('later', { state: 'waiting' })] });
    expect(lines(layOut(told))).toEqual(['- target later', '- target unknown', '  odd']);
  });

  it('starts as an overview of many targets, with those open that failed', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const told = trace(names.map((name) => step(`${name}1`, { targets: [name] })), { targets: names.map((name) => target(name, { state: name === 'c' ? 'failed' : 'done' })) });
    expect(lines(layOut(told))).toEqual(['+ target a', '+ target b', '- target c', '  c1', '+ target d', '+ target e', '+ target f', '+ target g']);
  });

  it('remembers what somebody opened and closed', () => {
    const told = trace([step('a', { targets: ['one'] }), step('b', { targets: ['two'] })]);
    expect(lines(layOut(told, { toggled: new Map([[targetKey('one'), false]]) }))).toEqual(['+ target one', '- target two', '  b']);
  });

  it('leaves out groups in which nothing passes a filter, and opens the others', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const told = trace(names.map((name) => step(`${name}1`, { targets: [name] })));
    const keep = stepFilter({ ...NO_FILTER, text: 'c1' });
    expect(lines(layOut(told, { keep, isFiltering: true }))).toEqual(['- target c', '  c1']);
  });

  it('tells screen readers the place of each line among its siblings', () => {
    const rows = layOut(trace([step('a', { targets: ['one'] }), step('b', { targets: ['two'] }), step('c', { targets: ['two'] })]));
    expect(rows.map(({ level, position, siblings, parent }) => [level, position, siblings, parent])).toEqual([
      [1, 1, 2, null],
      [2, 1, 1, targetKey('one')],
      [1, 2, 2, null],
      [2, 1, 2, targetKey('two')],
      [2, 2, 2, targetKey('two')],
    ]);
  });

  it('keeps keys apart, whatever targets and steps are called', () => {
    const names = ['__proto__', 'constructor', 'a", "b', 'a'];
    const told = trace(names.flatMap((name) => [step(`target ${name}`, { targets: [name], stage: 'x' }), step(`${name} 2`, { targets: [name], stage: 'b", "x' })]));
    const keys = layOut(told).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(4 + 8 + 8);
  });

  it('names the groups that must be open for a step to be seen', () => {
    const hidden = [step('deep', { targets: ['a'], stage: 'builder' }), step('other', { targets: ['a'], stage: 'final' }), step('meta', { targets: ['a'], kind: 'internal' })];
    const told = trace([...hidden, step('meta2', { targets: ['a'], kind: 'internal' }), step('b', { targets: ['b'] })]);
    const closed = new Map(layOut(told).filter(({ kind }) => kind === 'group').map(({ key }) => [key, false]));
    for (const one of hidden) {
      const toggled = new Map([...closed, ...groupsOf(one).map((key) => [key, true] as const)]);
      expect(layOut(told, { toggled }).map(({ key }) => key)).toContain(stepKey(one.id));
    }
  });

  it('lays out ten thousand steps of one stage and of ten thousand stages', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => index);
    expect(layOut(trace(many.map((index) => step(`s${index}`, { position: { index: 10_000 - index, total: 10_000 } }))))[0]).toMatchObject({ step: { id: 's9999' } });
    expect(layOut(trace(many.map((index) => step(`s${index}`, { stage: `stage-${index}` }))))).toHaveLength(20_000);
  });
});
