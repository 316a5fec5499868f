import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SourceDocument } from '../../server/src/core/engine/document.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { nodeFileSystem } from '../../server/src/host/fileSystem.ts';
import { WorkspaceIndex } from '../../server/src/host/workspaceIndex.ts';
import { parseMemory } from '../../server/src/rules/compose/memory.ts';
import { tierTable, type TierRow, type TierTable } from '../../server/src/rules/compose/tierTable.ts';
import { shell } from '../server/support/engine.ts';
import { ComposeProject } from './support/compose/composeProject.ts';

const HOMELAB = path.join(import.meta.dirname, '../../examples/homelab');
const FILE = 'docker-compose.yml';
const FILES = [FILE, 'docker-compose.override.yml'];

let root: string;
let before: string;
let after: string;
let table: TierTable;

beforeAll(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-tiers-')));
  await cp(HOMELAB, root, { recursive: true });
  before = await readFile(path.join(root, FILE), 'utf8');
  const index = new WorkspaceIndex(nodeFileSystem, root);
  index.shell = shell;
  await index.open();
  const { compose } = new SourceDocument(FILE, 'compose', before, shell);
  table = tierTable({ compose, project: await index.viewFor(FILE, 'compose'), options: { tiers: {}, services: {} }, chosen: new Map() });
  after = applyEdits(before, table.edits);
});

afterAll(() => rm(root, { recursive: true, force: true }));

const open = (): Promise<ComposeProject> => ComposeProject.open('homelab', FILES.map((file) => path.join(root, file)));
const jobs = (): readonly TierRow[] => table.rows.filter(({ leftAlone }) => leftAlone !== null);
const comments = (text: string): string[] => text.split('\n').flatMap((line) => /#.*$/.exec(line)?.[0] ?? []);

it('one action gives every server of the home lab limits, leaves its job alone, and keeps every comment', () => {
  expect(jobs().map(({ service }) => service)).toEqual(['schema']);
  expect(table.rows.filter((row) => row.after === null && !jobs().includes(row))).toEqual([]);
  expect(comments(after)).toEqual(comments(before));
  const kept = after.split('\n').filter((line) => before.includes(line));
  expect(kept.length).toBeGreaterThanOrEqual(before.split('\n').length);
});

it('nothing but resources differs for compose, and the engine starts it all and holds each container to them', async () => {
  const project = await open();
  const asWas = await project.config();
  await writeFile(path.join(root, FILE), after);
  const asIs = await project.config();
  expect(withoutResources(asIs)).toEqual(withoutResources(asWas));
  try {
    const { code, stdout, stderr } = await project.up();
    expect(code, `${stdout}${stderr}`).toBe(0);
    const limits = await project.limits();
    // The override file has two services of its own.
    expect(limits.size).toBe(table.rows.length + 2);
    for (const row of table.rows) {
      const { service } = row;
      if (jobs().includes(row)) {
        expect({ service, ...limits.get(service) }).toEqual({ service, cpus: 0, memory: 0, reservedMemory: 0 });
        continue;
      }
      const { limits: wanted, reservations } = resourcesOf(asIs, service);
      expect({ service, ...limits.get(service) }).toEqual({
        service, cpus: Number(wanted?.cpus), memory: parseMemory(wanted?.memory), reservedMemory: parseMemory(reservations?.memory),
      });
    }
  } finally {
    await project.close();
  }
}, 600_000);

interface Resources {
  readonly limits?: { readonly cpus?: unknown; readonly memory?: unknown };
  readonly reservations?: { readonly memory?: unknown };
}

type Merged = Awaited<ReturnType<ComposeProject['config']>>;

function resourcesOf({ services }: Merged, service: string): Resources {
  return (services[service] as { deploy?: { resources?: Resources } }).deploy?.resources ?? {};
}

/** `deploy` without what the tiers write; compose adds an empty `placement` to any `deploy`. */
function withoutResources(merged: Merged): unknown {
  return JSON.parse(JSON.stringify(merged), (key, value: unknown) => (key === 'resources' ? undefined : key === 'deploy' && isEmptyDeploy(value) ? undefined : value));
}

function isEmptyDeploy(deploy: unknown): boolean {
  return Object.entries(deploy as object).every(([key, value]) => key === 'placement' && JSON.stringify(value) === '{}');
}
