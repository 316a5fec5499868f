import type { BuildFacts, BuildRecord, BuiltWhat } from '../timing/record.ts';
import type { BuildTrace } from '../timing/trace.ts';
import { withoutCache } from '../timing/history/withoutCache.ts';
import type { BuildProblem, BuildRequest, Command } from './request.ts';
import { shownCommand, type ShellKind } from './shownCommand.ts';

/** As many names are told before the rest is counted. */
const MOST_NAMES = 4;

/** `api, web`, `services/api/Dockerfile`: what is built, for a heading. */
export function buildTitle({ kind, names, files }: BuiltWhat): string {
  const file = files[0] ?? '';
  if (kind === 'dockerfile') return names.length === 0 ? file : `${file}, ${names.join(', ')}`;
  if (names.length === 0) return `all ${kind === 'compose' ? 'services' : 'targets'} of ${file}`;
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

/** The last part of a path with either separator. */
const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** What is asked for, where nothing was recorded: files by their names alone. */
export function requestTitle({ what }: BuildRequest): string {
  if (what.kind === 'dockerfile') return buildTitle({ kind: 'dockerfile', files: [baseName(what.dockerfile)], names: what.target === null ? [] : [what.target] });
  const names = what.kind === 'compose' ? what.services : what.targets;
  return buildTitle({ kind: what.kind, files: what.files.length > 0 ? what.files.map(baseName) : [baseName(what.folder)], names });
}

/** What a page shows of a build of the history. */
export function recordFacts(record: BuildRecord, earlier: readonly BuildRecord[]): BuildFacts {
  const { what, startedAt, milliseconds, images, trace } = record;
  return { title: buildTitle(what), startedAt, milliseconds, images, withoutCache: withoutCache(trace, earlier), commands: [], problem: null };
}

/** What a page shows of a build that has just ended, or could not begin. */
export function endedFacts(
  { request, record, trace, commands, problem, startedAt, milliseconds }: EndedBuild,
  earlier: readonly BuildRecord[],
  shell: ShellKind,
): BuildFacts {
  return {
    title: record ? buildTitle(record.what) : requestTitle(request),
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
