import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher } from '../../../../server/src/core/ignore/matcher.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { WorkspaceIndex } from '../../../../server/src/host/workspaceIndex.ts';
import { completeDockerignore } from '../../../../server/src/rules/complete-dockerignore.ts';
import { MemoryDisk } from '../../host/memoryDisk.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { handMadeMeasure } from '../../support/handMadeMeasure.ts';

const COPY_ALL = 'FROM node:24\nCOPY . .\nRUN npm ci && npm run build\n';

interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly limits?: { readonly entries: number };
}

async function check(text: string, { files, sizes, limits }: Given, path = '.dockerignore') {
  const index = new WorkspaceIndex(new MemoryDisk('/w', { Dockerfile: COPY_ALL, 'package.json': '{}', ...files, [path]: text }), '/w', { contextLimits: limits ?? {} });
  if (sizes) index.setMeasure('.', handMadeMeasure(sizes));
  const project = await index.viewFor(path, 'dockerignore');
  const found = findingsOf(documentOf(text, 'dockerignore', path), { rules: [completeDockerignore], project });
  return { found, added: found[0]?.fixes[0]?.edits[0]?.text ?? '', fixed: found[0]?.fixes[0] ? applyEdits(text, found[0].fixes[0].edits) : text };
}

const FORGOTTEN = { 'node_modules/a/i.js': '', '.git/HEAD': '', 'src/a.js': '' };

describe('what is added', () => {
  it('leaves out what is sent today, and nothing else', async () => {
    const { fixed, found } = await check('dist\n', { files: FORGOTTEN });
    expect(fixed).toBe('dist\n\n# What the build does not need either.\n**/.git\n**/node_modules\n**/Dockerfile\n**/.dockerignore\n');
    expect(found[0]!.message).toBe('`.git` and `node_modules` of the workspace folder are still sent to every build: add `**/.git`, `**/node_modules`, `**/Dockerfile` and `**/.dockerignore`.');
    expect((await check(fixed, { files: FORGOTTEN })).found).toEqual([]);
  });

  it.each([
    ['no newline at the end', 'dist', 'dist\n\n# What'],
    ['other line endings', 'dist\r\n.cache\r\n', 'dist\r\n.cache\r\n\r\n# What the build does not need either.\r\n**/.git\r\n'],
    ['nothing in it', '\n', '\n\n# What'],
    ['a byte order mark', '\uFEFFdist\n', '\uFEFFdist\n\n# What'],
  ])('keeps a file with %s as it is', async (_, text, start) => {
    const { fixed } = await check(text, { files: FORGOTTEN });
    expect(fixed.startsWith(start), JSON.stringify(fixed)).toBe(true);
  });

  it('undoes no exception, whether it names a file or one that may come', async () => {
    const files = { ...FORGOTTEN, '.env': '', '.env.production': '', 'docs/a.md': '', 'docs/api/b.md': '', 'CHANGES.md': '' };
    const { fixed } = await check('*.md\n!CHANGES.md\n.env*\n!.env.production\ndocs\n!docs/api\n!logs/**/*.log\n', { files });
    const matcher = createIgnoreMatcher(fixed);
    for (const path of ['CHANGES.md', '.env.production', 'docs/api/b.md', 'logs/x/y.log']) expect(matcher.ignores(path), path).toBe(false);
    for (const path of ['.env', '.git/HEAD', 'node_modules/a/i.js']) expect(matcher.ignores(path), path).toBe(true);
    expect(fixed).not.toMatch(/^#   (?:docs|\*\.md)/m);
  });

  it('takes waste out of folders that an allow-list lets in, and their content not', async () => {
    const { fixed } = await check('*\n!src\n!docs\n!package.json\n', { files: { ...FORGOTTEN, 'src/node_modules/x.js': '', 'docs/a.md': '' } });
    expect(fixed).toContain('**/node_modules\n');
    expect(createIgnoreMatcher(fixed).ignores('docs/a.md')).toBe(false);
    expect(createIgnoreMatcher(fixed).ignores('src/a.js')).toBe(false);
  });

  it('brings back nothing that a line leaves out', async () => {
    const { fixed } = await check('README.md\n.env.example\n', { files: { ...FORGOTTEN, 'README.md': '', 'A.md': '', '.env.local': '', '.env.example': '' }, sizes: { 'A.md': 2_000_000, 'node_modules/a/i.js': 9 } });
    expect(fixed).toContain('*.md\n');
    const matcher = createIgnoreMatcher(fixed);
    for (const path of ['README.md', '.env.example', 'A.md', '.env.local']) expect(matcher.ignores(path), path).toBe(true);
  });

  it('leaves tests and documents to the owner, unless they weigh megabytes', async () => {
    const files = { ...FORGOTTEN, ...Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`tests/t${i}.js`, ''])) };
    expect((await check('dist\n', { files })).fixed).not.toContain('tests');
    expect((await check('dist\n', { files, sizes: { 'tests/t1.js': 30_000_000 } })).fixed).toContain('\ntests\n');
  });

  it('respects what was commented out, and what a Dockerfile copies', async () => {
    const { fixed } = await check('#node_modules\n# .git\n', { files: { ...FORGOTTEN, '.env': '' } });
    expect(createIgnoreMatcher(fixed).patterns.map(({ raw }) => raw)).toEqual(['**/.env', '**/Dockerfile', '**/.dockerignore']);
    const copied = await check('dist\n', { files: { ...FORGOTTEN, 'b.Dockerfile': 'FROM x\nCOPY node_modules /n\nCOPY logs/a.log /d\n', 'logs/a.log': '' } });
    expect(createIgnoreMatcher(copied.fixed).ignores('node_modules/a/i.js')).toBe(false);
    expect(copied.fixed).toContain('#   logs (a Dockerfile copies logs/a.log)\n');
  });
});

