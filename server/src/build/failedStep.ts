import type { BuildTrace, TraceStep } from '../timing/trace.ts';
import { relativeTo } from './relativeTo.ts';
import type { BuildProblem } from './request.ts';

type Words = Pick<BuildProblem, 'kind' | 'message'>;

const EXIT = /did not complete successfully: exit code: (\d+)/;

/** What is the matter where a command of the Dockerfile ran and failed; null where it was something else. */
export function failedStep(trace: BuildTrace | null, said: string, workspaceFolder: string): Words | null {
  const step = trace?.steps.find(({ state, error }) => state === 'failed' && error !== null && EXIT.test(error));
  const code = Number(EXIT.exec(step?.error ?? said)?.[1] ?? NaN);
  if (Number.isNaN(code)) return null;
  const name = step ? `${instruction(step)}${placeOf(step, workspaceFolder)}` : 'A command of the Dockerfile';
  if (step && /no space left on device/i.test(step.log.text)) {
    return { kind: 'disk-full', message: `${name} found no space left on the disk: free some, as \`docker builder prune\` and \`docker image prune\` do.` };
  }
  return { kind: 'step-failed', message: `${name} failed with exit code ${code}${meaning(code)}` };
}

/** The instruction as written, since the builder's own name for it holds the values of arguments. */
export function instruction({ place, label }: TraceStep): string {
  const text = (place?.text ?? label).replaceAll(/\s+/g, ' ').trim();
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
