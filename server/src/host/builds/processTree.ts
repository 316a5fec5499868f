import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endAtExit } from './endAtExit.ts';
import { groupLives } from './processGroup.ts';
import { systemProgram } from './systemProgram.ts';

/** How a program and all that it started ended. */
export interface Ended {
  /** Of the program itself; null where a signal ended it or it could not be started. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly spawnError: { readonly code: string | null; readonly message: string } | null;
}

export interface ProcessOptions {
  /** Absolute: nothing is looked for. */
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Given on standard input, which is closed otherwise. */
  readonly input?: string;
  /** Decoded text as it comes, cut anywhere. The program waits while a promise that is returned is pending. */
  readonly onOutput: (text: string) => void | Promise<void>;
  readonly onErrors: (text: string) => void | Promise<void>;
}

/** After an interrupt, milliseconds until it is asked once more, and until it is killed. */
const TERMINATE_AFTER = 3_000;
const KILL_AFTER = 6_000;
/** What a program leaves running when it ended by itself may go on so long. */
const LEFT_BEHIND = 2_000;
/** Output that is still on its way when all processes are gone. */
const LAST_OUTPUT = 1_000;
const LOOK_EVERY = 20;

/** A program that runs with all that it starts: as a group of their own, so that one signal reaches each of them. */
export class ProcessTree {
  /** Resolves once the whole tree is gone and its output is read. Never rejects. */
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess | null;
  private readonly timers: NodeJS.Timeout[] = [];
  private isCancelled = false;
  private isGone = false;

  constructor(options: ProcessOptions) {
    let child: ChildProcess | null = null;
    let failure: unknown = null;
    try {
      child = start(options);
    } catch (error) {
      // A folder or argument with a null character, or an environment that is too large: thrown, not told by an event.
      failure = error;
    }
    this.child = child;
    this.ended = child ? this.follow(child, options) : Promise.resolve({ code: null, signal: null, spawnError: spawnErrorOf(failure) });
  }

  /** Ends the tree as Ctrl-C does, and harder where that does not help. */
  cancel(): void {
    if (this.isCancelled || this.isGone || this.child?.pid === undefined) return;
    this.isCancelled = true;
    this.signal('SIGINT');
    this.timers.push(setTimeout(() => this.signal('SIGTERM'), TERMINATE_AFTER), setTimeout(() => this.signal('SIGKILL'), KILL_AFTER));
  }

  private async follow(child: ChildProcess, { onOutput, onErrors, input }: ProcessOptions): Promise<Ended> {
    const release = endAtExit(child);
    const exited = new Promise<Ended>((resolve) => {
      child.once('error', (error) => resolve({ code: null, signal: null, spawnError: spawnErrorOf(error) }));
      child.once('exit', (code, signal) => resolve({ code, signal, spawnError: null }));
    });
    // It may end before it has read all of it.
    child.stdin?.on('error', () => undefined).end(input);
    const output = Promise.all([read(child.stdout!, onOutput), read(child.stderr!, onErrors)]);
    const ended = await exited;
    await this.groupGone(child);
    this.isGone = true;
    for (const timer of this.timers) clearTimeout(timer);
    release();
    // A process that left the group may hold the other end of the pipes as long as it likes.
    const giveUp = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), LAST_OUTPUT);
    await output;
    clearTimeout(giveUp);
    return ended;
  }

  /** What is left of the group when its leader has ended is told to end too. */
  private async groupGone({ pid }: ChildProcess): Promise<void> {
    if (pid === undefined || process.platform === 'win32') return;
    const since = performance.now();
    while (await groupLives(pid)) {
      const waited = performance.now() - since;
      if (!this.isCancelled && waited > LEFT_BEHIND) this.cancel();
      // Nothing outlives being killed but what waits for a disk that does not answer.
      if (waited > LEFT_BEHIND + KILL_AFTER + LEFT_BEHIND) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }

  private signal(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    const pid = this.child?.pid;
    if (pid === undefined || this.isGone) return;
    if (process.platform === 'win32') endTreeOnWindows(pid, signal !== 'SIGINT');
    else signalGroup(pid, signal);
  }
}

function start({ program, args, folder, env, input }: ProcessOptions): ChildProcess {
  return spawn(program, args, {
    cwd: folder,
    env,
    shell: false,
    windowsHide: true,
    // On Windows that would open a console of its own.
    detached: process.platform !== 'win32',
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
}

/** Iterating pauses a stream while a chunk is worked on, which in the end makes the program wait. */
async function read(stream: Readable, onText: (text: string) => void | Promise<void>): Promise<void> {
  stream.setEncoding('utf8');
  try {
    for await (const text of stream) {
      await onText(text as string);
      // A pipe that is full again and again would be read 32 times before anything else gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch {
    // Destroyed since nobody else ends it; what was read is read.
    stream.resume();
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** Windows has no signals: taskkill asks windows to close, and with /F ends processes (learn.microsoft.com, "taskkill"). */
function endTreeOnWindows(pid: number, isForced: boolean): void {
  const killer = spawn(systemProgram('taskkill.exe'), ['/PID', String(pid), '/T', ...(isForced ? ['/F'] : [])], { stdio: 'ignore', windowsHide: true });
  killer.once('error', () => undefined);
  // A console program cannot be asked: then it is ended at once.
  if (!isForced) void once(killer, 'exit').then(([code]) => (code === 0 ? undefined : endTreeOnWindows(pid, true)), () => undefined);
}

function spawnErrorOf(error: unknown): NonNullable<Ended['spawnError']> {
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? null, message };
}
