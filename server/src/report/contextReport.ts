import { append } from '../core/collections/multimap.ts';
import type { Amount, BuildContext, DockerfileUse } from '../core/engine/projectView.ts';

/** One build context of a scan: who builds from it, and what a build sends of it. Paths are relative to the working folder. */
export interface ContextReport {
  readonly path: string;
  /** False where nobody was seen building from it: a Dockerfile's own folder stands in. */
  readonly known: boolean;
  readonly dockerfiles: readonly string[];
  /** The ignore files that apply, sorted; several where Dockerfiles bring their own. */
  readonly ignoreFiles: readonly string[];
  /** What builds send, all Dockerfiles of the context together; null where nothing was measured. */
  readonly sent: Amount | null;
  /** What they would send without any ignore file. */
  readonly unfiltered: Amount | null;
  /** False where the amounts are only known to be at least this. */
  readonly complete: boolean;
}

/** Joins the uses of all Dockerfiles by build context, sorted by path; contexts outside of the workspace are left out: nothing there is read. */
export function reportContexts(uses: readonly DockerfileUse[]): ContextReport[] {
  const groups = new Map<string, DockerfileUse[]>();
  for (const use of uses) {
    if (!use.context.isOutside) append(groups, use.context.path, use);
  }
  return [...groups.values()].map(reportContext).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function reportContext(uses: readonly DockerfileUse[]): ContextReport {
  const { path, copied } = uses[0]!.context;
  const ignoreFiles = new Set(uses.flatMap(({ context }) => context.ignore?.path ?? []));
  const known = uses.some(({ context }) => context.known);
  const all = { path, known, dockerfiles: sorted(uses.map(({ dockerfile }) => dockerfile)), ignoreFiles: sorted(ignoreFiles) };
  const measured = uses.map(({ context }) => context).find(({ measure }) => measure);
  if (!measured?.measure) return { ...all, sent: null, unfiltered: null, complete: false };
  return { ...all, sent: largest(uses.map(({ context }) => context)), unfiltered: measured.measure.sent(copied, null), complete: measured.measure.complete };
}

/** Where Dockerfiles of one context have different ignore files, the one that leaves out least. */
function largest(contexts: readonly BuildContext[]): Amount | null {
  const byIgnore = new Map(contexts.map((context) => [context.ignore?.path ?? '', context]));
  const amounts = [...byIgnore.values()].flatMap(({ measure, copied, ignore }) => (measure ? [measure.sent(copied, ignore?.matcher ?? null)] : []));
  return amounts.sort((a, b) => b.bytes - a.bytes)[0] ?? null;
}

function sorted(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
