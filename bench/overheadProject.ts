import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BuildListener, RunBuild } from '../server/src/build/run.ts';
import { HistoryStore } from '../server/src/host/builds/historyStore.ts';
import { createRunBuild } from '../server/src/host/builds/runBuild.ts';
import { LogBatches } from '../server/src/lsp/builds/logBatches.ts';

/** A compose project of one service to build over and over, with a history of its own. */
export interface OverheadProject {
  readonly folder: string;
  readonly run: RunBuild;
  /** @param rounds of work in each step */
  write(rounds: number): Promise<void>;
  remove(): Promise<void>;
}

/** The whole, docker's own time of it, and what passed before docker began to build and after it ended; seconds. */
export interface BuildTime {
  readonly seconds: number;
  /** From the start of docker's process to its end. */
  readonly docker: number;
  /** Of the processor, for this process: docker's own is not in it. */
  readonly processor: number;
  readonly before: number;
  readonly after: number;
}

interface Engine {
  readonly docker: string;
  readonly env: Readonly<Record<string, string>>;
  /** What a build is told so that it finds `debian:bookworm-slim`. */
  readonly bases: readonly string[];
}

const STEPS = 5;
const FILES = 400;
const PRINTED_LINES = 40;
const CALIBRATION = 20;
const BASE = 'drydock-bench/base:local';

const engine = JSON.parse(process.env['DRYDOCK_BUILD_ENGINE'] ?? 'null') as Engine | null;
// Progress is asked for in the command, as people's environments say nothing of it.
const { BUILDKIT_PROGRESS: _progress, ...engineEnv } = { ...process.env, ...engine?.env };

/**
 * Each step prints and waits in turn. It waits by the clock rather than computing: on a machine that others use too, the same computation takes 30 % more or
 * less from one build to the next, which hides what is to be measured. What our own process takes of the processor is told beside it.
 */
const dockerfile = (rounds: number): string =>
  [
    `FROM ${BASE}`,
    'WORKDIR /src',
    'COPY . .',
    ...Array.from({ length: STEPS }, (_, step) => `RUN i=0; while [ $i -lt ${rounds} ]; do ${round(step)}; i=$((i + 1)); done`),
    '',
  ].join('\n');

const round = (step: number): string => `n=0; while [ $n -lt ${PRINTED_LINES} ]; do echo "[$i.$n] cc -O2 -c src/part-${step}/file_$n.c -o build/file_$n.o"; n=$((n + 1)); done; sleep 0.1`;

export async function makeProject(): Promise<OverheadProject> {
  if (!engine) throw new Error('There is no engine: run `npm run bench -- builds`, which brings one.');
  const root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-overhead-')));
  const folder = path.join(root, 'drydock-bench');
  await mkdir(folder);
  await writeFile(path.join(folder, 'compose.yaml'), 'services:\n  app:\n    build: .\n');
  for (let i = 0; i < FILES; i++) {
    const file = path.join(folder, `src/part-${i % 20}/file_${i}.c`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `int f${i}(void) { return ${i}; }\n`.repeat(1 + (i % 50)));
  }
  await makeBase(root);
  const history = await HistoryStore.open(folder, { stateFolder: path.join(root, 'state') });
  return {
    folder,
    run: createRunBuild({ workspaceFolder: folder, history, env: engineEnv }),
    write: (rounds) => writeFile(path.join(folder, 'Dockerfile'), dockerfile(rounds)),
    remove: async () => {
      await call(['image', 'rm', '--no-prune', 'drydock-bench-app', BASE], folder);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Rounds of work with which a build takes so many seconds here and now. */
export async function calibrate(project: OverheadProject, seconds: number): Promise<number> {
  await project.write(1);
  const least = (await buildOnce(project, 'plain')).seconds;
  await project.write(1 + CALIBRATION);
  const taken = (await buildOnce(project, 'plain')).seconds;
  const perRound = Math.max((taken - least) / CALIBRATION, 0.005);
  return Math.max(1, Math.ceil((seconds - least) / perRound));
}

/** Throws where it is not built. */
export async function buildOnce(project: OverheadProject, way: 'plain' | 'drydock', noCache = true): Promise<BuildTime> {
  const since = performance.now();
  if (way === 'plain') {
    const code = await call(['compose', '--progress', 'json', 'build', ...(noCache ? ['--no-cache'] : []), 'app'], project.folder);
    if (code !== 0) throw new Error(`docker ended with ${code}.`);
    const seconds = (performance.now() - since) / 1000;
    return { seconds, docker: seconds, processor: 0, before: 0, after: 0 };
  }
  const processor = process.cpuUsage();
  const asked = Date.now();
  const { problem, record } = await project.run(request(project.folder, noCache), LISTENER, new AbortController().signal);
  if (problem || !record) throw new Error(`${problem?.message}\n${problem?.detail}`);
  const whole = performance.now() - since;
  // Docker builds while it is asked what it builds.
  const before = Date.parse(record.startedAt) - asked;
  const { user, system } = process.cpuUsage(processor);
  return { seconds: whole / 1000, docker: record.milliseconds / 1000, processor: (user + system) / 1e6, before: before / 1000, after: (whole - before - record.milliseconds) / 1000 };
}

function request(folder: string, noCache: boolean): Parameters<RunBuild>[0] {
  const what = { kind: 'compose', folder, files: [], services: ['app'], profiles: [] } as const;
  return { what, noCache, builder: null, parallel: 0, onFailure: 'stop', docker: engine!.docker };
}

/** Makes messages of all that is told, as the server does. */
const LISTENER: BuildListener = (() => {
  const send = (message: unknown): void => void JSON.stringify(message);
  const log = new LogBatches(send);
  return { planned: send, progress: send, log: ({ text }) => log.add(text) };
})();

async function makeBase(folder: string): Promise<void> {
  const file = path.join(folder, 'base.Dockerfile');
  await writeFile(file, 'FROM debian:bookworm-slim\nLABEL drydock.bench=overhead\n');
  const code = await call(['buildx', 'build', '--progress', 'plain', '--provenance=false', '--load', '--tag', BASE, '--file', file, ...engine!.bases, folder], folder);
  if (code !== 0) throw new Error('There is no image to build from: debian:bookworm-slim could not be had.');
}

async function call(args: readonly string[], folder: string): Promise<number | null> {
  const child = spawn(engine!.docker, args, { cwd: folder, env: engineEnv, stdio: 'ignore', windowsHide: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
