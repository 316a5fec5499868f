import * as vscode from 'vscode';
import { durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { stepBracket, stepLabel } from '../../../server/src/timing/export/stepName.ts';
import { plainText } from '../../../server/src/timing/terminalText.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { whyFailed } from '../../../server/src/timing/stepFailure.ts';
import type { BuildTrace, StepKind, TraceStep } from '../../../server/src/timing/trace.ts';
import type { BuildEnd } from '../../../server/src/protocol.ts';
import { failedStep } from './progressWords.ts';

const MOST_LABEL = 120;

/** Lines of a failed step's log under its error. */
const MOST_LAST_LINES = 20;

const SHOWN: ReadonlySet<StepKind> = new Set(['instruction', 'base', 'context', 'export']);

const paint = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const bold = paint(1);
const red = paint(31);
const green = paint(32);
const dim = paint(90);

/**
 * The lines of one step that has ended; null for one that nobody asks about, or that goes on. All lines but the failure's are indented:
 * the problem matcher looks at lines that are not, and what a compiler prints in a step is none of its business.
 */
export function stepLine(step: TraceStep, trace: Pick<BuildTrace, 'targets'>): string | null {
  if (!SHOWN.has(step.kind) || step.state === 'waiting' || step.state === 'running') return null;
  const where = stepBracket(step, trace);
  return `  ${where === '' ? '' : `${dim(`[${where}]`)} `}${stepLabel(step, MOST_LABEL)} ${stateText(step)}`;
}

export function commandLine(command: string): string {
  return `  ${bold(`$ ${shownText(command, 10_000)}`)}`;
}

/** A log's lines as they may stand in a terminal. */
export function logLines(text: string): readonly string[] {
  const lines = plainText(text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `    ${dim(line)}`);
}

/** How it ended; where a step failed, with the line that the problem matcher reads. @param path of a Dockerfile as the matcher finds it */
export function endLines({ trace, facts, problem }: BuildEnd, title: string, path: (dockerfile: string) => string): readonly string[] {
  const took = durationText(facts.milliseconds ?? trace.wall);
  if (problem === null) {
    const { cacheRate } = trace.summary;
    const built = cacheRate === null
      ? vscode.l10n.t('Built {0} in {1}.', title, took)
      : vscode.l10n.t('Built {0} in {1}, {2} of the steps from the cache.', title, took, percentText(cacheRate));
    return [`  ${green(built)}`];
  }
  return [...failureLines(trace, path), `  ${red(shownText(problem.message, 1000))}`, `  ${dim(took)}`];
}

function failureLines(trace: BuildTrace, path: (dockerfile: string) => string): readonly string[] {
  const step = failedStep(trace);
  if (!step?.place) return [];
  const { dockerfile, line, text } = step.place;
  const message = `${shownText(text.replace(/\\\r?\n/g, ' ').replace(/\s+/g, ' '), MOST_LABEL)} ${whyFailed(step.error)} [${shownText(step.targets[0] ?? '', 60)}]`;
  const log = plainText(step.log.text).split('\n').filter((one) => one.trim() !== '').slice(-MOST_LAST_LINES);
  return [`${path(dockerfile)}:${line + 1}: ${red('error')}: ${message}`, ...log.map((one) => `  ${one}`)];
}

function stateText({ state, duration }: TraceStep): string {
  if (state === 'cached') return dim(vscode.l10n.t('CACHED'));
  if (state === 'failed') return red(vscode.l10n.t('FAILED after {0}', durationText(duration)));
  return state === 'cancelled' ? dim(vscode.l10n.t('cancelled')) : green(durationText(duration));
}
