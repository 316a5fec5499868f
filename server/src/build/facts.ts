import { builtTitle } from '../timing/builtTitle.ts';
import { fileName } from '../timing/fileName.ts';
import type { BuildFacts, BuildRecord } from '../timing/record.ts';
import type { BuildTrace } from '../timing/trace.ts';
import { withoutCache } from '../timing/history/withoutCache.ts';
import type { BuildProblem, BuildRequest, Command } from './request.ts';
import { shownCommand, type ShellKind } from './shownCommand.ts';

/** What is asked for, where nothing was recorded: files by their names alone. */
export function requestTitle({ what }: BuildRequest): string {
  if (what.kind === 'dockerfile') return builtTitle({ kind: 'dockerfile', files: [fileName(what.dockerfile)], names: what.target === null ? [] : [what.target] });
  const names = what.kind === 'compose' ? what.services : what.targets;
  return builtTitle({ kind: what.kind, files: what.files.length > 0 ? what.files.map(fileName) : [fileName(what.folder)], names });
}

/** What a page shows of a build of the history. */
export function recordFacts(record: BuildRecord, earlier: readonly BuildRecord[]): BuildFacts {
  const { what, startedAt, milliseconds, images, trace } = record;
  return { title: builtTitle(what), startedAt, milliseconds, images, withoutCache: withoutCache(trace, earlier), commands: [], problem: null };
}

/** What a page shows of a build that has just ended, or could not begin. */
export function endedFacts(
  { request, record, trace, commands, problem, startedAt, milliseconds }: EndedBuild,
  earlier: readonly BuildRecord[],
  shell: ShellKind,
): BuildFacts {
  return {
    title: record ? builtTitle(record.what) : requestTitle(request),
    startedAt: record?.startedAt ?? startedAt,
    milliseconds: record?.milliseconds ?? milliseconds,
    images: record?.images ?? {},
    withoutCache: withoutCache(trace, earlier),
    commands: commands.map((command) => shownCommand(command, shell)),
    problem: problem?.message ?? null,
  };
}

export interface EndedBuild {
  readonly request: BuildRequest;
  /** Null where nothing was started. */
  readonly record: BuildRecord | null;
  readonly trace: BuildTrace;
  readonly commands: readonly Command[];
  readonly problem: BuildProblem | null;
  /** For a build without a record: ISO 8601, and milliseconds. */
  readonly startedAt: string;
  readonly milliseconds: number;
}
