import { describe, expect, it } from 'vitest';
import { explained, explainedAlone, type Workspace } from './explained.ts';

const COMPOSE = 'services:\n  api:\n    build: api\n';
const DOCKERFILE = 'FROM busybox AS build\nCOPY src /src\nCOPY . /all\nCOPY dist /dist\nCOPY *.toml /etc/\nCOPY gone /gone\nCOPY ../shared /shared\nADD readme.md /\n';

const WORKSPACE: Workspace = {
  files: {
    'compose.yaml': COMPOSE,
    'api/Dockerfile': DOCKERFILE,
    'api/.dockerignore': 'dist\n**/*.log\n',
    'api/src/a.py': '', 'api/src/b.py': '', 'api/src/x.log': '', 'api/dist/app.js': '', 'api/readme.md': '', 'api/shared/s.py': '',
  },
};
const MEASURED: Workspace = {
  ...WORKSPACE,
  sizes: {
    api: {
      'Dockerfile': 200, '.dockerignore': 14, 'src/a.py': 1_000, 'src/b.py': 2_000, 'src/x.log': 900_000, 'src/c/d.py': 10, 'src/c/e.py': 10, 'src/c/f.py': 10,
      'src/c/g.py': 10, 'dist/app.js': 5_000_000, 'readme.md': 30, 'shared/s.py': 10,
    },
  },
};

const at = (workspace: Workspace, source: string) => explained(workspace, 'api/Dockerfile', source);

describe('a source of COPY', () => {
  it('tells files and bytes, the largest, and what is left out by which line', async () => {
    expect(await at(MEASURED, 'src /src')).toBe(
      '**6 files, 3.0 kB** of `api/`. Largest: `src/b.py` (2.0 kB), `src/a.py` (1.0 kB), `src/c/` (4 files, 40 bytes). ' +
        '`api/.dockerignore` leaves out 1 file, 900 kB of it: `src/x.log` (900 kB) by line 2.',
    );
    expect(await at(MEASURED, '. /all')).toContain('`api/.dockerignore` leaves out 2 files, 5.9 MB of it: `dist/app.js` (5.0 MB) by line 1, `src/x.log` (900 kB) by line 2.');
    expect(await at(MEASURED, 'readme.md')).toBe('**1 file, 30 bytes** of `api/`.');
  });

  it('says that sizes are not measured yet', async () => {
    expect(await at(WORKSPACE, 'src /src')).toBe('**at least 2 files** of `api/`; sizes are not measured yet. `api/.dockerignore` leaves out at least 1 file of it.');
    expect(await at(WORKSPACE, 'readme.md')).toBe('**1 file** of `api/`; sizes are not measured yet.');
  });

  it.each([['measured', MEASURED], ['not measured', WORKSPACE]])('tells what comes to nothing (%s)', async (_, workspace) => {
    expect(await at(workspace, 'dist /dist')).toBe('**Nothing** of `api/`: line 1 of `api/.dockerignore` (`dist`) leaves it out, so the build does not find it.');
    expect(await at(workspace, '*.toml')).toBe('**Nothing** of `api/` now: nothing there has such a name. That is no error, the step just copies no file.');
    expect(await at(workspace, 'gone /gone')).toMatch(/^\*\*Not there\*\* now: `api\/` has no `gone`\./);
  });

  it('tells what `..` comes to', async () => {
    expect(await at(MEASURED, '../shared')).toBe('**1 file, 10 bytes** of `api/`.\n\nThe `..` leads nowhere: a build reads `../shared` as `shared` of its context.');
  });

  it('says nothing of the destination, of variables, heredocs and what is fetched', async () => {
    const files = { 'compose.yaml': 'services:\n  a:\n    build: .\n', 'Dockerfile': 'FROM busybox\nARG X\nCOPY $X a /to/\nADD https://example.com/f /f\nCOPY <<E /h\nE\n', 'a': '' };
    for (const word of ['$X', '/to/', 'https:', '<<E', '/h']) expect(await explained({ files }, 'Dockerfile', word)).toBeNull();
  });

  it('compares two contexts', async () => {
    const files = {
      'compose.yaml': 'services:\n  one:\n    build: { context: a, dockerfile: ../Dockerfile }\n  two:\n    build: { context: b, dockerfile: ../Dockerfile }\n',
      'Dockerfile': 'FROM busybox\nCOPY f /f\n', 'a/f': '', 'b/g': '',
    };
    expect(await explained({ files, sizes: { a: { f: 7 }, b: { g: 8 } } }, 'Dockerfile', 'f /f')).toMatch(
      /^In the build of `one`: \*\*1 file, 7 bytes\*\* of `a\/`\.\n\nIn the build of `two`: \*\*Not there\*\* now/,
    );
  });

  it('knows nothing without a project', () => {
    expect(explainedAlone(DOCKERFILE, 'src /src')).toBeNull();
  });
});

describe('files that are not of the context', () => {
  const text = 'FROM node:24 AS build\nFROM nginx:1.31\nCOPY --from=build /app/dist /srv\nCOPY --from=acme/tool:1 /bin/t /bin/\nCOPY --from=lib /a /a\nRUN --mount=type=bind,from=build,source=/x,target=/x ls\n';
  const files = { 'docker-bake.hcl': 'target "web" {\n  contexts = { lib = "../lib" }\n}\n', 'Dockerfile': text };

  it.each([
    ['/app/dist', 'From the stage `build` (line 1); the build context and its .dockerignore do not count here.'],
    ['--from=build', 'From the stage `build` (line 1); the build context and its .dockerignore do not count here.'],
    ['/bin/t', 'From the image `acme/tool:1`, or a named context of that name; the build context and its .dockerignore do not count here.'],
    ['/a /a', 'From the named context `lib`, which is `../lib` in the build of `web` (`docker-bake.hcl`). The .dockerignore of the build context does not count for it.'],
    ['--mount', 'From the stage `build` (line 1); the build context and its .dockerignore do not count here.'],
  ])('%s', async (at, expected) => {
    expect(await explained({ files }, 'Dockerfile', at)).toBe(expected);
  });
});
