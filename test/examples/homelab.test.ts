import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFileSystem, toSlashes } from '../../server/src/host/fileSystem.ts';
import { WorkspaceIndex } from '../../server/src/host/workspaceIndex.ts';
import { fixUntilStable } from '../../server/src/core/engine/fixAll.ts';
import type { Language } from '../../server/src/core/engine/rule.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';

/** What these find does not build, load, start or run: everything in the home lab does. */
const OF_BROKEN_PROJECTS = ['copy-source-exists', 'no-conflicting-limits', 'no-dependency-cycle', 'no-ignored-copy', 'no-libc-mismatch', 'no-port-conflict'];

/** The home lab must be what pictures, demo and tests take it for: believable, and as naive as its owners were. */
const index = new WorkspaceIndex(nodeFileSystem, toSlashes(path.resolve(import.meta.dirname, '../../examples/homelab')));
const files = await index.open().then(() => index.dockerFiles());
const dockerfiles = files.filter(({ language }) => language === 'dockerfile');

async function open(file: { path: string; language: Language }) {
  const document = documentOf((await index.readText(file.path, 1_000_000)) ?? '', file.language, file.path);
  return { document, project: await index.viewFor(file.path, file.language) };
}

describe.each(dockerfiles)('$path', (file) => {
  it('is built by a service, and copies only what its build context holds', async () => {
    const { document, project } = await open(file);
    expect(document.isTrustworthy).toBe(true);
    for (const { source, context } of project.uses) {
      expect(source).toBe('compose');
      for (const copy of document.facts.copies.filter(({ fromContext }) => fromContext)) {
        for (const { path: copied } of copy.sources) {
          const found = copied === '.' || copied.includes('*') || context.files.has(copied) || context.files.hasFolder(copied);
          expect(found, `${copied} in ${context.path}`).toBe(true);
        }
      }
    }
  });
});

describe('the workspace', () => {
  let compose: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    compose = await open({ path: 'docker-compose.yml', language: 'compose' });
  });

  it('has a dozen services in one long compose file without CPU limits', () => {
    const { document } = compose;
    expect(dockerfiles.length).toBeGreaterThanOrEqual(12);
    expect(document.lines.lineCount).toBeGreaterThan(400);
    expect(document.isTrustworthy).toBe(true);
    expect(document.compose.services.some((service) => service.get('deploy', 'resources', 'limits', 'cpus') ?? service.get('cpus'))).toBe(false);
  });

  it('shows every rule at work that is on, and fixing leaves readable files and no safe fix undone', async () => {
    const fired = new Set<string>();
    for (const file of files) {
      const { document, project } = await open(file);
      const check = (version: typeof document) => findingsOf(version, { project });
      const fixed = fixUntilStable(document, check, 'safe');
      for (const { rule } of check(document)) fired.add(rule);
      expect(fixed.document.isTrustworthy, file.path).toBe(true);
      expect(fixed.remaining.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe'))).toEqual([]);
    }
    const wanted = RULES.map(({ meta }) => meta).filter(({ id, isOptIn }) => !isOptIn && !OF_BROKEN_PROJECTS.includes(id));
    expect([...fired].sort()).toEqual(wanted.map(({ id }) => id).sort());
  });
});
