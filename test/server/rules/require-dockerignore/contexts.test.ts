import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../server/src/host/workspaceIndex.ts';
import { requireDockerignore } from '../../../../server/src/rules/require-dockerignore.ts';
import { MemoryDisk } from '../../host/memoryDisk.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

async function check(path: string, files: Record<string, string | null>, contextLimits = {}) {
  const index = new WorkspaceIndex(new MemoryDisk('/w', files), '/w', { contextLimits });
  const project = await index.viewFor(path, 'dockerfile');
  return findingsOf(documentOf(files[path]!, 'dockerfile', path), { rules: [requireDockerignore], project });
}

const COPY_ALL = 'FROM x\nCOPY . .\n';

it('says nothing while nothing is known of the project', () => {
  expect(findingsOf(documentOf(COPY_ALL, 'dockerfile'), { rules: [requireDockerignore] })).toEqual([]);
});

it('says nothing where a .dockerignore is there but cannot be read', async () => {
  expect(await check('Dockerfile', { Dockerfile: COPY_ALL, '.dockerignore': null })).toEqual([]);
});

it('creates one file for each context that lacks one, and none where one applies', async () => {
  const build = (context: string) => `{context: ${context}, dockerfile: ../a/Dockerfile}`;
  const files = {
    'compose.yml': `services:\n  a: {build: ./a}\n  b: {build: ${build('./b')}}\n  c: {build: ${build('./c')}}\n`,
    'a/Dockerfile': COPY_ALL, 'b/.git/HEAD': '', 'b/x.py': '', 'c/.dockerignore': 'x\n', 'c/y.py': '',
  };
  const [found, ...more] = await check('a/Dockerfile', files);
  expect(more).toEqual([]);
  expect(found!.message).toBe('`COPY .` sends `.git` of b/ to every build and into the image: add a .dockerignore file that leaves it out.');
  expect(found!.fixes[0]).toMatchObject({ kind: 'suggestion', title: expect.stringMatching(/^Create a\/\.dockerignore and b\/\.dockerignore: check/), edits: [] });
  expect(found!.fixes[0]!.creates!.map(({ path }) => path)).toEqual(['a/.dockerignore', 'b/.dockerignore']);
});

it('withholds the fix where the context is too large to be read', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, '']));
  const [found] = await check('Dockerfile', { ...many, Dockerfile: COPY_ALL }, { entries: 10 });
  expect(found).toMatchObject({ fixes: [], withheld: 'The workspace folder could not be read completely, so a new file could leave out what the build needs.' });
});

it('underlines the source word alone, also in JSON form and with flags', async () => {
  for (const [line, word] of [['COPY --chown=1 ./ /x', './'], ['COPY ["a", "./", "/x/"]', '"./"'], ['copy \\\n  . \\\n  /x', '.'], ['ADD * /x/', '*']] as const) {
    const text = `FROM x\n${line}\n`;
    const [found] = await check('Dockerfile', { Dockerfile: text, a: '' });
    expect(text.slice(found!.span.start, found!.span.end), line).toBe(word);
  }
});

it('names waste beside manifests further down, and counts files otherwise', async () => {
  expect((await check('Dockerfile', { Dockerfile: COPY_ALL, 'web/package.json': '{}', 'web/node_modules/x/i.js': '', '.git/HEAD': '' }))[0]!.message).toMatch(/^`COPY \.` sends `\.git` and `node_modules` of the workspace folder/);
  expect((await check('Dockerfile', { Dockerfile: COPY_ALL, a: '' }))[0]).toMatchObject({ confidence: 'medium', message: expect.stringContaining('all 2 files of') });
});

it('is a hint for a handful of files, information for more', async () => {
  const sources = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/${i}.py`, '']));
  expect((await check('Dockerfile', { Dockerfile: COPY_ALL, ...sources(19) }))[0]).toMatchObject({ severity: 'hint' });
  expect((await check('Dockerfile', { Dockerfile: COPY_ALL, ...sources(20) }))[0]).toMatchObject({ severity: 'information' });
});

it('says nothing of a folder without the file that what it runs needs: it is built from another one', async () => {
  const main = { 'cmd/canary/main.go': '', Makefile: '', 'go.mod': '' };
  const text = (run: string) => `FROM golang:1.26\nCOPY . /src\nWORKDIR /src\nRUN ${run}\n`;
  expect(await check('cmd/canary/Dockerfile', { ...main, 'cmd/canary/Dockerfile': text('make clean && make canary') })).toEqual([]);
  expect(await check('cmd/canary/Dockerfile', { ...main, 'cmd/canary/Dockerfile': text('go build .') })).toHaveLength(1);
  expect(await check('cmd/canary/Dockerfile', { ...main, 'cmd/canary/Dockerfile': text('npm ci && npm run build') })).toEqual([]);
  expect(await check('cmd/canary/Dockerfile', { ...main, 'cmd/canary/Dockerfile': text('wget -qO- https://example.com/x.tgz | tar xz && make -C x') })).toHaveLength(1);
  expect(await check('Dockerfile', { ...main, Dockerfile: text('make canary') })).toHaveLength(1);
});

it('says nothing of a folder with nothing but the Dockerfile to copy: it is built from another one', async () => {
  expect(await check('packaging/Dockerfile', { 'packaging/Dockerfile': COPY_ALL, 'packaging/README.md': '', 'main.go': '' })).toEqual([]);
});
