import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What the program does where its arguments, joined by blanks, hold a text: the first that fits. */
export interface Behaviour {
  readonly when: string;
  readonly output?: string;
  readonly errors?: string;
  readonly code?: number;
  /** Milliseconds until it ends. */
  readonly after?: number;
  /** Begins only when another call has, whose arguments hold a text. */
  readonly waitsFor?: string;
  /** Goes on until it is interrupted. */
  readonly hangs?: boolean;
  /** Goes on whatever it is asked, and so does a process that it starts. */
  readonly isStubborn?: boolean;
  /** Leaves a file in the folder for temporary files. */
  readonly litters?: boolean;
}

export interface Call {
  readonly args: readonly string[];
  readonly event: 'begins' | 'ends' | 'interrupted';
  readonly id: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
}

const SCRIPT = `
const fs = require('node:fs'), path = require('node:path');
const args = process.argv.slice(2), joined = args.join(' ');
const input = args.includes('-') ? fs.readFileSync(0, 'utf8') : '';
const tell = (event) => fs.appendFileSync(path.join(__dirname, 'calls'), JSON.stringify({ args, event, id: process.pid, cwd: process.cwd(), env: process.env, input }) + '\\n');
const rule = JSON.parse(fs.readFileSync(path.join(__dirname, 'behaviours.json'), 'utf8')).find(({ when }) => joined.includes(when));
if (!rule) { console.error('no behaviour for ' + joined); process.exit(99); }
if (rule.litters) fs.writeFileSync(path.join(process.env.TMPDIR, 'litter'), '');
const stay = () => setInterval(() => {}, 1000);
if (rule.isStubborn) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tell('interrupted'));
  require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
} else process.on('SIGINT', () => { tell('interrupted'); process.exit(130); });
tell('begins');
const begun = () => !rule.waitsFor || fs.readFileSync(path.join(__dirname, 'calls'), 'utf8').split('\\n').slice(0, -1).some((line) => JSON.parse(line).args.join(' ').includes(rule.waitsFor));
while (!begun()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
process.stdout.write(rule.output ?? '', () => process.stderr.write(rule.errors ?? '', () => {
  if (rule.hangs || rule.isStubborn) return stay();
  setTimeout(() => { tell('ends'); process.exitCode = rule.code ?? 0; process.removeAllListeners('SIGINT'); }, rule.after ?? 0);
}));
`;

/** A program that plays docker, in a folder of its own. POSIX only: Windows starts no scripts. */
export class FakeDocker {
  private constructor(readonly folder: string) {}

  static async create(folder: string, behaviours: readonly Behaviour[], name = 'docker'): Promise<FakeDocker> {
    await mkdir(folder, { recursive: true });
    const fake = new FakeDocker(folder);
    await fake.behave(behaviours);
    await writeFile(path.join(folder, 'play.cjs'), SCRIPT);
    await writeFile(path.join(folder, name), `#!/bin/sh\nexec '${process.execPath}' '${folder}/play.cjs' "$@"\n`, { mode: 0o755 });
    return fake;
  }

  async behave(behaviours: readonly Behaviour[]): Promise<void> {
    await writeFile(path.join(this.folder, 'behaviours.json'), JSON.stringify([...behaviours, ...VERSIONS]));
  }

  get program(): string {
    return path.join(this.folder, 'docker');
  }

  async calls(): Promise<Call[]> {
    const text = await readFile(path.join(this.folder, 'calls'), 'utf8').catch(() => '');
    // The last line may be half written.
    return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Call);
  }

  /** Resolves when a call has begun whose arguments hold a text. */
  async hasBegun(text: string): Promise<Call> {
    for (;;) {
      const call = (await this.calls()).find(({ event, args }) => event === 'begins' && args.join(' ').includes(text));
      if (call) return call;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Arguments of what was started, in that order. */
  async begun(): Promise<string[]> {
    return (await this.calls()).filter(({ event }) => event === 'begins').map(({ args }) => args.join(' '));
  }
}

const VERSIONS: readonly Behaviour[] = [
  { when: 'buildx version', output: 'github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b\n' },
  { when: 'compose version', output: 'Docker Compose version v2.40.3-desktop.1\n' },
  { when: 'image inspect', errors: 'Error: No such image\n', code: 1 },
  { when: 'history', errors: 'Error: No such image\n', code: 1 },
];
