import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { tierTable, type TierRow } from '../../../../server/src/rules/compose/tierTable.ts';
import { viewOfFiles } from '../../support/workspace.ts';

type Chosen = Readonly<Record<string, string | null>>;

function tableOf(text: string, chosen: Chosen = {}, options = { tiers: {}, services: {} }) {
  const table = tierTable({ compose: parseCompose(text), project: null, options, chosen: new Map(Object.entries(chosen)) });
  const after = applyEdits(text, table.edits);
  const limits = (name: string) => parseCompose(after).service(name)?.get('deploy', 'resources', 'limits')?.data;
  return { ...table, after, limits, row: (name: string): TierRow => table.rows.find(({ service }) => service === name)! };
}

describe('rows', () => {
  it('say tier, evidence, what is there and what would be', () => {
    const { rows, tiers } = tableOf('services:\n  db: {image: postgres}\n  api:\n    build: .\n    mem_limit: 700m\n');
    expect(rows).toMatchObject([
      { service: 'db', tier: 'database', by: 'evidence', confidence: 'high', evidence: ['image postgres', 'its name'], before: '', after: 'cpus 1.0, memory 512M (reserved: cpus 0.5, memory 256M)', note: null },
      { service: 'api', tier: 'api', confidence: 'medium', before: 'memory 700m', after: 'cpus 1.0, memory 700m (reserved: memory 256M)', refusal: null },
    ]);
    expect(tiers.find(({ name }) => name === 'lightweight')).toEqual({ name: 'lightweight', title: 'lightweight', values: 'cpus 0.5, memory 192M (reserved: cpus 0.25, memory 96M)' });
  });

  it('leave jobs, additions and what a person says alone, unless a person chooses a tier', () => {
    const text = 'services:\n  migrate: {image: acme/migrate}\n  only: {environment: {A: b}}\n  up: {extends: {file: other.yml, service: x}}\n  db: {image: postgres}\n';
    const { row, edits } = tableOf(text, { db: null });
    expect(edits).toEqual([]);
    expect(row('migrate')).toMatchObject({ tier: null, after: null, leftAlone: 'It does its work and ends, so limits would protect nobody.' });
    expect(row('only').leftAlone).toMatch(/only adds/);
    expect(row('up').leftAlone).toMatch(/cannot be read/);
    expect(row('db').note).toMatch(/you chose/);
    expect(tableOf(text, { migrate: 'lightweight' }).row('migrate')).toMatchObject({ tier: 'lightweight', by: 'person', leftAlone: null, after: expect.stringContaining('192M') });
  });

  it('add the memory of a guess, but not that of an image that has to be measured', () => {
    const text = 'services:\n  thing: {build: .}\n  git: {image: gitlab/gitlab-ce}\n';
    expect(tableOf(text).row('thing')).toMatchObject({ confidence: 'low', after: expect.stringContaining('memory 512M') });
    expect(tableOf(text).row('git')).toMatchObject({ after: expect.not.stringContaining('memory'), refusal: expect.stringContaining('measure it') });
    expect(tableOf(text, { git: 'heavy' }).row('git')).toMatchObject({ after: expect.stringContaining('memory 2G'), refusal: null });
    const careful = tierTable({ compose: parseCompose(text), project: null, options: { tiers: {}, services: {} }, chosen: new Map(), guessesMemory: false });
    expect(careful.rows[0]!.after).toBe('cpus 1.0 (reserved: cpus 0.5)');
  });

  it('leave the memory of what is built on such an image to be measured, too', async () => {
    const text = 'services:\n  llm: {build: .}\n';
    const files = [{ path: 'compose.yml', text }, { path: 'Dockerfile', text: 'FROM ollama/ollama\nCOPY models /models\n' }];
    const project = await viewOfFiles(files, 'compose.yml', 'compose');
    const { rows } = tierTable({ compose: parseCompose(text), project, options: { tiers: {}, services: {} }, chosen: new Map() });
    expect(rows).toMatchObject([{ tier: 'model-server', after: 'cpus 2.0 (reserved: cpus 1.5)', refusal: expect.stringContaining('How much memory ollama needs') }]);
  });

  it('give nothing to what runs tests and ends', () => {
    const { row } = tableOf('services:\n  lint: {build: ., command: npm test}\n  checks: {build: ., command: pytest -q}\n  web: {build: ., command: npm start}\n');
    expect([row('lint').tier, row('checks').tier, row('web').tier]).toEqual([null, null, 'api']);
  });

  it('say that nothing can be edited in a file with errors', () => {
    const { rows, edits } = tableOf('services:\n  db: {image: postgres}\n  db2: {image: postgres\n');
    expect(edits).toEqual([]);
    for (const row of rows) expect(row.refusal ?? row.leftAlone).not.toBeNull();
  });
});

