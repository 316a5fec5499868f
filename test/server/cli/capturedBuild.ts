import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BuildProblem, BuildRequest } from '../../../server/src/build/request.ts';
import type { BuildListener, BuildOutcome, RunBuild } from '../../../server/src/build/run.ts';
import type { HistoryStore } from '../../../server/src/host/builds/historyStore.ts';
import { EMPTY_TRACE } from '../../../server/src/timing/emptyTrace.ts';
import { makeRecord } from '../../../server/src/timing/history/makeRecord.ts';
import type { BuiltWhat } from '../../../server/src/timing/record.ts';
import type { StageOutline, TargetOutline } from '../../../server/src/timing/trace.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';

export interface Captured {
  readonly capture: string;
  readonly targets: readonly TargetOutline[];
  readonly problem?: BuildProblem;
  /** Kept there once it has ended. */
  readonly history?: HistoryStore;
  /** Told to the process in the middle of the stream. */
  readonly midway?: () => Promise<void> | void;
}

export const STEP_FAILED: BuildProblem = { kind: 'step-failed', message: 'A command failed with exit code 7: its log says why.', detail: '' };
export const CANCELLED: BuildProblem = { kind: 'cancelled', message: 'The build was cancelled.', detail: '' };

/** A builder that reports what a real one reported once, and the requests that it got. */
export function capturedBuild({ capture, targets, problem, history, midway }: Captured): RunBuild & { readonly requests: BuildRequest[] } {
  const requests: BuildRequest[] = [];
  const run = async (request: BuildRequest, told: BuildListener, signal: AbortSignal): Promise<BuildOutcome> => {
    // As one does that adds to it.
    const listener: BuildListener = { ...told };
    requests.push(request);
    const command = { program: 'docker', args: ['buildx', 'build', '--build-arg', 'A=b c', '.'], folder: request.what.folder };
    listener.started?.(command);
    const recorder = new TraceRecorder(targets, (entry) => listener.log?.(entry));
    const reader = recorder.reader({ targets: targets.map(({ name }) => name) });
    const lines = (await readFile(fileURLToPath(new URL(`../timing/captures/${capture}`, import.meta.url)), 'utf8')).split(/(?<=\n)/);
    for (const [index, line] of lines.entries()) {
      if (index === lines.length >> 1) await midway?.();
      if (signal.aborted) break;
      reader.push(line);
      const delta = index % 3 === 0 ? recorder.delta() : null;
      if (delta) listener.progress?.(delta);
    }
    const ended = signal.aborted ? CANCELLED : (problem ?? null);
    const state = ended === null ? 'done' : ended.kind === 'cancelled' ? 'cancelled' : 'failed';
    reader.end(state);
    recorder.finish(state);
    const last = recorder.delta();
    if (last) listener.progress?.(last);
    const trace = recorder.trace();
    const { kind } = request.what;
    const what: BuiltWhat = kind === 'dockerfile' ? { kind, files: ['app/Dockerfile'], names: [] } : { kind, files: ['compose.yml'], names: targets.map(({ name }) => name) };
    const parts = { startedAt: new Date().toISOString(), salt: 'test', state, what, milliseconds: 3210, noCache: request.noCache, builder: null, inputs: null, images: {}, trace } as const;
    const record = makeRecord({ ...parts, hidden: ['echo two'] });
    await history?.add(record);
    return { trace, record, problem: ended, commands: [command], hidden: ['echo two'] };
  };
  return Object.assign(run, { requests });
}

/** Nothing could be started. */
export function unbuilt(problem: BuildProblem): RunBuild {
  return async () => ({ trace: EMPTY_TRACE, record: null, problem, commands: [], hidden: [] });
}

function stage(name: string | null, base: string, line: number, instructions: readonly string[]): StageOutline {
  const all = [`FROM ${base}`, ...instructions];
  return { name, base, instructions: all.map((text, index) => ({ keyword: text.split(' ')[0]!, line: line + index, endLine: line + index, text })) };
}

/** The Dockerfile of the captures of one target. */
export const SINGLE: TargetOutline = {
  name: 'app',
  dockerfile: 'app/Dockerfile',
  targetContexts: {},
  stages: [
    stage('builder', 'node:24-bookworm-slim', 0, ['WORKDIR /app', 'COPY package.json .', 'RUN npm install --no-audit --no-fund', 'COPY index.js .', 'RUN echo about to fail; sleep 1; node -e "process.exit(7)"']),
    stage(null, 'node:24-bookworm-slim', 8, ['RUN echo one && echo two >&2 && sleep 1', 'COPY --from=builder /app /app', 'RUN echo three && echo two >&2 && sleep 1']),
  ],
};

const target = (name: string, stages: readonly StageOutline[], targetContexts: Record<string, string> = {}): TargetOutline => ({ name, dockerfile: `${name}/Dockerfile`, stages, targetContexts });

/** Those of the captures of four targets. */
export const FOUR: readonly TargetOutline[] = [
  target('base', [stage(null, 'debian:bookworm-slim', 0, ['RUN sleep 2; echo base > /base'])]),
  target('web', [stage('builder', 'debian:bookworm-slim', 0, ['RUN sleep 1; echo boom >&2; exit 9']), stage(null, 'debian:bookworm-slim', 2, ['COPY --from=builder /etc/hostname /h'])]),
  target('api', [stage('builder', 'base', 0, ['COPY main.txt /main.txt', 'RUN sleep 3; cp /main.txt /out', 'RUN true']), stage(null, 'base', 5, ['COPY --from=builder /out /out', 'RUN sleep 1', 'RUN true'])], { base: 'base' }),
  target('worker', [stage(null, 'base', 0, ['COPY w.txt /w.txt', 'RUN sleep 2', 'RUN true'])], { base: 'base' }),
];
