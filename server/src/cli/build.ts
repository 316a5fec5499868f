import path from 'node:path';
import { endedFacts, requestTitle } from '../build/facts.ts';
import { relativeTo } from '../build/relativeTo.ts';
import type { BuildProblem, BuildRequest } from '../build/request.ts';
import type { BuildOutcome } from '../build/run.ts';
import { shownCommand } from '../build/shownCommand.ts';
import { HistoryStore } from '../host/builds/historyStore.ts';
import { hostShell } from '../host/builds/hostShell.ts';
import { compareWithPast, earlierRecords } from '../host/builds/pastBuilds.ts';
import { createRunBuild } from '../host/builds/runBuild.ts';
import { toSlashes } from '../host/fileSystem.ts';
import type { BuiltReport, ShowPath } from '../timing/export/builtReport.ts';
import { buildJson } from '../timing/export/json.ts';
import { lastLogLines } from '../timing/export/logLines.ts';
import { withNamedPaths } from '../timing/export/namedPaths.ts';
import { buildText, failuresText, warningsText } from '../timing/export/textReport.ts';
import { createRedact } from '../timing/redact.ts';
import { shownText } from '../timing/shownText.ts';
import type { BuildArguments } from './buildArguments.ts';
import { buildRequest } from './buildRequest.ts';
import { painter } from './colours.ts';
import { namedRecord } from './namedRecord.ts';
import { GitHubRun } from './gitHub.ts';
import { exportedTrace, withoutValues } from './handedOn.ts';
import { LiveProgress } from './liveProgress.ts';
import { PlainProgress } from './plainProgress.ts';
import { listenerOf, SILENT, type BuildProgress } from './progress.ts';
import { markedFolder } from './roots.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';
import { TimingsFile } from './timingsFile.ts';

/** Lines of what docker itself said that are shown where no step tells why a build failed. */
const DETAIL_LINES = 20;
/** What is no failure of what was to be built. */
const NOT_STARTED: ReadonlySet<BuildProblem['kind']> = new Set(
  ['no-docker', 'no-engine', 'no-permission', 'no-buildx', 'old-buildx', 'no-compose', 'old-compose', 'no-builder'],
);
/** Compose tells errors as data where its progress is; the message has them in words. */
const EVENT = /^\{.*\}$/;

/**
 * `drydock build`: builds, tells what goes on to the error output, and the result to the output.
 * @returns the exit status: 0 built, 1 a build failed, 2 it could not begin or what was measured could not be written, 130 and its like interrupted
 * @throws UsageError where it is not clear what to build, or what was named does not exist
 */
export async function build(args: BuildArguments, process: CliProcess): Promise<number> {
  const gitHub = GitHubRun.of(process, args.json);
  const self = gitHub?.guard(process) ?? process;
  const request = await buildRequest(args, self);
  const folder = (await markedFolder(self.cwd)) ?? self.cwd;
  const timings = args.timings && (await TimingsFile.open(args.timings, self));
  const history = args.history === false ? null : await HistoryStore.open(folder, args.history === null ? {} : { stateFolder: path.resolve(self.cwd, args.history) });
  const before = await namedRecord(args.compare, history);
  const started = new Date();
  const { outcome, status: interrupted } = await runToEnd(request, folder, history, args, self);
  const { record, problem } = outcome;
  const ended = { request, ...outcome, startedAt: started.toISOString(), milliseconds: Date.now() - started.getTime() };
  const facts = endedFacts(ended, record && history ? await earlierRecords(history, record) : [], hostShell());
  const comparison = record && history ? await compareWithPast(history, record, before) : null;
  const report: BuiltReport = { facts, record, trace: outcome.trace, comparison };
  // Files are handed on: values of arguments, which the builder writes into names of steps too, stay out of them.
  const commands = outcome.commands.map((command) => shownCommand(withoutValues(command), hostShell()));
  const said = facts.problem === null ? null : createRedact(outcome.hidden)(facts.problem);
  const exported: BuiltReport = { ...report, facts: { ...facts, commands, problem: said }, trace: exportedTrace(outcome) };
  const relative = withNamedPaths(exported.trace, (dockerfile) => relativeTo(toSlashes(folder), dockerfile));
  const file: BuiltReport = { ...exported, trace: relative };
  const showPath = pathShower(folder, self);
  tell(report, file, outcome, { args, self, showPath });
  if (record && gitHub) await gitHub.tell(exported, folder);
  const isWritten = !timings || !record || (await timings.write(file));
  if (interrupted !== null) return interrupted;
  if (problem) return record === null || NOT_STARTED.has(problem.kind) ? 2 : problem.kind === 'cancelled' ? 130 : 1;
  return isWritten ? 0 : 2;
}

