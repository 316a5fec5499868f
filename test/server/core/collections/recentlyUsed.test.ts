import { describe, expect, it } from 'vitest';
import { RecentlyUsed } from '../../../../server/src/core/collections/recentlyUsed.ts';

const kept = (values: RecentlyUsed<string, number>, keys: string): string => [...keys].filter((key) => values.get(key) !== undefined).join('');

describe('values by their last use', () => {
  it('are kept as long as they fit together', () => {
    const values = new RecentlyUsed<string, number>(10);
    for (const [at, key] of [...'abc'].entries()) values.set(key, at, 5);
    expect(kept(values, 'abc')).toBe('bc');
    expect(values.get('c')).toBe(2);
  });

  it('stay where somebody asks for them', () => {
    const values = new RecentlyUsed<string, number>(10);
    values.set('a', 1, 5);
    values.set('b', 2, 5);
    expect(values.get('a')).toBe(1);
    values.set('c', 3, 5);
    expect(kept(values, 'abc')).toBe('ac');
  });

  it('count once under their key, with their last size', () => {
    const values = new RecentlyUsed<string, number>(10);
    for (let round = 0; round < 5; round++) values.set('a', round, 6);
    values.set('a', 5, 2);
    values.set('b', 6, 8);
    expect(kept(values, 'ab')).toBe('ab');
    expect(values.get('a')).toBe(5);
  });

  it('give way to the last one, however large it is', () => {
    const values = new RecentlyUsed<string, number>(10);
    for (const key of 'abc') values.set(key, 1, 3);
    values.set('d', 2, 100);
    expect(kept(values, 'abcd')).toBe('d');
    values.set('e', 3, 1);
    expect(kept(values, 'de')).toBe('e');
  });

  it('take nobody\'s place where they are only offered', () => {
    const values = new RecentlyUsed<string, number>(10);
    for (const key of 'abc') values.offer(key, 1, 5);
    expect(kept(values, 'abc')).toBe('ab');
    values.offer('b', 2, 4);
    expect(values.get('b')).toBe(2);
    values.offer('b', 3, 6);
    expect(kept(values, 'ab')).toBe('a');
  });
});
