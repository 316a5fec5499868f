import type { Config } from '../../core/engine/config.ts';
import type { SourceDocument } from '../../core/engine/document.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { ScannedTiers } from '../../protocol.ts';
import { tierTable } from '../../rules/compose/tierTable.ts';
import { requireResourceLimits } from '../../rules/require-resource-limits.ts';

const NOBODY_CHOSE: ReadonlyMap<string, string | null> = new Map();

/** How many services of a compose file have limits, and how many would get some; null for a file that cannot be read or has no services. */
export function tierFacts(uri: string, document: SourceDocument, project: ProjectView | null, config: Config): ScannedTiers | null {
  if (document.language !== 'compose' || !document.isTrustworthy) return null;
  const options = config.rules.get(requireResourceLimits.meta.id)?.options ?? {};
  const { rows } = tierTable({ compose: document.compose, project, options: options as never, chosen: NOBODY_CHOSE });
  if (rows.length === 0) return null;
  // Jobs end by themselves, and a service that this file only adds to is counted where it is declared.
  const counted = rows.filter(({ leftAlone }) => leftAlone === null);
  return {
    uri,
    services: counted.length,
    limited: counted.filter(({ before }) => before !== '').length,
    offered: counted.filter(({ after }) => after !== null).length,
    leftAlone: rows.length - counted.length,
  };
}
