import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_INPUTS, MOST_RECORDS } from '../../../../server/src/host/builds/historyBounds.ts';
import { HistoryStore } from '../../../../server/src/host/builds/historyStore.ts';
import { recordId } from '../../../../server/src/timing/history/recordId.ts';
import type { BuildRecord } from '../../../../server/src/timing/record.ts';
import { itWithLinks } from '../../support/onlyWithLinks.ts';
import { sampleInputs, sampleRecord, sampleStep, sampleTarget, type SampleParts } from '../../timing/history/sampleRecord.ts';

let root: string;
let workspace: string;
let stateFolder: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'drydock-history-'));
  workspace = path.join(root, 'work');
  stateFolder = path.join(root, 'state');
  mkdirSync(workspace);
});
afterEach(() => rmSync(root, { recursive: true }));

const open = (folder = workspace): Promise<HistoryStore> => HistoryStore.open(folder, { stateFolder });

/** The record of a build that began that many minutes after ten o'clock. */
function recordAt(minute: number, part: SampleParts = {}): BuildRecord {
  const startedAt = new Date(Date.parse('2026-11-21T10:00:00.000Z') + minute * 60_000).toISOString();
  return sampleRecord({ startedAt, id: recordId(startedAt, 'abcdef'), ...part });
}

it('creates nothing until something is added', async () => {
  const store = await open();
  expect(await store.list()).toEqual([]);
  expect(await store.summaries()).toEqual([]);
  expect(await store.get(recordAt(0).id)).toBeNull();
  await store.remove(null);
  expect(existsSync(stateFolder)).toBe(false);
});

it('gives back what was added, newest first', async () => {
  const store = await open();
  const records = [recordAt(2), recordAt(1), recordAt(3)];
  for (const record of records) expect(await store.add(record)).toBe(true);
  const [second, first, third] = records;
  const other = await open();
  expect(await other.list()).toEqual([third, second, first]);
  expect((await other.summaries()).map(({ id }) => id)).toEqual([third!.id, second!.id, first!.id]);
  expect(await other.get(first!.id)).toEqual(first);
});

it('keeps each folder apart, and the paths to one folder together', async () => {
  await (await open()).add(recordAt(1));
  mkdirSync(path.join(root, 'other'));
  expect(await (await open(path.join(root, 'other'))).list()).toEqual([]);
  expect(await (await open(`${workspace}${path.sep}.${path.sep}`)).list()).toHaveLength(1);
});

itWithLinks('knows a workspace that is reached by a link', async () => {
  await (await open()).add(recordAt(1));
  symlinkSync(workspace, path.join(root, 'link'));
  expect(await (await open(path.join(root, 'link'))).list()).toHaveLength(1);
});

it('says in a file whose builds these are', async () => {
  const store = await open();
  await store.add(recordAt(1));
  expect(JSON.parse(readFileSync(path.join(store.folder, 'workspace.json'), 'utf8'))).toEqual({ path: workspace });
});

