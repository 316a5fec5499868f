import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { tierTable } from '../../../../server/src/rules/compose/tierTable.ts';
import { listFiles } from '../../support/fixtures.ts';
import { viewOfFiles } from '../../support/workspace.ts';

describe('the home lab', async () => {
  const folder = path.join(import.meta.dirname, '../../../../examples/homelab');
  const file = 'docker-compose.yml';
  const text = readFileSync(path.join(folder, file), 'utf8');
  const project = await viewOfFiles(listFiles(folder), file, 'compose');
  const table = tierTable({ compose: parseCompose(text), project, options: { tiers: {}, services: {} }, chosen: new Map() });

  it('gets limits for every service in one action, and keeps every line that it has', () => {
    const after = applyEdits(text, table.edits);
    const lines = after.split('\n');
    let at = 0;
    for (const line of text.split('\n')) at = lines.indexOf(line, at) + 1;
    expect(at).toBeGreaterThan(0);
    const comments = (of: string) => of.split('\n').filter((line) => line.includes('#'));
    expect(comments(after)).toEqual(comments(text));
    for (const { service, leftAlone } of table.rows) {
      const limits = parseCompose(after).service(service)!.get('deploy', 'resources', 'limits')?.data;
      if (leftAlone === null) expect([service, limits]).toEqual([service, { cpus: expect.any(String), memory: expect.any(String) }]);
    }
  });

  it('changes nothing but resources', () => {
    const plain = (of: string) => parseCompose(of).documents.map((document) => document.toJS({ maxAliasCount: -1 }) as Record<string, Record<string, Record<string, unknown>>>);
    const withoutResources = (of: string) => plain(of).map(({ services, ...rest }) => {
      const kept = Object.entries(services!).map(([name, { deploy, ...service }]) => {
        const { resources: _, ...others } = (deploy ?? {}) as Record<string, unknown>;
        return [name, service, others];
      });
      return [rest, kept];
    });
    expect(withoutResources(applyEdits(text, table.edits))).toEqual(withoutResources(text));
    expect(table.rows.filter(({ refusal }) => refusal !== null)).toEqual([]);
  });

  it('tells the kinds of its services apart', () => {
    const tiers = new Map(table.rows.map(({ service, tier }) => [service, tier]));
    expect(Object.fromEntries(tiers)).toMatchObject({
      postgres: 'database', mosquitto: 'lightweight', 'weather-api': 'api', 'data-api': 'data-api', 'websocket-gateway': 'websocket',
      'openvino-inference': 'model-server', 'device-intelligence': 'ml', dashboard: 'lightweight',
    });
  });
});
