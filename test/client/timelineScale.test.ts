import { describe, expect, it } from 'vitest';
import { boundedZoom, createScale, growingEnd, scrollAfterZoom, ticks } from '../../client/webviews/timeline/scale.ts';
import { rowsInView, scrollInto } from '../../client/webviews/timeline/viewport.ts';

describe('scale', () => {
  it('shows all of a build at zoom 1, with room for what is written beside the last bar', () => {
    const scale = createScale(60_000, 800, 1);
    expect(scale.x(0)).toBe(0);
    expect(scale.x(60_000)).toBe(scale.width);
    expect(scale.width).toBeLessThan(800 - 60);
    expect(scale.time(scale.x(12_345))).toBeCloseTo(12_345);
  });

  it('has a width for a build of no time and in no room', () => {
    const scale = createScale(0, 0, 1);
    expect(scale.x(0)).toBe(0);
    expect(Number.isFinite(scale.x(1))).toBe(true);
    expect(scale.width).toBeGreaterThan(0);
  });

  it('zooms neither out of all nor further than browsers can draw', () => {
    expect(boundedZoom(0.2, 800)).toBe(1);
    expect(boundedZoom(3, 800)).toBe(3);
    expect(boundedZoom(1e12, 800) * 800).toBeLessThanOrEqual(4_000_000);
    expect(boundedZoom(Number.MIN_VALUE, 0)).toBe(1);
  });

  it('keeps what is under the pointer in its place when it zooms', () => {
    const before = createScale(10_000, 800, 2);
    const after = createScale(10_000, 800, 5);
    const scroll = scrollAfterZoom(100, 250, before, after);
    expect(after.time(scroll + 250)).toBeCloseTo(before.time(100 + 250));
    expect(scrollAfterZoom(0, 0, after, before)).toBe(0);
  });
});

describe('times of the axis', () => {
  const texts = (end: number, room: number, zoom = 1) => {
    const scale = createScale(end, room, zoom);
    return ticks(scale, 0, end, 84).map(({ text }) => text);
  };

  it('are round, whatever the length of the build', () => {
    expect(texts(40, 700)).toEqual(['0', '10 ms', '20 ms', '30 ms', '40 ms']);
    expect(texts(1_300, 700)).toEqual(['0', '0.2 s', '0.4 s', '0.6 s', '0.8 s', '1.0 s', '1.2 s']);
    expect(texts(6_400, 900)).toEqual(['0', '1 s', '2 s', '3 s', '4 s', '5 s', '6 s']);
    expect(texts(114_000, 500)).toEqual(['0', '30 s', '1 min', '1 min 30 s']);
    expect(texts(5 * 3_600_000, 700)).toEqual(['0', '1 h', '2 h', '3 h', '4 h', '5 h']);
  });

  it('are exact at high zoom, and each of them is another text', () => {
    const scale = createScale(600_000, 800, 1_000);
    const shown = ticks(scale, 61_000, 61_000 + scale.time(800), 84).map(({ text }) => text);
    expect(shown.length).toBeGreaterThan(4);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown[0]).toBe('1 min 1 s');
  });

  it('are at least so far apart, and bounded in number', () => {
    for (const end of [1, 17, 999, 12_345, 7e6, 4e8, 1e13]) {
      const scale = createScale(end, 800, 1);
      const shown = ticks(scale, 0, end, 84);
      for (let index = 1; index < shown.length; index++) expect(scale.x(shown[index]!.time - shown[index - 1]!.time)).toBeGreaterThanOrEqual(84 - 1e-6);
      expect(shown.length).toBeLessThan(12);
    }
    expect(ticks(createScale(1e9, 800, 1), 0, 1e15, 0).length).toBeLessThanOrEqual(1_001);
  });

  it('leave room to grow in a build that runs, in steps that are rare', () => {
    let ends = 0;
    let before = 0;
    for (let now = 0; now < 600_000; now += 250) {
      const end = growingEnd(now);
      if (end <= now || end > Math.max(5_000, now * 1.3) || end < before) expect.fail(`${now} to ${end}`);
      if (end !== before) ends++;
      before = end;
    }
    expect(ends).toBeLessThan(45);
    expect(growingEnd(1e10)).toBeGreaterThan(1e10);
  });
});

describe('lines in view', () => {
  it('are those in view and a margin, within what there is', () => {
    expect(rowsInView(0, 200, 20, 1_000, 5)).toEqual({ first: 0, end: 15 });
    expect(rowsInView(2_000, 200, 20, 1_000, 5)).toEqual({ first: 95, end: 115 });
    expect(rowsInView(19_900, 200, 20, 1_000, 5)).toEqual({ first: 990, end: 1_000 });
    expect(rowsInView(5_000, 200, 20, 3, 5)).toEqual({ first: 3, end: 3 });
    expect(rowsInView(0, 200, 20, 0, 5)).toEqual({ first: 0, end: 0 });
  });

  it('are scrolled to by the shortest way', () => {
    expect(scrollInto(100, 200, 150, 170)).toBe(100);
    expect(scrollInto(100, 200, 290, 320)).toBe(120);
    expect(scrollInto(100, 200, 40, 60)).toBe(40);
    expect(scrollInto(0, 200, 50, 900)).toBe(50);
  });
});