if (process.platform !== 'win32') it('lets nobody else read it', async () => {
  const store = await open();
  await store.add(recordAt(1));
  expect(statSync(store.folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(store.folder)) expect([name, statSync(path.join(store.folder, name)).mode & 0o777]).toEqual([name, 0o600]);
});

describe('the key', () => {
  it('is kept with the first record, and is the same ever after', async () => {
    const store = await open();
    await store.add(recordAt(1));
    expect((await open()).key).toEqual(store.key);
    expect(store.key).toHaveLength(32);
  });

  it('is that of the process that was first, and hashes by another key are not kept', async () => {
    const [first, second] = [await open(), await open()];
    expect(first.key).not.toEqual(second.key);
    await first.add(recordAt(1, { inputs: { web: sampleInputs() } }));
    await second.add(recordAt(2, { inputs: { web: sampleInputs() } }));
    expect(second.key).toEqual(first.key);
    expect((await first.list()).map(({ inputs }) => inputs)).toEqual([null, { web: sampleInputs() }]);
    await second.add(recordAt(3, { inputs: { web: sampleInputs() } }));
    expect((await first.get(recordAt(3).id))!.inputs).not.toBeNull();
  });

  it('is made anew where the file was broken long ago, and never while somebody may be writing it', async () => {
    const store = await open();
    await store.add(recordAt(1));
    const file = path.join(store.folder, 'key');
    truncateSync(file, 5);
    const second = await open();
    await second.add(recordAt(2));
    expect(readFileSync(file)).toHaveLength(5);
    utimesSync(file, 1, 1);
    await second.add(recordAt(3));
    expect(readFileSync(file)).toEqual(Buffer.from(second.key));
  });
});

describe('what it did not write', () => {
  let store: HistoryStore;
  const good = recordAt(1);
  const file = (name: string): string => path.join(store.folder, name);
  const left = (name: string, content: Buffer | string): void => writeFileSync(file(name), content);
  const packed = (value: unknown): Buffer => gzipSync(JSON.stringify(value));

  beforeEach(async () => {
    store = await open();
    await store.add(good);
  });

  /** Only the good one is told, and every file is still there. */
  async function expectLeftAlone(): Promise<void> {
    const before = readdirSync(store.folder).sort();
    for (const reader of [store, await open()]) {
      expect((await reader.list()).map(({ id }) => id)).toEqual([good.id]);
      expect((await reader.summaries()).map(({ id }) => id)).toEqual([good.id]);
    }
    await store.add(good);
    expect(readdirSync(store.folder).sort()).toEqual(before);
  }

  const id = recordAt(2).id;
  const name = `${id}.json.gz`;
  const full = JSON.parse(JSON.stringify(recordAt(2))) as BuildRecord;

  it('is left out where it is half-written', async () => {
    left(name, gzipSync(JSON.stringify(full)).subarray(0, 60));
    await expectLeftAlone();
  });
  it('is left out where it is empty, no gzip, or no JSON', async () => {
    left(name, '');
    left(`${recordAt(3).id}.json.gz`, 'hello');
    left(`${recordAt(4).id}.json.gz`, gzipSync('{"version":1,'));
    await expectLeftAlone();
  });
  it('is left out where it is of a newer version', async () => {
    left(name, packed({ ...full, version: 2 }));
    await expectLeftAlone();
  });
  it('is left out where it is another record than its name says', async () => {
    left(name, packed(recordAt(9)));
    await expectLeftAlone();
  });
  it('is left out where it unpacks to more than any record has', async () => {
    left(name, gzipSync(Buffer.alloc(130_000_000, ' ')));
    await expectLeftAlone();
  });
  it('is left out where it is large', async () => {
    left(name, '');
    truncateSync(file(name), 60_000_000);
    await expectLeftAlone();
  });
  it('is left out where it is a folder, or a file with some other name', async () => {
    mkdirSync(file(name));
    left('notes.txt', 'mine');
    left('../../etc.json.gz', packed(full));
    left('__proto__.json.gz', packed(full));
    await expectLeftAlone();
  });
  if (process.platform !== 'win32') it('is left out where it is a pipe, without waiting for a writer', async () => {
    execFileSync('mkfifo', [file(name)]);
    await expectLeftAlone();
  });

  const [step, target] = [sampleStep({ id: 'sha256:1' }), sampleTarget()];
  const withTrace = (part: object): unknown => ({ ...full, trace: { ...full.trace, ...part } });
  it.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['nothing in it', {}],
    ['a time that is none', { ...full, startedAt: 'yesterday' }],
    ['an endless number', JSON.parse(JSON.stringify(full).replace('"milliseconds":1200', '"milliseconds":1e999'))],
    ['a negative duration', { ...full, milliseconds: -1 }],
    ['a state that is none', { ...full, state: 'running' }],
    ['no trace', { ...full, trace: null }],
    ['steps that are no list', withTrace({ steps: { length: 1 } })],
    ['a step without targets', withTrace({ steps: [{ ...step, targets: [] }] })],
    ['a step with intervals of one', withTrace({ steps: [{ ...step, intervals: [[1]] }] })],
    ['a step with a place of numbers', withTrace({ steps: [{ ...step, place: { dockerfile: 1 } }] })],
    ['a target without name', withTrace({ targets: [{ ...target, name: undefined }] })],
    ['inputs without instructions', { ...full, inputs: { web: { ...sampleInputs(), instructions: null } } }],
    ['inputs with files that are no texts', { ...full, inputs: { web: sampleInputs({ contexts: { '.': { path: '.', complete: true, files: { a: 1 }, leftOut: {} } } } as never) } }],
    ['images that are a list', { ...full, images: [] }],
    ['members that are inherited only', { version: 1, id, __proto__: null }],
  ])('is left out where it is %s', async (_, value) => {
    left(name, packed(value));
    await expectLeftAlone();
  });

  it('is left out of lists where only the small file is there, and the small file is made again where it is broken', async () => {
    left(`${id}.summary.json`, JSON.stringify({ version: 1 }));
    await expectLeftAlone();
    left(`${good.id}.summary.json`, '{"version":1,"summary":{"id":"x"}}');
    expect((await (await open()).summaries()).map((one) => one.id)).toEqual([good.id]);
    expect(readFileSync(file(`${good.id}.summary.json`), 'utf8')).toContain(good.id);
  });

  it('keeps names like __proto__ as names', async () => {
    const record = recordAt(5, { inputs: JSON.parse(`{"__proto__":${JSON.stringify(sampleInputs())}}`) as BuildRecord['inputs'] });
    await store.add(record);
    expect(Object.keys((await store.get(record.id))!.inputs!)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['dockerfile']).toBeUndefined();
  });
});

