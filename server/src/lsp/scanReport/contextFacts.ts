import type { BuildContext, DockerfileUse } from '../../core/engine/projectView.ts';
import { append } from '../../core/collections/multimap.ts';
import { proposeIgnoreFiles, type IgnoreProposal } from '../../project/dockerignore/proposeIgnoreFiles.ts';
import type { ScannedContext } from '../../protocol.ts';
import { reportContexts, type ContextReport } from '../../report/contextReport.ts';
import type { Folder } from '../folder.ts';

/** The two rules whose findings an ignore file mends. */
const IGNORE_RULES = { creation: 'require-dockerignore', edit: 'complete-dockerignore' } as const;

export interface ContextFacts {
  readonly contexts: readonly ScannedContext[];
  /** Bytes that builds would no longer send, by the rule whose findings that would mend. */
  readonly savedBytes: ReadonlyMap<string, number>;
}

/**
 * What builds of one folder send, and would send with the ignore files that Drydock can write.
 * @param uses of all its Dockerfiles that were checked
 * @param hasFinding whether a file has a finding of that rule: what is silenced costs nobody anything
 * @throws the signal's reason
 */
export async function contextFacts(
  folder: Folder,
  uses: readonly DockerfileUse[],
  hasFinding: (rule: string, uri: string) => boolean,
  signal: AbortSignal,
): Promise<ContextFacts> {
  const byPath = new Map<string, DockerfileUse[]>();
  for (const use of uses) if (!use.context.isOutside) append(byPath, use.context.path, use);
  const contexts: ScannedContext[] = [];
  const savedBytes = new Map<string, number>();
  for (const ofContext of byPath.values()) {
    const proposals = proposeIgnoreFiles(distinct(ofContext.map(({ context }) => context)));
    for (const proposal of proposals) {
      const saved = savingOf(proposal);
      const rule = proposal.creation ? IGNORE_RULES.creation : IGNORE_RULES.edit;
      const files = [proposal.path, ...ofContext.map(({ dockerfile }) => dockerfile)];
      const isFound = files.some((path) => path !== null && hasFinding(rule, folder.uriOf(path) ?? ''));
      if (saved > 0 && isFound) savedBytes.set(rule, (savedBytes.get(rule) ?? 0) + saved);
    }
    contexts.push(...reportContexts(ofContext).map((report) => toContext(report, proposals, folder)));
    // Others wait for their answers.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return { contexts, savedBytes };
}

function toContext(report: ContextReport, proposals: readonly IgnoreProposal[], folder: Folder): ScannedContext {
  const offered = proposals.filter((proposal) => proposal.path !== null && (proposal.creation || proposal.edit));
  const after = offered.length === 1 && report.ignoreFiles.length < 2 ? offered[0]!.after : null;
  const uris = (paths: readonly string[]): string[] => paths.flatMap((path) => folder.uriOf(path) ?? []);
  return { ...report, folder: folder.uri, dockerfiles: uris(report.dockerfiles), ignoreFiles: uris(report.ignoreFiles), offers: offered.length, after };
}

function savingOf({ creation, edit, before, after }: IgnoreProposal): number {
  return (creation || edit) && before && after ? Math.max(0, before.bytes - after.bytes) : 0;
}

/** One for each ignore file that applies: they differ in nothing else. */
function distinct(contexts: readonly BuildContext[]): BuildContext[] {
  return [...new Map(contexts.map((context) => [`${context.known} ${context.ignore?.path ?? ''}`, context])).values()];
}
