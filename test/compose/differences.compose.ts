import { describe, expect, it } from 'vitest';
import { differencesBetween, fits } from './support/differences.ts';

const paths = (before: unknown, after: unknown): string[] => differencesBetween(before, after).map(({ path }) => path.join('.'));

describe('differencesBetween', () => {
  it.each([
    ['a network that goes', { networks: { front: null, back: null } }, { networks: { back: null } }, ['networks.front']],
    ['a variable of the host that comes', {}, { environment: { TOKEN: null } }, ['environment.TOKEN']],
    ['a variable that gets a value', { environment: { TOKEN: null } }, { environment: { TOKEN: '' } }, ['environment.TOKEN']],
    ['a list in another order', { ports: [1, 2] }, { ports: [2, 1] }, ['ports']],
    ['a map in the place of a text', { a: 'b' }, { a: { b: 1 } }, ['a']],
  ])('sees %s', (_, before, after, expected) => {
    expect(paths(before, after)).toEqual(expected);
  });

  it.each([
    ['an empty map', {}, { deploy: { resources: {} } }],
    ['an empty list', { ports: [] }, {}],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('takes %s for nothing', (_, before, after) => {
    expect(paths(before, after)).toEqual([]);
  });
});

describe('fits', () => {
  it.each([
    ['services.web.ports', 'services.*.ports', true],
    ['services.web.ports.0', 'services.*.ports', false],
    ['services.web.logging.options.max-size', 'services.*.logging.**', true],
    ['services.web.deploy.resources.limits.pids', 'services.*.deploy.resources.limits.{cpus,memory}', false],
  ])('%s and %s: %s', (path, pattern, expected) => {
    expect(fits(path.split('.'), pattern)).toBe(expected);
  });
});
