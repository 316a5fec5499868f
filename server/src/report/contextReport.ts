import { ValuesByKey } from '../core/collections/valuesByKey.ts';
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

/** The same with its paths as the report has them. */
export function shownContext(context: ContextReport, shown: (path: string) => string): ContextReport {
  return { ...context, path: shown(context.path), dockerfiles: context.dockerfiles.map(shown), ignoreFiles: context.ignoreFiles.map(shown) };
}

/** What is known so far of one context: amounts only, so that nothing of the disk is held. */
interface Part {
  known: boolean;
  /** By ignore file, and by '' for none; null where nothing was measured. */
  readonly sent: Map<string, Amount | null>;
  unfiltered: Amount | null;
  complete: boolean;
}

/** Joins the builds of Dockerfiles by context, one after the other; contexts outside of the workspace are left out: nothing there is read. */
export class ContextReports {
  private readonly parts = new Map<string, Part>();
  private readonly dockerfiles = new ValuesByKey<string>();

  /** The builds of a Dockerfile, as its view shows them. */
  add(uses: readonly DockerfileUse[]): void {
    for (const { context, dockerfile } of uses) {
      if (context.isOutside) continue;
      const part = this.parts.get(context.path) ?? { known: false, sent: new Map(), unfiltered: null, complete: false };
      this.parts.set(context.path, part);
      part.known ||= context.known;
      this.dockerfiles.add(context.path, dockerfile);
      noteAmounts(part, context);
    }
  }

  /** Sorted by path. */
  all(): ContextReport[] {
    return [...this.parts].map(([path, part]) => reportOf(path, part, this.dockerfiles.of(path))).sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function noteAmounts(part: Part, { measure, copied, ignore }: BuildContext): void {
  const key = ignore?.path ?? '';
  if (part.sent.get(key)) return;
  part.sent.set(key, measure?.sent(copied, ignore?.matcher ?? null) ?? null);
  if (!measure) return;
  part.unfiltered ??= measure.sent(copied, null);
  part.complete = measure.complete;
}

/** Where Dockerfiles of one context have different ignore files, builds send what the one lets through that leaves out least. */
function reportOf(path: string, { known, sent, unfiltered, complete }: Part, dockerfiles: readonly string[]): ContextReport {
  const largest = [...sent.values()].filter((amount) => amount !== null).sort((a, b) => b.bytes - a.bytes)[0] ?? null;
  const ignoreFiles = [...sent.keys()].filter((file) => file !== '');
  return { path, known, dockerfiles: [...dockerfiles].sort(), ignoreFiles: ignoreFiles.sort(), sent: largest, unfiltered, complete };
}

/** The same, of all Dockerfiles at once. */
export function reportContexts(uses: readonly DockerfileUse[]): ContextReport[] {
  const reports = new ContextReports();
  reports.add(uses);
  return reports.all();
}
