import type { TraceStep } from '../timing/trace.ts';
import { instruction, placeOf } from './failedStep.ts';
import type { Failure } from './failures.ts';

/** What an instruction takes files from; a mount is one of several in its instruction. */
const FROM = /--from=["']?([^\s"',]+)/;
const MOUNT_FROM = /--mount=\S*\bfrom=([^\s,]+)/;

/**
 * An instruction names what is not there.
 * @param path as the builder tells it: from the root of the build context, or of what it is copied from
 */
export function missingSource(path: string, { trace, workspaceFolder }: Failure): string {
  const steps = trace?.steps.filter(({ state, kind, error }) => state === 'failed' && kind === 'instruction' && error !== null) ?? [];
  // Others may have failed for the same reason at the same time: the builder tells one of them.
  const step = steps.find(({ error }) => names(error, path)) ?? steps[0];
  const others = steps.filter(({ error }) => error !== step?.error && /not found$|no such file or directory$/.test(error ?? '')).length;
  const more = others === 0 ? '' : `, as it goes with ${others} more ${others === 1 ? 'instruction' : 'instructions'}`;
  const what = step ? `${instruction(step)}${placeOf(step, workspaceFolder)} ${verbOf(step)}` : 'The Dockerfile copies';
  const source = step ? sourceOf(step) : null;
  if (source !== null) return `${what} ${path} from ${source}, where it is not${more}.`;
  return `${what} ${path}, which is not in the build context, or which .dockerignore leaves out${more}.`;
}

function names(error: string | null, path: string): boolean {
  return error !== null && (error.includes(`"${path}": not found`) || error.includes(`lstat ${path}:`));
}

function verbOf(step: TraceStep): string {
  return textOf(step).startsWith('RUN') ? 'mounts' : 'copies';
}

/** Another stage or an image, as written; null for the build context. */
function sourceOf(step: TraceStep): string | null {
  const text = textOf(step);
  const found = text.startsWith('RUN') ? MOUNT_FROM.exec(text) : FROM.exec(text);
  return found?.[1] ?? null;
}

function textOf({ place, label }: TraceStep): string {
  const text = place?.text ?? label;
  return text.slice(0, 3).toUpperCase() + text.slice(3);
}