describe('when it speaks', () => {
  it('only of what some COPY, ADD or bind mount reaches', async () => {
    const named = { ...FORGOTTEN, Dockerfile: 'FROM x\nCOPY src package.json ./\n' };
    expect((await check('dist\n', { files: named })).found).toEqual([]);
    const bound = { ...FORGOTTEN, Dockerfile: 'FROM x\nRUN --mount=type=bind,target=/s make -C /s\n' };
    expect((await check('dist\n', { files: bound })).found).toHaveLength(1);
  });

  it('of megabytes where they are known', async () => {
    const large = await check('dist\n', { files: FORGOTTEN, sizes: { 'node_modules/a/i.js': 90_000_000, '.git/HEAD': 10, 'src/a.js': 2_000_000 } });
    expect(large.found[0]).toMatchObject({ severity: 'information', message: expect.stringMatching(/^Builds still send 92 MB in 3 files of the workspace folder, 90 MB of it in `node_modules\/` and `\.git\/`: with .* left out it would be 2\.0 MB in 1 file\.$/) });
    expect((await check('dist\n', { files: FORGOTTEN, sizes: { 'node_modules/a/i.js': 2_000_000 } })).found[0]).toMatchObject({ severity: 'hint' });
    expect((await check('dist\n', { files: FORGOTTEN, sizes: { 'node_modules/a/i.js': 900, 'src/a.js': 90_000_000 } })).found).toEqual([]);
    expect((await check('dist\n', { files: { ...FORGOTTEN, '.env': '' }, sizes: { '.env': 9 } })).found[0]).toMatchObject({ severity: 'information', messageId: 'listed' });
  });

  it('not of a pattern that is there and reaches the top only: another rule does', async () => {
    expect((await check('node_modules\n.git\n', { files: { 'web/package.json': '{}', 'web/node_modules/a/i.js': '' } })).found).toEqual([]);
  });

  it('not of folders whose content is left out', async () => {
    expect((await check('.git/*\n**/node_modules/**\n', { files: FORGOTTEN })).found).toEqual([]);
  });

  it('not where nobody reads the file, or its context is another folder', async () => {
    expect((await check('dist\n', { files: { ...FORGOTTEN, 'sub/x.js': '' } }, 'sub/.dockerignore')).found).toEqual([]);
    expect((await check('dist\n', { files: { ...FORGOTTEN, Dockerfile: `${COPY_ALL}COPY services/api /api\n` } })).found).toEqual([]);
  });

  it('withholds the lines where the context is too large to be read', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`z${i}/f`, '']));
    const { found } = await check('dist\n', { files: { ...FORGOTTEN, ...many }, limits: { entries: 20 } });
    expect(found[0]).toMatchObject({ fixes: [], withheld: expect.stringContaining('could not be read completely') });
  });

  it('costs little on a large context at every keystroke', async () => {
    const files = Object.fromEntries(Array.from({ length: 8_000 }, (_, i) => [`d${i % 90}/e${i % 7}/f${i}.js`, '']));
    const index = new WorkspaceIndex(new MemoryDisk('/w', { ...files, Dockerfile: COPY_ALL, 'package.json': '{}', '.dockerignore': 'dist\n' }), '/w');
    const project = await index.viewFor('.dockerignore', 'dockerignore');
    const run = (text: string) => findingsOf(documentOf(text, 'dockerignore', '.dockerignore'), { rules: [completeDockerignore], project });
    run('dist\n');
    const time = cpuTime(() => {
      for (let i = 0; i < 20; i++) run(`dist\nx${i}\n`);
    });
    expect(time).toBeLessThan(1_200);
  });
});
