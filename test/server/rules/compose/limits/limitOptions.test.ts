import { expect, it } from 'vitest';
import { RULES } from '../../../../../server/src/rules/index.ts';
import { cpuTime } from '../../../support/cpuTime.ts';
import { configOf, documentOf, findingsOf } from '../../../support/engine.ts';

function say(id: string, options: object, text: string): string[] {
  const rules = RULES.filter(({ meta }) => meta.id === id);
  return findingsOf(documentOf(text, 'compose'), { rules, config: configOf({ rules: { [id]: options } }) }).map(({ message }) => message);
}

const RESERVED = `services:
  web:
    image: web:1.0
    deploy: {resources: {limits: {cpus: '3', memory: 3G}, reservations: {cpus: '0.5'}}}
`;

it('speaks of reserved CPUs only where it is asked to', () => {
  expect(say('no-ineffective-limit', {}, RESERVED)).toEqual([]);
  expect(say('no-ineffective-limit', { reservedCpus: true }, RESERVED)).toEqual([expect.stringMatching(/reservations\.cpus` \('0\.5'\) of `web` does nothing outside Swarm/)]);
});

it('compares CPUs with the host of the option, and a comment of the file goes first', () => {
  expect(say('no-conflicting-limits', { cpus: 2 }, RESERVED)).toEqual([expect.stringMatching(/\(3\) is more than the 2\.0 CPUs of the host/)]);
  expect(say('no-conflicting-limits', { cpus: 4 }, RESERVED)).toEqual([]);
  expect(say('no-conflicting-limits', { cpus: 2 }, `# drydock host cpus=8\n${RESERVED}`)).toEqual([]);
  expect(say('no-conflicting-limits', { cpus: 2 }, `# drydock host cpus=many\n${RESERVED}`)).toEqual([]);
});

it('adds up for the host of the options, and says nothing without one', () => {
  expect(say('no-overcommit', {}, RESERVED)).toEqual([]);
  expect(say('no-overcommit', { memory: '2G' }, RESERVED)).toEqual([expect.stringMatching(/1 service .* may take 3G of the host's 2G of memory/)]);
  expect(say('no-overcommit', { memory: '2Gi', cpus: 2 }, RESERVED)).toEqual([expect.stringMatching(/may take 3\.0 of the host's 2\.0 CPUs/)]);
});

const IDS = ['no-conflicting-limits', 'no-ineffective-limit', 'no-overcommit'];

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('survives a service called %s', (name) => {
  const text = `# drydock host cpus=1 memory=1G\nservices:\n  ${name}:\n    image: a:1\n    cpus: 0.001\n    mem_limit: 2g\n    profiles: [${name}]\n`;
  for (const id of IDS) say(id, {}, text);
  expect(say('no-conflicting-limits', {}, text)).toHaveLength(1);
});

it('reads thousands of services about as quickly as their number grows', () => {
  const text = (count: number): string =>
    `# drydock host cpus=1 memory=1G\nx-a: &a\n  mem_limit: 512Mi\nservices:\n${Array.from({ length: count }, (_, i) => `  s${i}:\n    <<: *a\n    image: a:1\n    profiles: [p${i}]\n    cpus: 0.001\n`).join('')}`;
  const time = (count: number): number => cpuTime(() => {
    for (const id of IDS) say(id, {}, text(count));
  });
  time(200);
  expect(time(2_000) / time(125)).toBeLessThan(80);
});
