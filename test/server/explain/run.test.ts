import { describe, expect, it } from 'vitest';
import { explained, explainedAlone } from './explained.ts';

/** The items of the list, its last one left out: that one is always the same. */
function reasons(markdown: string | null): string[] {
  const items = (markdown ?? '').split('\n').filter((line) => /^\d+\. /.test(line)).map((line) => line.replace(/^\d+\. /, ''));
  const uncounted = 'comments, LABEL, EXPOSE, VOLUME, HEALTHCHECK, STOPSIGNAL, ENTRYPOINT and CMD';
  expect(items.at(-1)).toBe(`this RUN or an instruction above it, by an edit (${uncounted} do not count)`);
  return items.slice(0, -1);
}

describe('a RUN runs again when', () => {
  it('what it stands on changes, in the order of the file', async () => {
    const files = {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      args:\n        MODE: fast\n        GIT_SHA:\n',
      'Dockerfile':
        'FROM python:3.12 AS build\nARG MODE\nARG GIT_SHA\nARG UNUSED\nARG TARGETARCH\nCOPY requirements.txt ./\nCOPY . .\n' +
        'RUN --mount=type=cache,target=/root/.cache/pip --mount=type=secret,id=t pip install -r requirements.txt\nCOPY late /late\n',
      'requirements.txt': 'a', 'src/main.py': '', 'late': '',
    };
    const sizes = { '.': { 'requirements.txt': 210, 'src/main.py': 4_100_000, 'late': 1, 'Dockerfile': 300, 'compose.yaml': 90 } };
    const found = await explained({ files, sizes }, 'Dockerfile', 'RUN');
    expect(reasons(found)).toEqual([
      '`python:3.12` (line 1): the image that the tag stands for',
      '`ARG MODE` (line 2): its value, now `fast` in the build of `api`',
      '`ARG GIT_SHA` (line 3): its value, from the environment in the build of `api` — **meant to be new in every build**',
      '`COPY requirements.txt` (line 6): 1 file, 210 bytes',
      '`COPY .` (line 7): any of 5 files, 4.1 MB — **changes with nearly every commit**',
    ]);
    expect(found).toMatch(/\nNew packages on a server, the times of files, the content of the cache mount `\/root\/\.cache\/pip` and secrets do not count\.$/);
  });

  it('a stage that it continues, copies from or mounts gives something else', () => {
    const text =
      'FROM alpine:3.22 AS base\nCOPY a /a\nRUN one\nFROM node:24 AS js\nCOPY . .\nRUN npm ci\nFROM base\nCOPY --from=js /dist /dist\nCOPY --link --from=acme/x:1 /x /x\n' +
      'ADD https://example.com/tool /t\nRUN --mount=type=bind,from=js,source=/m,target=/m --mount=type=bind,source=cfg,target=/c two\n';
    expect(reasons(explainedAlone(text, 'two'))).toEqual([
      '`alpine:3.22` (line 1): the image that the tag stands for',
      '`COPY a` (line 2): the files',
      '`COPY --from=js /dist` (line 8): what the stage `js` leaves there',
      '`COPY --from=acme/x:1 /x` (line 9): the image that `acme/x:1` stands for',
      '`ADD https://example.com/tool` (line 10): what comes from there',
      'the bind mount of `/m` (this RUN): what the stage `js` leaves there',
      'the bind mount of `cfg` (this RUN): the files',
    ]);
  });

  it('has no amounts of a folder that it is probably not built from', async () => {
    const files = { 'sub/Dockerfile': 'FROM scratch\nCOPY lib/a.c /\nCOPY . /\nRUN x\n', 'sub/other': '' };
    expect(reasons(await explained({ files }, 'sub/Dockerfile', 'RUN'))).toEqual([
      '`COPY lib/a.c` (line 2): the files', '`COPY .` (line 3): the files — **changes with nearly every commit**',
    ]);
  });

  it.each([
    ['FROM scratch\nRUN x\n', []],
    ['FROM alpine@sha256:' + 'a'.repeat(64) + '\nRUN x\n', []],
    ['FROM $BASE\nRUN x\n', ['`$BASE` (line 1): which image that is']],
    ['FROM scratch\nCOPY <<E /x\nE\nRUN x\nCOPY late /late\n', []],
    ['FROM scratch\nONBUILD COPY . .\nRUN x\n', []],
    ['FROM scratch\nARG BUILD_DATE\nRUN x\n', ['`ARG BUILD_DATE` (line 2): its value — **meant to be new in every build**']],
  ])('%s', (text, expected) => {
    expect(reasons(explainedAlone(text, 'RUN'))).toEqual(expected);
  });

  it('marks the first that changes often, and counts a folder of manifests for none', async () => {
    const files = {
      'compose.yaml': 'services:\n  api:\n    build: .\n', 'Dockerfile': 'FROM scratch\nCOPY req /req\nCOPY lib /lib\nCOPY . .\nRUN make\n',
      'req/requirements.txt': '', 'lib/a.c': '', 'lib/b.c': '',
    };
    expect(reasons(await explained({ files }, 'Dockerfile', 'RUN'))).toEqual([
      '`COPY req` (line 2): any of at least 1 file',
      '`COPY lib` (line 3): any of at least 2 files — **changes with nearly every commit**',
      '`COPY .` (line 4): any of at least 5 files',
    ]);
  });

  it('keeps to twelve lines', () => {
    const text = `FROM alpine:3.22\n${Array.from({ length: 40 }, (_, i) => `COPY f${i} /f${i}\n`).join('')}COPY . .\nRUN make\n`;
    const markdown = explainedAlone(text, 'RUN');
    expect(markdown!.split('\n').length).toBeLessThanOrEqual(12);
    expect(reasons(markdown)).toContain('`COPY .` (line 42): the files — **changes with nearly every commit**');
    expect(reasons(markdown).at(-1)).toBe('what 35 more lines bring (lines 7 to 41)');
  });

  it('is said on the keyword and the first word', () => {
    const text = 'FROM scratch\nRUN --mount=type=cache,target=/c make all\nRUN ["a", "b"]\n';
    expect(explainedAlone(text, 'RUN')).not.toBeNull();
    expect(explainedAlone(text, 'make')).not.toBeNull();
    expect(explainedAlone(text, '["a"')).not.toBeNull();
    for (const at of ['type=cache', 'all', '"b"']) expect(explainedAlone(text, at)).toBeNull();
  });
});
