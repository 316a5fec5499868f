import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProcessTree, type ProcessOptions } from '../../../../server/src/host/builds/processTree.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-tree-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a script by Node; it can print the id of what it starts with `start(script)`. */
function run(script: string, options: Partial<ProcessOptions> = {}): { readonly tree: ProcessTree; readonly output: () => string; readonly errors: () => string } {
  let output = '';
  let errors = '';
  const prelude = `const start = (script, options) => require('node:child_process').spawn(process.execPath, ['-e', script], { stdio: 'inherit', ...options });\n`;
  const tree = new ProcessTree({
    program: process.execPath,
    args: ['-e', prelude + script],
    folder,
    env: process.env,
    onOutput: (text) => void (output += text),
    onErrors: (text) => void (errors += text),
    ...options,
  });
  return { tree, output: () => output, errors: () => errors };
}

const STAYS = 'setInterval(() => {}, 1000);';
/** Says its id, and goes on whatever it is asked. */
const IGNORES = `process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); console.log('id ' + process.pid); ${STAYS}`;

async function idsIn(output: () => string, count: number): Promise<number[]> {
  for (;;) {
    const ids = [...output().matchAll(/^id (\d+)$/gm)].map(([, id]) => Number(id));
    if (ids.length >= count) return ids;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Zombies do not count: whether somebody asks for them is up to the system. */
async function runs(id: number): Promise<boolean> {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => '');
  return !/\) [ZX] /.test(stat);
}

describe('a program that ends by itself', () => {
  it('leaves others their turn between what it prints', async () => {
    let turn = 0;
    let isOver = false;
    const next = (): void => void (isOver || setImmediate(() => (turn++, next())));
    next();
    const turns: number[] = [];
    const onOutput = (): void => {
      // Long enough that more waits than is read at once.
      if (turns.length === 0) for (const since = performance.now(); performance.now() - since < 200; );
      turns.push(turn);
    };
    await run(`process.stdout.write('x'.repeat(3000000));`, { onOutput }).tree.ended;
    isOver = true;
    expect(turns.length).toBeGreaterThan(10);
    expect(new Set(turns).size).toBe(turns.length);
  });

  it('tells its code and all of its output', async () => {
    const { tree, output, errors } = run(`process.stdout.write('x'.repeat(300000)); process.stderr.write('größer'); process.exitCode = 3;`);
    expect(await tree.ended).toEqual({ code: 3, signal: null, spawnError: null });
    expect(output()).toHaveLength(300_000);
    expect(errors()).toBe('größer');
  });

  it('has its characters whole, however its output is cut', async () => {
    const { tree, output } = run(`const bytes = Buffer.from('日本📦'); (async () => { for (const byte of bytes) { process.stdout.write(Buffer.of(byte)); await new Promise((r) => setTimeout(r, 2)); } })();`);
    await tree.ended;
    expect(output()).toBe('日本📦');
  });

  it('gets arguments as they are, with no shell between', async () => {
    const args = ['$(touch x)', '"; touch x #', '*', 'a b', '\\', '%PATH%', ''];
    const { tree, output } = run('', { args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...args] });
    await tree.ended;
    expect(JSON.parse(output())).toEqual(args);
  });

  it('reads nothing from the terminal, unless it is given something', async () => {
    const script = `let text = ''; process.stdin.on('data', (data) => (text += data)).on('end', () => console.log('[' + text + ']'));`;
    const [without, given] = [run(script), run(script, { input: 'plan' })];
    await Promise.all([without.tree.ended, given.tree.ended]);
    expect(without.output()).toBe('[]\n');
    expect(given.output()).toBe('[plan]\n');
  });

  it('may end before it has read what it is given', async () => {
    const { tree } = run('process.exit(4)', { input: 'x'.repeat(5_000_000) });
    expect((await tree.ended).code).toBe(4);
  });

  it('waits where its output is not taken', async () => {
    let taken = 0;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const file = path.join(folder, 'written');
    const script = `
      const { writeFileSync } = require('node:fs'); let written = 0;
      const more = () => { while (process.stdout.write('x'.repeat(65536))) written += 65536; };
      let rounds = 0;
      process.stdout.on('drain', () => { if (++rounds < 200) more(); else process.exit(); });
      more(); setTimeout(() => writeFileSync(${JSON.stringify(file)}, String(rounds)), 300);`;
    const { tree } = run(script, {
      onOutput: async (text) => {
        taken += text.length;
        await held;
      },
    });
    let rounds = '';
    while (rounds === '') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      rounds = await readFile(file, 'utf8').catch(() => '');
    }
    expect(Number(rounds)).toBeLessThan(50);
    release();
    await tree.ended;
    expect(taken).toBeGreaterThan(200 * 65_536);
  });
});

