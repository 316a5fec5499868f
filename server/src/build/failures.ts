import { shownText } from '../timing/shownText.ts';
import type { BuildTrace } from '../timing/trace.ts';
import { FAILURES } from './failureWords.ts';
import { failedStep } from './failedStep.ts';
import type { BuildProblem, BuildRequest } from './request.ts';
import { missingDocker } from './toolProblems.ts';

/** How a process of docker ended that did not succeed. */
export interface Failure {
  readonly request: BuildRequest;
  /** Absolute, with `/`: paths in it are told relative to it. */
  readonly workspaceFolder: string;
  /** Why the program could not be started, as Node tells it; null where it was. */
  readonly spawnError: { readonly code: string | null; readonly message: string } | null;
  readonly exitCode: number | null;
  /** What the tools printed beside their reports. */
  readonly text: string;
  /** Null where nothing was built yet. */
  readonly trace: BuildTrace | null;
  readonly isCancelled: boolean;
}

const MOST_WORDS = 2_000;
const MOST_LINE = 400;

export const CANCELLED: BuildProblem = { kind: 'cancelled', message: 'The build was cancelled.', detail: '' };

/** Why a build could not be done, in words for people: what the tools print is read, and where they print nothing that is known they speak for themselves. */
export function problemOf(failure: Failure): BuildProblem {
  const said = errorWords(failure.text);
  const detail = failure.text.trim().slice(-4_000);
  if (failure.isCancelled) return { ...CANCELLED, detail };
  if (failure.spawnError) return notStarted(failure.request.docker, failure.spawnError);
  const step = failedStep(failure.trace, failure.text, failure.workspaceFolder);
  if (step) return { ...step, detail };
  // What stands before the error says why where the error itself does not.
  for (const words of [said, ends(plainLines(failure.text).join('\n'))]) {
    const known = knownFailure(words, failure);
    if (known) return { ...known, detail };
  }
  return { kind: 'other', message: otherWords(said, failure.exitCode), detail };
}

/** The reason alone, as the last lines tell it: without what stands there of the Dockerfile, which may say anything. */
export function errorWords(text: string): string {
  const lines = plainLines(text);
  const first = lines.findIndex((line) => /^(?:ERROR|error): /.test(line));
  return ends(lines.slice(first === -1 ? 0 : first).join('\n').replace(/^(?:ERROR|error): (?:failed to build: )?/gm, '').trim());
}

/** Without excerpts of a Dockerfile, and without the events of compose that tell no error. */
function plainLines(text: string): string[] {
  const lines = text.slice(-64_000).split('\n').flatMap((line) => messageOf(line).split('\n'));
  return lines.filter((line) => line.trim() !== '' && !/^\s*\d+ \| |^-{20}$|^[^\s:]+:\d+$|^\[\+\]/.test(line));
}

/** The beginning and the end of a text that is too long to be searched for everything that is known. */
function ends(text: string): string {
  return text.length > 2 * MOST_WORDS ? `${text.slice(0, MOST_WORDS)}\n${text.slice(-MOST_WORDS)}` : text;
}

function knownFailure(said: string, failure: Failure): Omit<BuildProblem, 'detail'> | null {
  for (const { kind, pattern, words } of FAILURES) {
    const match = pattern.exec(said);
    if (match) return { kind, message: words(match, failure) };
  }
  return null;
}

/** Compose tells errors and warnings as JSON when its progress is; warnings are no reason. */
function messageOf(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const event = JSON.parse(line) as { error?: unknown; message?: unknown };
    return event.error === true && typeof event.message === 'string' ? event.message : '';
  } catch {
    return line;
  }
}

function notStarted(program: string, { code, message }: { readonly code: string | null; readonly message: string }): BuildProblem {
  if (code === 'ENOENT') return missingDocker(program, message);
  if (code === 'EACCES' || code === 'EPERM') {
    return { kind: 'no-docker', message: `The program ${program} must not be started by this account: correct its permissions, or the path of docker in the settings.`, detail: message };
  }
  return { kind: 'no-docker', message: `The program ${program} could not be started (${code ?? message}).`, detail: message };
}

function otherWords(said: string, exitCode: number | null): string {
  // Errors are wrapped in each other: the last line may be the end of one only.
  const lines = said.split('\n').filter((part) => shownText(part.slice(0, MOST_LINE)) !== '');
  const line = lines.findLast((part) => /^[^:\s]/.test(part)) ?? lines.at(-1);
  if (line !== undefined) return sentence(`The build failed: ${line.replace(/^failed to solve: /, '').slice(0, MOST_LINE)}`);
  return exitCode === null ? 'The build ended without telling why: docker was stopped by a signal.' : `The build failed with exit code ${exitCode} and without telling why: see its output.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

