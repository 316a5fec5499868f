import { shownText } from './shownText.ts';

/** The words of BuildKit are the last that say so: the command before them may say anything, `echo exit code: 5` too. */
const EXIT = /^[^]*did not complete successfully: exit code: (\d{1,10})/;

/**
 * The code that a command of a Dockerfile ended with, by the error of its step: `process "/bin/sh -c npm ci" did not complete successfully:
 * exit code: 1`. Null for what failed otherwise, and where a long command fills the error up to the end.
 */
export function exitCodeOf(error: string): number | null {
  const code = EXIT.exec(error)?.[1];
  return code === undefined ? null : Number(code);
}

/** Why a step failed, after its name and without a full stop: `failed with exit code 1`; of other failures the builder's words are all there is. */
export function whyFailed(error: string | null): string {
  const code = exitCodeOf(error ?? '');
  if (code !== null) return `failed with exit code ${code}`;
  const words = errorText(error ?? '');
  return words === '' ? 'failed' : `failed: ${words}`;
}

/** An error as part of a sentence: one line, without a full stop. */
export function errorText(error: string): string {
  return shownText(error).replace(/\.+$/, '');
}
