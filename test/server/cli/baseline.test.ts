import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PIP, scanHere, told, workspace, write } from './scanHere.ts';

const TWICE = `${PIP}RUN pip install a\n`;
const BASELINE = ['--baseline', 'known.json'];
const WRITE = [...BASELINE, '--write-baseline'];

const read = (folder: string, file = 'known.json') => readFile(path.join(folder, file), 'utf8');

describe('--baseline', () => {
  it('lets only what is new fail, and tells only that', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const first = await scanHere(folder, WRITE);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^No findings in 1 file\.$/m);
    expect(first.out).toMatch(/^known\.json was written: it knows 1 finding of this scan\.$/m);
    const second = await scanHere(folder, BASELINE);
    expect([second.code, second.out]).toEqual([0, expect.stringContaining('1 finding of the baseline is left out.')]);
    // Elsewhere in the file, and lines further down.
    await write(folder, { 'a/Dockerfile': `# a comment\n\n${TWICE}` });
    const third = await scanHere(folder, BASELINE);
    expect(third.code).toBe(1);
    expect(third.out.match(/\[require-cache-mount\]/g)).toHaveLength(1);
    expect(third.out).toMatch(/^a\/Dockerfile:8:5 warning/m);
    expect(await told(folder, BASELINE)).toMatchObject({ summary: { findings: 1 }, baseline: { known: 1, gone: [], written: null } });
  });

  it('tells what is gone, and takes it out when it is written again', async () => {
    const folder = await workspace({ 'a/Dockerfile': TWICE, 'b/Dockerfile': PIP });
    await scanHere(folder, WRITE);
    await write(folder, { 'a/Dockerfile': PIP });
    await rm(path.join(folder, 'b'), { recursive: true });
    const { code, out } = await scanHere(folder, BASELINE);
    expect(code).toBe(0);
    expect(out).toMatch(/^2 findings of the baseline are gone \(require-cache-mount in a\/Dockerfile and require-cache-mount in b\/Dockerfile\): take them out with --write-baseline\.$/m);
    const gone = [{ path: 'a/Dockerfile', rule: 'require-cache-mount', count: 1 }, { path: 'b/Dockerfile', rule: 'require-cache-mount', count: 1 }];
    expect((await told(folder, BASELINE)).baseline).toEqual({ known: 1, gone, written: null });
    expect((await scanHere(folder, WRITE)).out).toContain('known.json was written: it knows 1 finding of this scan; 2 findings that are gone were taken out.');
    expect((await told(folder, BASELINE)).baseline).toEqual({ known: 1, gone: [], written: null });
  });

  it('holds wherever a scan is started, and keeps what a scan does not look at', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'drydock.json': '{}' });
    await scanHere(folder, WRITE);
    const before = await read(folder);
    const below = path.join(folder, 'a');
    expect((await scanHere(below, ['--baseline', '../known.json'])).code).toBe(0);
    expect((await scanHere(below, ['--baseline', '../known.json', '--write-baseline'])).out).toContain('../known.json was written');
    expect(await read(folder)).toBe(before);
    expect((await told(below, ['--baseline', '../known.json'])).baseline).toMatchObject({ gone: [] });
  });

  it('is sorted and holds no words of the files', async () => {
    const folder = await workspace({ 'b/Dockerfile': TWICE, 'a/Dockerfile': `${PIP}RUN pip install --index-url https://user:hunter2@example.com/ a\n` });
    await scanHere(folder, WRITE);
    const text = await read(folder);
    expect(text).not.toMatch(/hunter2|example\.com|pip/);
    const { version, files } = JSON.parse(text);
    expect(version).toBe(1);
    expect(Object.keys(files)).toEqual(['a/Dockerfile', 'b/Dockerfile']);
    const prints = Object.keys(files['b/Dockerfile']['require-cache-mount']);
    expect(prints).toEqual([...prints].sort());
    expect(Object.values(files['b/Dockerfile']['require-cache-mount'])).toEqual([1, 1]);
    await scanHere(folder, ['b', 'a', ...WRITE]);
    expect(await read(folder)).toBe(text);
  });

  it('leaves scores and their gates as they are', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    await scanHere(folder, WRITE);
    const score = async (...args: string[]) => JSON.parse((await scanHere(folder, ['--format=json', '--score', ...args])).out).score;
    expect(await score(...BASELINE)).toEqual(await score());
    expect((await scanHere(folder, [...BASELINE, '--fail-under=100'])).code).toBe(1);
  });

  it('takes files named like parts of objects for files', async () => {
    const folder = await workspace({ '__proto__/Dockerfile': PIP, 'constructor.dockerfile': PIP });
    await scanHere(folder, WRITE);
    expect(JSON.parse(await read(folder)).files).toHaveProperty(['__proto__/Dockerfile']);
    expect((await scanHere(folder, BASELINE)).code).toBe(0);
  });
});

describe('a baseline', () => {
  it.each([
    ['missing.json', null, 'does not exist: create it with --write-baseline.'],
    ['b.json', '', 'is no JSON'],
    ['b.json', '[]', 'is no baseline of Drydock'],
    ['b.json', '{"name":"x"}', 'is no baseline of Drydock'],
    ['b.json', '{"version":2,"files":{}}', 'another version'],
    ['b.json', '{"version":1,"files":{"a":[]}}', 'is damaged'],
    ['b.json', '{"version":1,"files":{"a":{"r":{}}}}', 'is damaged'],
    ['b.json', '{"version":1,"files":{"a":{"r":{"f":-1}}}}', 'is damaged'],
    ['b.json', '{"version":1,"files":{"a":{"r":{"f":"1"}}}}', 'is damaged'],
    ['b.json', new Uint8Array([0xff, 0xfe, 0]), 'cannot be read'],
    ['.', null, 'cannot be read'],
  ])('%s of %j ends the scan with a sentence', async (file, text, words) => {
    const folder = await workspace({ 'a/Dockerfile': PIP, ...(text === null ? {} : { [file]: text }) });
    const { code, out, error } = await scanHere(folder, ['--baseline', file]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(words);
    expect(error).toMatch(/^drydock: .*\.$/m);
  });

  it('never takes the place of a file that is none', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'package.json': '{"name":"x"}' });
    expect((await scanHere(folder, ['--baseline', 'package.json', '--write-baseline'])).code).toBe(2);
    expect(await read(folder, 'package.json')).toBe('{"name":"x"}');
  });

  it('of deep or hostile JSON ends nothing', async () => {
    const paths = ['//host/share/Dockerfile', '\\\\host\\share\\Dockerfile', '/etc/passwd', '../../../x', '\0', '__proto__', '\u001b[2J'];
    const files = Object.fromEntries(paths.map((one) => [one, { 'no-rule': { f: 1 } }]));
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b.json': JSON.stringify({ version: 1, files }), 'deep.json': '['.repeat(100_000) });
    const { code, out } = await scanHere(folder, ['--baseline', 'b.json']);
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    expect((await scanHere(folder, ['--baseline', 'deep.json'])).code).toBe(2);
  });

  it('is not written where the scan could not run', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    expect((await scanHere(folder, ['missing', ...WRITE])).code).toBe(2);
    expect(existsSync(path.join(folder, 'known.json'))).toBe(false);
    const { code, error } = await scanHere(folder, ['--baseline', 'no/such/known.json', '--write-baseline']);
    expect([code, error]).toEqual([2, expect.stringContaining('The folder of no/such/known.json does not exist')]);
  });
});
