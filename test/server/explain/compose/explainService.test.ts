import { expect, it } from 'vitest';
import { cpuTime } from '../../support/cpuTime.ts';
import { explained, explainedAlone } from '../explained.ts';

const files = {
  'compose.yaml': `services:
  db:
    image: postgres:16
  migrate:
    image: app
    depends_on:
      db: {condition: service_healthy}
  api:
    image: app
    depends_on:
      migrate: {condition: service_completed_successfully}
      cache: {condition: service_started, required: false}
  cache:
    image: redis:7
  proxy:
    image: nginx
    network_mode: service:api
  debug:
    image: busybox
    profiles: [debug]
    depends_on: [proxy]
`,
  'compose.override.yaml': 'services:\n  cache:\n    depends_on: [db]\n  mail:\n    image: mailpit\n',
};
const order = '1. `db` and `mail`\n2. `migrate` and `cache`\n3. `api`\n4. `proxy`';

it('tells what a service waits for, what waits for it, and the waves', async () => {
  expect(await explained({ files }, 'compose.yaml', 'api:')).toBe(
    `Waits for \`migrate\` (until it has ended well) and \`cache\` (if it is there). \`proxy\` waits for it.\n\nStarts in wave **3** of 4:\n\n${order}`,
  );
  expect(await explained({ files }, 'compose.yaml', 'db:')).toBe(`Waits for no other service. \`migrate\` and \`cache\` wait for it.\n\nStarts in wave **1** of 4:\n\n${order}`);
  expect(await explained({ files }, 'compose.yaml', 'proxy:')).toContain('Waits for `api` (for its `network_mode`).');
  expect(await explained({ files }, 'compose.yaml', 'debug:')).toContain('Starts only when a profile asks for it, then as number 5.');
});

it('knows the whole project in each of its files', async () => {
  expect(await explained({ files }, 'compose.override.yaml', 'cache:')).toContain('Waits for `db`. `api` waits for it.\n\nStarts in wave **2** of 4');
});

it('speaks of circles', () => {
  const text = 'services:\n  a:\n    image: busybox\n    depends_on: [b]\n  b:\n    image: busybox\n    depends_on: [a]\n  c:\n    image: busybox\n    depends_on: [a]\n';
  expect(explainedAlone(text, 'a:', 'compose.yaml')).toBe('Waits for `b`. `b` and `c` wait for it.\n\nIt waits for itself in a circle, which compose refuses.');
  expect(explainedAlone(text, 'c:', 'compose.yaml')).toContain('It waits for services that wait for each other in a circle');
});

it('says nothing where nothing waits, and nothing elsewhere', async () => {
  expect(explainedAlone('services:\n  a:\n    image: busybox\n  b:\n    image: busybox\n', 'a:', 'compose.yaml')).toBeNull();
  for (const at of ['services', 'image', 'depends_on', 'condition']) expect(await explained({ files }, 'compose.yaml', at)).toBeNull();
});

it('shows names as text, whatever is in them', () => {
  const text = 'services:\n  web:\n    image: busybox\n    depends_on: ["`<b>", "[x](y)"]\n  "`<b>": {image: busybox}\n  "[x](y)": {image: busybox}\n';
  expect(explainedAlone(text, 'web:', 'compose.yaml')).toContain('Waits for `` `<b> `` and `[x](y)`.');
});

it('is short and quick for thousands of services', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `  s${index}:\n    image: busybox\n${index === 0 ? '' : `    depends_on: [s${index - 1}]\n`}`);
  const text = `services:\n${names.join('')}`;
  let said = '';
  expect(cpuTime(() => (said = explainedAlone(text, 's4999:', 'compose.yaml')!))).toBeLessThan(6_000);
  expect(said.length).toBeLessThan(400);
  expect(said).toContain('and 4992 more waves');
});
