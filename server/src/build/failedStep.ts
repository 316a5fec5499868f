import { exitCodeOf } from '../timing/stepFailure.ts';
import type { BuildTrace, TraceStep } from '../timing/trace.ts';
import { relativeTo } from './relativeTo.ts';
import type { BuildProblem } from './request.ts';

type Words = Pick<BuildProblem, 'kind' | 'message'>;

/**
 * What is the matter where a command of the Dockerfile ran and failed; null where it was something else.
 * @param text what the tools printed, where the trace has no step of it
 */
export function failedStep(trace: BuildTrace | null, text: string, workspaceFolder: string): Words | null {
  const failed = trace?.steps.filter(({ state, error, label }) => state === 'failed' && error !== null && (exitCodeOf(error) !== null || label.startsWith('RUN'))) ?? [];
  // Several may fail at once: the one is told that is told of its target, too.
  const step = failed.find(({ id }) => trace?.targets.some(({ failedStep: told }) => told === id)) ?? failed[0];
  // A long command fills the error up to the end, where the code would stand.
  const code = exitCodeOf(step?.error ?? '') ?? exitCodeOf(text);
  if (code === null) return null;
  const name = step ? `${instruction(step)}${placeOf(step, workspaceFolder)}` : 'A command of the Dockerfile';
  if (step && /no space left on device/i.test(step.log.text)) {
    return { kind: 'disk-full', message: `${name} found no space left on the disk: free some, as \`docker builder prune\` and \`docker image prune\` do.` };
  }
  return { kind: 'step-failed', message: `${name} failed with exit code ${code}${meaning(code)}` };
}

/** The instruction as written, on one line, or the command as the shell got it: the builder's own name for it holds the values of arguments. */
export function instruction({ place, label, error }: TraceStep): string {
  const command = /process "(?:\/bin\/sh -c )?([^]*)" did not complete/.exec(error ?? '')?.[1];
  const text = (place ? place.text.replaceAll(/[\\`][ \t]*\r?\n/g, ' ') : command === undefined ? label : `RUN ${command}`).replaceAll(/\s+/g, ' ').trim();
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

export function placeOf({ place, targets }: TraceStep, workspaceFolder: string): string {
  if (place) return ` (${relativeTo(workspaceFolder, place.dockerfile)}, line ${place.line + 1})`;
  return targets.length === 1 ? ` of ${targets[0]!}` : '';
}

/** POSIX.1-2024, XCU 2.8.2, and 128 + signal. */
function meaning(code: number): string {
  if (code === 127) return ': the image has no such command.';
  if (code === 126) return ': the command cannot be executed in the image.';
  if (code === 137) return ': it was killed, most often since the engine has no memory left, so build fewer at once or give the engine more.';
  if (code === 139) return ': it crashed.';
  return ': its log says why.';
}
