import { afterEach, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TIER_TABLE, type TierTableResult } from '../../../server/src/protocol.ts';
import { MemoryDisk } from '../host/memoryDisk.ts';
import { connect, testHost } from './client.ts';

const URI = 'file:///w/compose.yaml';
const COMPOSE = `services:
  db: # the only one that keeps data
    image: postgres:16
    deploy: {resources: {limits: {memory: 1G}}}
  ws: {build: ./ws, ports: ["8080:8080"]}
  front: {image: nginx}
  migrate: {build: ./ws, command: alembic upgrade head}
`;
const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(settings: unknown = null) {
  const files = { 'compose.yaml': COMPOSE, 'ws/Dockerfile': 'FROM python:3.13\nCOPY . .\n', 'ws/requirements.txt': 'websockets==15\n' };
  const session = await connect({ folders: ['file:///w'], settings, host: { ...testHost, fileSystem: new MemoryDisk('/w', files) } });
  cleanups.push(session.close);
  await session.open(URI, COMPOSE, 'dockercompose');
  const ask = (chosen: Record<string, string | null> = {}) => session.client.sendRequest<TierTableResult | null>(TIER_TABLE, { uri: URI, chosen });
  return { ...session, ask };
}

const applied = (text: string, { edits }: TierTableResult): string => TextDocument.applyEdits(TextDocument.create(URI, 'dockercompose', 1, text), edits);

describe('Apply CPU Tiers', () => {
  it('tells the tier of each service with its evidence, and adds what is missing', async () => {
    const { ask } = await start();
    const table = (await ask())!;
    expect(table.version).toBe(1);
    expect(table.rows.map(({ service, tier, before, range }) => [service, tier, before, range.start.line])).toEqual([
      ['db', 'database', 'memory 1G', 1], ['ws', 'websocket', '', 4], ['front', 'lightweight', '', 5], ['migrate', null, '', 6],
    ]);
    expect(table.rows[1]!.evidence.join()).toMatch(/websockets in .*requirements\.txt/);
    expect(table.rows[3]!.note).toMatch(/ends/);
    const text = applied(COMPOSE, table);
    expect(text).toContain('db: # the only one that keeps data');
    expect(text.match(/memory: 1G\b/g)).toHaveLength(1);
    expect(text.match(/cpus:/g)).toHaveLength(6);
  });

  it('takes the choice of a person over the evidence, and leaves alone what shall be left alone', async () => {
    const { ask } = await start({ rules: {} });
    const table = (await ask({ db: null, ws: null, front: 'heavy', migrate: 'api', nobody: 'api' }))!;
    expect(table.rows.map(({ tier, evidence }) => [tier, evidence[0]])).toEqual([
      [null, expect.any(String)], [null, expect.any(String)], ['heavy', 'your choice'], ['api', 'your choice'],
    ]);
    expect(table.rows.map(({ after }) => after !== null)).toEqual([false, false, true, true]);
    expect(applied(COMPOSE, table)).toContain("ws: {build: ./ws, ports: [\"8080:8080\"]}\n");
  });

  it('belongs to the text that it was asked of, and gives nothing for one that cannot be read', async () => {
    const { ask, change, open, client } = await start();
    await change(URI, 2, [{ text: 'services: {a: {image: redis}}\n' }]);
    expect(await ask()).toMatchObject({ version: 2, rows: [{ service: 'a', tier: 'database' }] });
    await change(URI, 3, [{ text: 'services: {a: [\n' }]);
    expect(await ask()).toBeNull();
    await open('file:///w/ws/Dockerfile', 'FROM x\n');
    expect(await client.sendRequest(TIER_TABLE, { uri: 'file:///w/ws/Dockerfile', chosen: {} })).toBeNull();
    expect(await client.sendRequest(TIER_TABLE, { uri: 'file:///w/not-open.yml', chosen: {} })).toBeNull();
  });
});