interface Telling {
  readonly args: BuildArguments;
  readonly self: CliProcess;
  readonly showPath: ShowPath;
}

function tell(report: BuiltReport, exported: BuiltReport, { record, problem }: BuildOutcome, { args, self, showPath }: Telling): void {
  const paint = painter(self);
  const comparesAll = args.compare !== null;
  if (args.json && record) self.out(buildJson(exported));
  const say = (text: string): void => (args.json ? self.error(text) : self.out(text));
  const hasBegun = report.trace.steps.length > 0 || !problem;
  if (record && hasBegun && !args.quiet) say(`\n${buildText(report, { comparesAll, paint, showPath })}`);
  const warnings = args.quiet ? '' : warningsText(report, { paint, showPath });
  if (warnings !== '') say(`\n${warnings}`);
  if (record && comparesAll && report.comparison === null) self.error('drydock: There is no earlier build of the same to compare with.\n');
  if (!problem || problem.kind === 'cancelled') return;
  const failures = failuresText(report, { paint, showPath });
  // Where all is told line by line, it stands there already.
  const isTold = record !== null && !args.quiet && !self.terminal;
  const detail = failures === '' && !isTold ? lastLogLines(problem.detail, DETAIL_LINES).filter((line) => !EVENT.test(line)).map((line) => `  ${line}\n`).join('') : '';
  if (failures !== '') say(`\n${failures}`);
  // The lines above have said all of it, unless the exit code means more.
  if (failures !== '' && problem.kind === 'step-failed' && problem.message.endsWith('its log says why.')) return;
  self.error(`drydock: ${shownText(problem.message, 1000)}\n${detail}`);
}

interface Ended {
  readonly outcome: BuildOutcome;
  /** The exit status that an interrupt asks for; null where there was none. */
  readonly status: number | null;
}

async function runToEnd(request: BuildRequest, folder: string, history: HistoryStore | null, args: BuildArguments, self: CliProcess): Promise<Ended> {
  const run = self.runBuild ?? createRunBuild({ workspaceFolder: toSlashes(folder), history });
  const controller = new AbortController();
  const progress = createProgress(request, args, self);
  let status: number | null = null;
  const release = self.onInterrupt?.((asked) => {
    if (status === null) {
      status = asked;
      progress.note('Cancelling: press Ctrl+C again to end at once.');
      controller.abort();
      return;
    }
    progress.end();
    self.exit?.(asked);
  });
  try {
    return { outcome: await run(request, listenerOf(progress), controller.signal), status };
  } finally {
    release?.();
    progress.end();
  }
}

function createProgress(request: BuildRequest, { quiet }: BuildArguments, self: CliProcess): BuildProgress {
  if (quiet) return SILENT;
  const write = (text: string): void => self.error(text);
  const { terminal } = self;
  if (!terminal) return new PlainProgress(write, hostShell());
  return new LiveProgress({ write, size: () => terminal.size(), paint: painter(terminal), title: shownText(requestTitle(request)), now: () => performance.now() });
}

/** Dockerfiles of a trace are absolute, or relative to the workspace folder. */
function pathShower(folder: string, self: CliProcess): ShowPath {
  return (dockerfile) => shownPath(path.resolve(folder, dockerfile), self);
}
