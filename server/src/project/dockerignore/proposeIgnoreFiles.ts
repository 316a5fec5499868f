import type { FileCreation, FileEdits } from '../../core/engine/finding.ts';
import type { Amount, BuildContext } from '../../core/engine/projectView.ts';
import { createIgnoreMatcher, type IgnoreMatcher } from '../../core/ignore/matcher.ts';
import { applyEdits } from '../../core/text/edits.ts';
import { joinPaths } from '../paths.ts';
import { isWide } from './buildNeeds.ts';
import { completeIgnoreFile, isWorthCompleting } from './completeIgnoreFile.ts';
import { hitsOf } from './contextPaths.ts';
import { generateDockerignore } from './generateDockerignore.ts';
import { linesOf } from './judgeEntry.ts';
import { judgeTemplate, type LeftOut } from './judgeTemplate.ts';
import { reachTest, readsFolders } from './reach.ts';
import { notItsContext } from './unseenContext.ts';

/** What would be written for one ignore file. */
export interface IgnoreProposal {
  /** Of the ignore file, workspace-relative; null where the context lies outside the workspace. */
  readonly path: string | null;
  /** The contexts that it serves. */
  readonly contexts: readonly BuildContext[];
  /** The file that is missing; null where there is one, or none is wanted. */
  readonly creation: FileCreation | null;
  /** Lines to append to the file that is there. */
  readonly edit: FileEdits | null;
  /** The lines that are new, comments left out. */
  readonly lines: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Why there is nothing to write, as a sentence; null where there is. */
  readonly nothing: string | null;
  /** What builds of all these contexts send today, and would send then; null where nothing was measured. */
  readonly before: Amount | null;
  readonly after: Amount | null;
}

/** One proposal for each ignore file that these contexts read or lack, by path. */
export function proposeIgnoreFiles(contexts: readonly BuildContext[]): readonly IgnoreProposal[] {
  const groups = new Map<string, BuildContext[]>();
  for (const context of new Set(contexts)) {
    const key = context.ignore?.path ?? joinPaths(context.path, '.dockerignore');
    const group = groups.get(key);
    if (!group) groups.set(key, [context]);
    // A context that is known and assumed at once is known.
    else if (!group.some(({ path }) => path === context.path)) group.push(context);
    else if (context.known) group.splice(group.findIndex(({ path }) => path === context.path), 1, context);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, group]) => propose(path, group));
}

function propose(path: string, contexts: readonly BuildContext[]): IgnoreProposal {
  const none = { path, contexts, creation: null, edit: null, lines: [], leftOut: [], nothing: null, before: null, after: null };
  const refusal = contexts.map(whyNothing).find((why) => why !== null);
  if (refusal) return { ...none, path: contexts.some(({ isOutside }) => isOutside) ? null : path, nothing: refusal };
  const matcher = contexts[0]!.ignore?.matcher ?? null;
  return matcher ? completed(none, path, contexts, matcher) : created(none, path, contexts[0]!);
}

function completed(none: Omit<IgnoreProposal, 'path'>, path: string, contexts: readonly BuildContext[], matcher: IgnoreMatcher): IgnoreProposal {
  const { text } = matcher;
  const { additions, leftOut, edit } = completeIgnoreFile(contexts, text);
  const before = measured(contexts, matcher);
  const after = edit && measured(contexts, createIgnoreMatcher(applyEdits(text, [edit])));
  if (!edit || !(isWorthCompleting(additions) || isWorthSaving(before, after))) {
    return { ...none, path, leftOut, before, after: before, nothing: `${path} lacks nothing that matters.` };
  }
  return { ...none, path, edit: { path, text, edits: [edit] }, lines: additions.flatMap(({ lines }) => lines), leftOut, before, after };
}

/** In bytes: what small files of many kinds come to, such as the pictures in `.github`. */
const WORTH_SAVING = 1_000_000;

function isWorthSaving(before: Amount | null, after: Amount | null): boolean {
  return before !== null && after !== null && before.bytes - after.bytes >= WORTH_SAVING;
}

function created(none: Omit<IgnoreProposal, 'path'>, path: string, context: BuildContext): IgnoreProposal {
  const { text, leftOut } = generateDockerignore(context);
  const matcher = createIgnoreMatcher(text);
  const lines = matcher.patterns.map(({ raw }) => raw);
  return { ...none, path, creation: { path, text }, lines, leftOut, before: measured([context], null), after: measured([context], matcher) };
}

function whyNothing(context: BuildContext): string | null {
  const { path, known, files, copied, ignore, isOutside } = context;
  const folder = path === '.' ? 'The workspace folder' : `${path}/`;
  if (isOutside) return `${folder} lies outside the workspace, where nothing is read or written.`;
  if (!files.complete) return `${folder} could not be read completely, so a new line could leave out what the build needs.`;
  const why = notItsContext(context);
  if (why !== null) return `${folder} ${why}, so it is built from another folder, and nothing in the workspace says from which.`;
  if (ignore) return null;
  if (files.has('.dockerignore')) return `${joinPaths(path, '.dockerignore')} could not be read.`;
  if (files.has('.containerignore')) return `${folder} has a .containerignore file, which Podman and Buildah read.`;
  if (!readsFolders(copied, files)) return `${folder} needs none: its Dockerfiles name each file that they copy.`;
  if (copied.some(isWide) && (known || files.paths.length > SMALL || judgeTemplate(context).ecosystems.size > 0)) return null;
  return leavesOutMuch(context) ? null : `${folder} needs none: it would leave out next to nothing of what its Dockerfiles copy.`;
}

/** Files; a folder of an example that nobody is known to build is no bigger. */
const SMALL = 20;

/** Paths. */
const MUCH = 20;

/** True where a new file would leave out secrets, large folders or many files of what builds read. */
function leavesOutMuch(context: BuildContext): boolean {
  const reaches = reachTest(context.copied);
  return judgeTemplate(context).sections.some(({ entries }) =>
    entries.some((entry) => {
      const count = hitsOf(linesOf(entry), context.files).filter(reaches).length;
      return count >= MUCH || (count > 0 && (entry.isBulk || entry.isSecret));
    }),
  );
}

function measured(contexts: readonly BuildContext[], matcher: IgnoreMatcher | null): Amount | null {
  const amounts = contexts.flatMap(({ measure, copied }) => (measure ? [measure.sent(copied, matcher)] : []));
  if (amounts.length < contexts.length) return null;
  return amounts.reduce((sum, { files, bytes }) => ({ files: sum.files + files, bytes: sum.bytes + bytes }), { files: 0, bytes: 0 });
}