describe('bounds', () => {
  it('keeps the newest records, and nothing of those that it drops', async () => {
    const store = await open();
    await store.add(recordAt(0));
    const packed = readFileSync(path.join(store.folder, `${recordAt(0).id}.json.gz`));
    for (let minute = 1; minute < MOST_RECORDS; minute++) {
      const record = recordAt(minute);
      writeFileSync(path.join(store.folder, `${record.id}.json.gz`), gzipSync(gunzipSync(packed).toString().replaceAll(recordAt(0).id, record.id)));
    }
    await store.add(recordAt(1000));
    await store.add(recordAt(1001));
    const summaries = await store.summaries();
    expect(summaries).toHaveLength(MOST_RECORDS);
    expect(summaries[0]!.id).toBe(recordAt(1001).id);
    expect(summaries.at(-1)!.id).toBe(recordAt(2).id);
    const names = readdirSync(store.folder);
    expect(names.filter((one) => one.endsWith('.json.gz'))).toHaveLength(MOST_RECORDS);
    expect(names.filter((one) => one.endsWith('.summary.json'))).toHaveLength(MOST_RECORDS);
  });

  it('keeps what a target was built from in its newest records only', async () => {
    const store = await open();
    const inputs = { web: sampleInputs(), api: sampleInputs() };
    for (let minute = 0; minute < MOST_INPUTS; minute++) await store.add(recordAt(minute, { inputs }));
    await store.add(recordAt(50, { inputs: { web: sampleInputs() } }));
    const kept = (await store.list()).map((record) => Object.keys(record.inputs ?? {}));
    expect(kept).toEqual([['web'], ...Array.from({ length: MOST_INPUTS - 1 }, () => ['web', 'api']), ['api']]);
    await store.add(recordAt(51, { inputs }));
    expect((await store.list()).at(-1)!.inputs).toBeNull();
  });

  it('drops the inputs of a record that is too large, and says so of one that still is', async () => {
    const store = await open();
    // What cannot be packed: as long as it is written.
    const noise = Array.from({ length: 450_000 }, (_, at) => Math.sin(at).toString(36).slice(2)).join('');
    const large = sampleInputs({ contexts: { '.': { path: '.', complete: true, files: { a: noise + noise.split('').reverse().join('') }, leftOut: {} } } });
    const many = Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`t${at}`, { ...large, platform: noise.slice(at * 1000) }]));
    expect(await store.add(recordAt(1, { inputs: many }))).toBe(true);
    expect((await store.get(recordAt(1).id))!.inputs).toBeNull();
    const [step] = [sampleStep({ id: '1', label: noise + noise.slice(7) })];
    expect(await store.add(recordAt(2, { steps: [step, { ...step, label: noise.slice(3) }, { ...step, label: noise.slice(11) }] }))).toBe(false);
    expect(await store.get(recordAt(2).id)).toBeNull();
  }, 60_000);

  it('clears away what killed processes left behind, once nobody can be writing it', async () => {
    const store = await open();
    await store.add(recordAt(1));
    const names = ['.key.0123456789ab.tmp', `.${recordAt(2).id}.json.gz.0123456789ab.tmp`];
    for (const name of names) writeFileSync(path.join(store.folder, name), 'half');
    utimesSync(path.join(store.folder, names[0]!), 1, 1);
    await store.add(recordAt(3));
    expect(names.map((name) => existsSync(path.join(store.folder, name)))).toEqual([false, true]);
  });
});

