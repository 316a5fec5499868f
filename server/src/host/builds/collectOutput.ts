import type { Command } from '../../build/request.ts';
import { ProcessTree, type Ended } from './processTree.ts';

export interface Collected extends Ended {
  readonly output: string;
  readonly errors: string;
  readonly isTimedOut: boolean;
  /** True where it printed more than was collected. */
  readonly isCut: boolean;
}

/** Characters: more than any plan of thousands of services. The rest is dropped. */
const MOST = 32_000_000;

/**
 * Runs a command to its end and collects what it prints. Never rejects.
 * @param signal cancels it
 * @param patience milliseconds after which it is cancelled; 0 for none
 * @param most characters of output that are collected; the rest is dropped
 */
export async function collectOutput(
  command: Command, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal | null, patience = 0, most = MOST,
): Promise<Collected> {
  const output: string[] = [];
  const errors: string[] = [];
  let isCut = false;
  const tree = new ProcessTree({ ...command, env, onOutput: collectIn(output, most, () => (isCut = true)), onErrors: collectIn(errors, MOST) });
  let isTimedOut = false;
  const cancel = (): void => tree.cancel();
  const timer = patience > 0 ? setTimeout(() => ((isTimedOut = true), cancel()), patience) : undefined;
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  const ended = await tree.ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', cancel);
  return { ...ended, output: output.join(''), errors: errors.join(''), isTimedOut, isCut };
}

function collectIn(texts: string[], most: number, onCut?: () => void): (text: string) => void {
  let length = 0;
  return (text) => {
    length += text.length;
    if (length <= most) texts.push(text);
    else onCut?.();
  };
}
