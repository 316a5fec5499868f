import { expect, it } from 'vitest';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';

it('calls a build by its services, else by its files', () => {
  expect(builtTitle({ kind: 'compose', files: ['compose.yml'], names: ['api', 'web'] })).toBe('api, web');
  expect(builtTitle({ kind: 'dockerfile', files: ['api/Dockerfile'], names: [] })).toBe('api/Dockerfile');
  expect(builtTitle({ kind: 'dockerfile', files: ['api/Dockerfile'], names: ['prod'] })).toBe('api/Dockerfile (prod)');
  expect(builtTitle({ kind: 'compose', files: ['compose.yml'], names: [] })).toBe('all services of compose.yml');
  expect(builtTitle({ kind: 'bake', files: ['docker-bake.hcl'], names: [] })).toBe('all targets of docker-bake.hcl');
  expect(builtTitle({ kind: 'bake', files: [], names: ['a', 'b', 'c', 'd', 'e'] })).toBe('a, b, c and 2 more');
});
