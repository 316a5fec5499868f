import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PIP, scanHere, told, workspace } from './scanHere.ts';

const given = (...chunks: (string | Uint8Array)[]) => ({
  async *input() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  },
});
const stdin = (file: string) => ['--stdin', '--stdin-path', file];

describe('--stdin', () => {
  it('checks the text, not what is on disk, under the path that it is given', async () => {
    const folder = await workspace({ 'a/Dockerfile': 'FROM scratch\n', 'b/Dockerfile': PIP });
    const report = await told(folder, stdin('a/Dockerfile'), given(PIP.slice(0, 20), PIP.slice(20)));
    expect(report.files).toMatchObject([{ path: 'a/Dockerfile', findings: [{ rule: 'require-cache-mount' }] }]);
    expect((await scanHere(folder, stdin('b/Dockerfile'), given('FROM scratch\n'))).code).toBe(0);
  });

  it('needs no such file, and knows the project around it', async () => {
    const folder = await workspace({
      'compose.yaml': 'services:\n  api:\n    build: .\n    image: api:1\n',
      'drydock.json': '{ "rules": { "require-cache-mount": "off" }, "overrides": [{ "files": ["strict/**"], "rules": { "require-cache-mount": "error" } }] }',
      'main.py': '',
    });
    await mkdir(path.join(folder, 'strict'));
    expect((await told(folder, stdin('Dockerfile'), given(PIP))).files[0]?.findings.map(({ rule }) => rule)).not.toContain('require-cache-mount');
    expect((await told(path.join(folder, 'strict'), stdin('Dockerfile'), given(PIP))).files[0]?.findings).toContainEqual(expect.objectContaining({ rule: 'require-cache-mount', severity: 'error' }));
    const copied = await told(folder, stdin('Dockerfile'), given('FROM python:3.12-slim\nCOPY Main.py /\n'));
    expect(copied.files[0]?.findings.map(({ rule }) => rule)).toContain('copy-source-exists');
    const saved = await told(folder, stdin('Dockerfile'), given('FROM python:3.12-slim\nCOPY main.py /\n'));
    expect(saved.files[0]?.findings.map(({ rule }) => rule)).not.toContain('copy-source-exists');
  });

  it('reads compose and ignore files as well, and nothing at all as an empty text', async () => {
    const folder = await workspace({});
    const compose = await told(folder, stdin('compose.yaml'), given('services:\n  db:\n    image: postgres\n'));
    expect(compose.files).toMatchObject([{ path: 'compose.yaml' }]);
    expect(compose.files[0]?.findings.length).toBeGreaterThan(0);
    expect((await scanHere(folder, stdin('.dockerignore'), given())).code).toBe(0);
  });

  it('keeps a byte order mark and says what is not checked', async () => {
    const folder = await workspace({});
    expect((await told(folder, stdin('Dockerfile'), given(`\uFEFF${PIP}`))).files).toHaveLength(1);
    expect((await told(folder, stdin('Dockerfile'), given('FROM a\0\n'))).skipped).toHaveLength(1);
    expect((await told(folder, stdin('Dockerfile'), given('#'.repeat(1_048_577)))).skipped).toHaveLength(1);
  });

  it.each([
    ['Dockerfile', given(new Uint8Array([70, 0xff, 0xfe])), 'is no UTF-8 text'],
    ['Dockerfile', given(PIP, new Uint8Array(4 * 1_048_576)), 'larger than 4 MB'],
    ['notes.txt', given(PIP), 'by its name, notes.txt is none'],
    ['no/such/Dockerfile', given(PIP), 'does not exist'],
  ])('refuses %s with a sentence (%#)', async (file, parts, words) => {
    const folder = await workspace({});
    const { code, out, error } = await scanHere(folder, stdin(file), parts);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(words);
  });

  it('stops reading what never ends', async () => {
    const folder = await workspace({});
    const endless = { async *input() { for (;;) yield Buffer.alloc(65_536, '#'); } };
    expect((await scanHere(folder, stdin('Dockerfile'), endless)).code).toBe(2);
  });
});
