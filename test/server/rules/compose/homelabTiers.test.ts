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
});
