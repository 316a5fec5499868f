import { describe, expect, it } from 'vitest';
import { BuildOrder, type Needing } from '../../../server/src/build/buildOrder.ts';

const target = (name: string, ...needs: string[]): Needing => ({ name, needs });

/** Builds all of them, the one that began first ends first: what ran at once, round by round. */
function rounds(order: BuildOrder): string[] {
  const running: string[] = [];
  const told: string[] = [];
  while (!order.isDone) {
    running.push(...order.next());
    told.push(running.join(' '));
    order.built(running.shift()!);
  }
  return told;
}

describe('the order of targets', () => {
  const SHOP = [target('web', 'base'), target('api', 'base', 'tools'), target('base'), target('tools'), target('worker', 'api')];

  it('has what a target needs first, and all at once that can be', () => {
    expect(rounds(new BuildOrder(SHOP, 0))).toEqual(['base tools', 'tools web', 'web api', 'api', 'worker']);
  });

  it('keeps a limit', () => {
    expect(rounds(new BuildOrder(SHOP, 1))).toEqual(['base', 'tools', 'web', 'api', 'worker']);
    expect(rounds(new BuildOrder(SHOP, 2))).toEqual(['base tools', 'tools web', 'web api', 'api', 'worker']);
  });

  it('takes no notice of needs that are no targets, and of a target that needs itself', () => {
    expect(rounds(new BuildOrder([target('a', 'a', 'nothing'), target('b')], 1))).toEqual(['a', 'b']);
  });

  it('begins somewhere in a circle', () => {
    expect(rounds(new BuildOrder([target('a', 'c'), target('b', 'a'), target('c', 'b'), target('d', 'a')], 0))).toEqual(['a', 'b d', 'd c', 'c']);
  });

  it('tells what a failure leaves unbuilt, however far away', () => {
    const order = new BuildOrder(SHOP, 0);
    expect(order.next()).toEqual(['base', 'tools']);
    expect(order.failed('tools')).toEqual(['api', 'worker']);
    order.built('base');
    expect(order.next()).toEqual(['web']);
    expect(order.failed('web')).toEqual([]);
    expect(order.isDone).toBe(true);
  });

  it('begins nothing more when it is stopped', () => {
    const order = new BuildOrder(SHOP, 1);
    order.next();
    expect(order.stop()).toEqual(['web', 'api', 'tools', 'worker']);
    expect(order.isDone).toBe(false);
    order.built('base');
    expect(order.next()).toEqual([]);
    expect(order.isDone).toBe(true);
  });

  it('goes through a chain of ten thousand', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => target(`t${index}`, `t${index + 1}`));
    expect(rounds(new BuildOrder(chain, 1))[0]).toBe('t9999');
    const order = new BuildOrder(chain, 0);
    order.next();
    expect(order.failed('t9999')).toHaveLength(9_999);
  });
});
