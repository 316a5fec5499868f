import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../server/src/core/engine/config.ts';
import type { Rule } from '../../../server/src/core/engine/rule.ts';
import { scanFiles } from '../../../server/src/host/scanFiles.ts';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from './memoryDisk.ts';

const FILES = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}/Dockerfile`, `FROM debian:12\nRUN echo ${i}\n`]));

function ruleThat(id: string, check: () => void): Rule {
  const meta = {
    id, description: 'Does something.', subject: 'layers', language: 'dockerfile', severity: 'warning', confidence: 'high', fix: 'none', options: {}, messages: {},
    weight: { overall: 1, security: 0, maintainability: 0 },
  };
  return { meta, check } as unknown as Rule;
}

async function scanWith(rules: readonly Rule[], signal?: AbortSignal): Promise<string[]> {
  const index = new WorkspaceIndex(new MemoryDisk('/w', FILES), '/w');
  await index.open();
  const told: string[] = [];
  const config = resolveConfig(rules, []);
  for await (const { path } of scanFiles({ index, files: index.dockerFiles(), rules, config, shell: null, ...(signal && { signal }) })) told.push(path);
  return told;
}

describe('a scan that is cancelled', () => {
  it('ends inside a file: no further rule is asked, and what was found in part is not told', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    let files = 0;
    const first = ruleThat('first', () => {
      asked.push('first');
      if (++files === 3) controller.abort(new Error('stop'));
    });
    const told = await scanWith([first, ruleThat('second', () => void asked.push('second'))], controller.signal);
    expect(told).toHaveLength(2);
    expect(asked).toEqual(['first', 'second', 'first', 'second', 'first']);
  });

  it('reads nothing where it was cancelled before', async () => {
    expect(await scanWith([ruleThat('never', () => expect.unreachable())], AbortSignal.abort(new Error('stop')))).toEqual([]);
  });
});

it('gives way while it takes long', async () => {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  const slow = ruleThat('slow', () => {
    for (const since = performance.now(); performance.now() - since < 10; );
  });
  setImmediate(count);
  await scanWith([slow]);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(30);
});
