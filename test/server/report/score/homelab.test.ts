import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../../../server/src/cli/run.ts';
import { DIMENSIONS, type Points } from '../../../../server/src/report/score/points.ts';

const HOMELAB = path.resolve(import.meta.dirname, '../../../../examples/homelab');
let folder: string;

interface Told {
  readonly code: number;
  readonly score: Points;
  readonly files: ReadonlyMap<string, Points>;
  readonly gates: readonly { gate: string; passed: boolean; failed: readonly { path: string }[] }[];
}

async function scan(...options: string[]): Promise<Told> {
  let out = '';
  const code = await runCli(['scan', '.', '--gates', '--fail-under=70', '--format=json', ...options], { cwd: folder, hasColours: false, out: (text) => void (out += text), error: () => {} });
  const { score, files, gates } = JSON.parse(out) as { score: Points; files: { path: string; score: Points }[]; gates: Told['gates'] };
  return { code, score, gates, files: new Map(files.map((file) => [file.path, file.score])) };
}

// A copy elsewhere: below a folder named `examples`, rules take secrets for made-up ones.
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-homelab-'));
  await cp(HOMELAB, folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const failedOf = ({ gates }: Told): string[] => [...new Set(gates.flatMap(({ failed }) => failed.map((file) => file.path)))];
const passes = ({ gates }: Told, gate: string): boolean | undefined => gates.find((one) => one.gate === gate)?.passed;

it('fails as the users left it, gains by every round of fixes and loses by none', { timeout: 120_000 }, async () => {
  const before = await scan();
  expect(before.code).toBe(1);
  expect(before.score.overall).toBeLessThan(70);
  expect(passes(before, 'workspace')).toBe(false);
  // Services that were well kept from the start.
  for (const kept of ['services/energy-correlator/Dockerfile', 'services/websocket-gateway/Dockerfile']) expect(before.files.get(kept)!.overall).toBeGreaterThanOrEqual(80);

  const fixed = await scan('--fix');
  const suggested = await scan('--fix=suggestions');
  for (const [earlier, later] of [[before, fixed], [fixed, suggested]] as const) {
    for (const dimension of DIMENSIONS) {
      expect(later.score[dimension]).toBeGreaterThan(earlier.score[dimension]);
      for (const [file, score] of earlier.files) expect(later.files.get(file)![dimension], `${file} ${dimension}`).toBeGreaterThanOrEqual(score[dimension]);
    }
    expect(failedOf(later).length).toBeLessThan(failedOf(earlier).length);
  }
  expect(passes(fixed, 'workspace')).toBe(true);
});