describe('a program that cannot be started', () => {
  it.each([
    ['is not there', { program: '/no/such/program' }, 'ENOENT'],
    ['has a folder that is not there', { folder: '/no/such/folder' }, 'ENOENT'],
    ['has an argument that none can have', { args: ['a\0b'] }, 'ERR_INVALID_ARG_VALUE'],
  ])('%s', async (_, options, code) => {
    const { tree } = run('', options);
    tree.cancel();
    const { spawnError, ...rest } = await tree.ended;
    expect(rest).toEqual({ code: null, signal: null });
    expect(spawnError?.code).toBe(code);
  });

  it('is no program', async () => {
    const file = path.join(folder, 'data');
    await writeFile(file, 'text', { mode: 0o644 });
    expect((await run('', { program: file }).tree.ended).spawnError?.code).toBe('EACCES');
  });
});

if (process.platform !== 'win32') describe('cancelling', () => {
  it('interrupts, as Ctrl-C does', async () => {
    const { tree, output } = run(`process.on('SIGINT', () => { console.log('interrupted'); process.exit(130); }); console.log('id ' + process.pid); ${STAYS}`);
    await idsIn(output, 1);
    tree.cancel();
    tree.cancel();
    expect(await tree.ended).toMatchObject({ code: 130 });
    expect(output().match(/interrupted/g)).toHaveLength(1);
  });

  it('ends children and grandchildren, also those that ignore it', async () => {
    const { tree, output } = run(`start(${JSON.stringify(`require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(IGNORES)}], { stdio: 'inherit' }); ${IGNORES}`)}); ${IGNORES}`);
    const ids = await idsIn(output, 3);
    tree.cancel();
    expect(await tree.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await Promise.all(ids.map(runs))).toEqual([false, false, false]);
  });

  it('waits for what outlives its leader', async () => {
    const { tree, output } = run(`start(${JSON.stringify(IGNORES)}); process.on('SIGINT', () => process.exit(0)); console.log('id ' + process.pid); ${STAYS}`);
    const ids = await idsIn(output, 2);
    tree.cancel();
    expect(await tree.ended).toMatchObject({ code: 0 });
    expect(await Promise.all(ids.map(runs))).toEqual([false, false]);
  });

  it('does not wait for one that left the group and holds the output', async () => {
    const { tree, output } = run(`start(${JSON.stringify(IGNORES)}, { detached: true }).unref(); process.on('SIGINT', () => process.exit(0)); console.log('id ' + process.pid); ${STAYS}`);
    const ids = await idsIn(output, 2);
    tree.cancel();
    await tree.ended;
    const left = (await Promise.all(ids.map(async (id) => ((await runs(id)) ? [id] : [])))).flat();
    expect(left).toHaveLength(1);
    process.kill(left[0]!, 'SIGKILL');
  });
});

if (process.platform !== 'win32') it('ends what a program leaves behind', async () => {
  const file = path.join(folder, 'may end');
  const ends = `setInterval(() => require('node:fs').existsSync(${JSON.stringify(file)}) && process.exit(0), 10);`;
  const { tree, output } = run(`start(${JSON.stringify(`console.log('id ' + process.pid); ${STAYS}`)}).unref(); ${ends}`);
  const [id] = await idsIn(output, 1);
  await writeFile(file, '');
  expect(await tree.ended).toMatchObject({ code: 0 });
  expect(await runs(id!)).toBe(false);
});

if (process.platform !== 'win32') describe('when our own process ends', () => {
  it.each(['exit', 'SIGTERM', 'SIGHUP'])('by %s, the tree does too', async (how) => {
    const module = path.join(import.meta.dirname, '../../../../server/src/host/builds/processTree.ts');
    const file = path.join(folder, 'own.mjs');
    const bundle = path.join(folder, 'tree.mjs');
    const { build } = await import('esbuild');
    await build({ entryPoints: [module], bundle: true, format: 'esm', platform: 'node', outfile: bundle, logLevel: 'silent' });
    await writeFile(file, `
      import { ProcessTree } from './tree.mjs';
      new ProcessTree({ program: process.execPath, args: ['-e', ${JSON.stringify(IGNORES)}], folder: '.', env: process.env,
        onOutput: (text) => { process.stdout.write(text); if (${JSON.stringify(how)} === 'exit') process.exit(7); }, onErrors() {} });
      setInterval(() => {}, 1000);`);
    const own = spawn(process.execPath, [file], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    own.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const exited = once(own, 'exit');
    const [id] = await idsIn(() => output, 1);
    if (how !== 'exit') own.kill(how as NodeJS.Signals);
    expect(await exited).toEqual(how === 'exit' ? [7, null] : [null, how]);
    for (let tries = 0; tries < 2_000 && (await runs(id!)); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await runs(id!)).toBe(false);
  });
});
