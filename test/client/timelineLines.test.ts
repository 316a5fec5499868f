import { describe, expect, it } from 'vitest';
import { ChartLines } from '../../client/webviews/timeline/chartLines.ts';
import { NO_FILTER } from '../../client/webviews/timeline/filter.ts';
import { stepKey, targetKey } from '../../client/webviews/timeline/layout.ts';
import { shown, step, trace } from './timelineSteps.ts';

describe('which lines the chart has', () => {
  const build = (states: readonly ('done' | 'running')[] = ['done', 'done', 'done']) =>
    shown(
      trace(
        states.map((state, index) => step(`s${index}`, { state, targets: [index === 2 ? 'two' : 'one'], stage: index === 1 ? 'b' : 'a', intervals: [[index * 1_000, index * 1_000 + 500]] })),
        { state: states.includes('running') ? 'running' : 'done' },
      ),
    );
  const lines = () => {
    const all = new ChartLines();
    all.show(build());
    return all;
  };

  it('close and open together, groups within groups too', () => {
    const all = lines();
    const open = all.rows.length;
    all.toggleAll(false);
    expect(all.rows.map(({ key }) => key)).toEqual([targetKey('one'), targetKey('two')]);
    all.toggleAll(true);
    expect(all.rows).toHaveLength(open);
    expect(all.rows.filter(({ kind }) => kind === 'step')).toHaveLength(3);
  });

  it('open around a step that somebody asks for', () => {
    const all = lines();
    all.toggleAll(false);
    expect(all.openAround('s1')).toBe(true);
    expect(all.row(stepKey('s1'))).toMatchObject({ kind: 'step', step: { id: 's1' } });
    expect(all.row(stepKey('s2'))).toBeNull();
    expect(all.openAround('toString')).toBe(false);
  });

  it('always have one that Tab reaches, and know a step that the filter hides', () => {
    const all = lines();
    all.active = stepKey('s0');
    all.setFilter({ ...NO_FILTER, text: 's1' });
    expect([all.hasStep('s0'), all.hasStep('s1')]).toEqual([false, true]);
    expect(all.active).toBe(all.rows[0]!.key);
    all.setFilter({ ...NO_FILTER, text: 'nothing like it' });
    expect([all.isEmpty, all.active]).toEqual([true, null]);
    all.setFilter(NO_FILTER);
    expect(all.active).toBe(targetKey('one'));
  });

  it('keep what was opened while the build goes on, and forget it for another one', () => {
    const all = lines();
    all.toggle(targetKey('one'), false);
    all.show(build());
    expect(all.place(stepKey('s0'))).toBeNull();
    all.reset();
    all.show(build());
    expect(all.place(stepKey('s0'))).not.toBeNull();
  });

  it('lead to the newest running step, or to the closed group around it', () => {
    const all = lines();
    expect(all.newest()).toBeNull();
    all.show(build(['done', 'running', 'running']));
    expect(all.newest()).toEqual({ id: 's2', place: all.place(stepKey('s2')) });
    all.toggleAll(false);
    expect(all.newest()).toEqual({ id: 's2', place: all.place(targetKey('two')) });
  });
});