describe('removing', () => {
  it('deletes what is named, and nothing else', async () => {
    const store = await open();
    for (const minute of [1, 2, 3]) await store.add(recordAt(minute));
    const key = readFileSync(path.join(store.folder, 'key'));
    await store.remove([recordAt(2).id, '../key', 'key', 'workspace', recordAt(99).id]);
    expect((await store.summaries()).map(({ id }) => id)).toEqual([recordAt(3).id, recordAt(1).id]);
    await store.remove(null);
    expect(readdirSync(store.folder).sort()).toEqual(['key', 'workspace.json']);
    expect(readFileSync(path.join(store.folder, 'key'))).toEqual(key);
    expect(await store.get('../key')).toBeNull();
  });

  it('is seen by others', async () => {
    const [store, other] = [await open(), await open()];
    await store.add(recordAt(1));
    expect(await other.summaries()).toHaveLength(1);
    await store.remove([recordAt(1).id]);
    expect(await other.summaries()).toEqual([]);
    expect(await other.list()).toEqual([]);
  });
});

it('is written by several processes at once without loss', async () => {
  const script = path.join(root, 'add.mjs');
  const source = path.resolve(import.meta.dirname, '../../../../server/src/host/builds/historyStore.ts');
  const template = JSON.stringify(recordAt(0, { inputs: { web: sampleInputs() } }));
  const esbuild = await import('esbuild');
  await esbuild.build({ entryPoints: [source], outfile: path.join(root, 'store.mjs'), bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  writeFileSync(script, `
    import { HistoryStore } from './store.mjs';
    const template = ${template};
    const [workspace, stateFolder, from] = process.argv.slice(2);
    const store = await HistoryStore.open(workspace, { stateFolder });
    for (let i = 0; i < 10; i++) {
      const id = '20261121T1' + String(Number(from) + i).padStart(8, '0') + 'Z-abcdef';
      if (!(await store.add({ ...template, id }))) process.exit(3);
    }`);
  const codes = await Promise.all([0, 1, 2, 3].map((at) => new Promise((resolve) => {
    spawn(process.execPath, [script, workspace, stateFolder, String(at * 10)], { stdio: ['ignore', 'inherit', 'inherit'] }).on('close', resolve);
  })));
  expect(codes).toEqual([0, 0, 0, 0]);
  const store = await open();
  expect(await store.list()).toHaveLength(40);
  expect(readdirSync(store.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect((await store.list()).filter(({ inputs }) => inputs !== null).length).toBeLessThanOrEqual(MOST_INPUTS + 4);
}, 60_000);