describe('services that share keys', () => {
  const shared = (own: string) => `x-deploy: &d\n  restart_policy: {condition: any}\nservices:\n  a:\n    image: nginx\n    deploy: *d\n  b:\n    image: ${own}\n    deploy: *d\n`;

  it('are edited once where they want the same', () => {
    const { edits, rows, limits } = tableOf(shared('caddy'));
    expect(edits).toHaveLength(1);
    expect(rows).toMatchObject([{ anchors: ['d'], alsoChanges: ['b'], through: null }, { anchors: ['d'], through: 'a', after: rows[0]!.after }]);
    expect(limits('b')).toEqual({ cpus: '0.5', memory: '192M' });
  });

  it('repeat it where they want different values', () => {
    const { after, row, limits } = tableOf(shared('postgres'));
    expect([limits('a'), limits('b')]).toEqual([{ cpus: '0.5', memory: '192M' }, { cpus: '1.0', memory: '512M' }]);
    expect(after).toContain('    deploy:\n      <<: *d\n      resources:\n        limits:\n');
    expect(row('b')).toMatchObject({ anchors: [], repeats: 'd', alsoChanges: [], note: 'It gets a `deploy` of its own that repeats `&d`.' });
    expect(tableOf(shared('postgres'), { a: 'database' }).edits).toHaveLength(1);
    const alone = tableOf(shared('postgres'), { b: null });
    expect([alone.row('a').repeats, alone.limits('a'), alone.limits('b')]).toEqual(['d', { cpus: '0.5', memory: '192M' }, undefined]);
  });

  it('repeat it beside the service that holds it', () => {
    const { edits, limits } = tableOf('services:\n  a:\n    image: nginx\n    deploy: &d # shared\n      replicas: 2\n  b:\n    image: postgres\n    deploy: *d # as a\n');
    expect(edits).toHaveLength(2);
    expect([limits('a'), limits('b')]).toEqual([{ cpus: '0.5', memory: '192M' }, { cpus: '1.0', memory: '512M' }]);
  });

  it('are refused where they want different values and it has no anchor of its own, until somebody gives them one tier', () => {
    const merged = 'x-base: &base\n  deploy: {replicas: 2}\nservices:\n  a:\n    <<: *base\n    image: nginx\n  b:\n    <<: *base\n    image: postgres\n';
    const { edits, row } = tableOf(merged);
    expect(edits).toEqual([]);
    expect(row('a').refusal).toBe('It takes its keys from `&base`, as `b` does, which is to get other values; with one tier for both they could be added there.');
    expect(row('b').refusal).toContain('as `a` does');
    expect(tableOf(merged, { a: 'database' }).edits).toHaveLength(1);
    expect(tableOf(merged, { b: null }).row('a').refusal).toMatch(/`b` .* is to be left alone/);
  });

  it('get keys of their own where those go before what an anchor gives', () => {
    const { edits, limits, row } = tableOf('services:\n  web: &web\n    image: nginx\n  db:\n    <<: *web\n    image: postgres\n  copy:\n    <<: *web\n');
    expect(edits).toHaveLength(2);
    expect(limits('db')).toEqual({ cpus: '1.0', memory: '512M' });
    expect(limits('copy')).toEqual({ cpus: '0.5', memory: '192M' });
    expect(row('web').alsoChanges).toEqual(['copy']);
    expect(row('copy')).toMatchObject({ through: 'web', note: 'It gets them from `web`.' });
  });

  it('get keys of their own where they extend another', () => {
    const { limits, edits } = tableOf('services:\n  web: {image: nginx}\n  db: {extends: web, image: postgres}\n  copy: {extends: web}\n');
    expect(edits).toHaveLength(2);
    expect([limits('web'), limits('db'), limits('copy')].map((each) => (each as { memory: string }).memory)).toEqual(['192M', '512M', '192M']);
  });

  it('never get both shapes of keys', () => {
    const { row, edits } = tableOf('services:\n  web: &web\n    image: nginx\n  old:\n    <<: *web\n    mem_limit: 300m\n');
    expect(row('web').refusal).toMatch(/`old` .* could contradict/);
    expect(edits).toHaveLength(1);
  });
});
