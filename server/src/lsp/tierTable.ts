import type { Config } from '../core/engine/config.ts';
import type { TierTableParams, TierTableResult } from '../protocol.ts';
import { tierTable } from '../rules/compose/tierTable.ts';
import { requireResourceLimits } from '../rules/require-resource-limits.ts';
import { toRange, toTextEdit } from './convert.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';

/** Who chose a tier, where the evidence did not. */
const CHOSEN = { person: 'your choice', comment: 'its comment', settings: 'the settings' } as const;

/** The table of Apply CPU Tiers for the text that was checked; null where that is no compose file, or none that can be read. */
export function tierTableOf(document: OpenDocument, { source, project }: CheckedVersion, config: Config, { chosen }: TierTableParams): TierTableResult | null {
  if (document.language !== 'compose' || !source.isTrustworthy) return null;
  const options = config.rules.get(requireResourceLimits.meta.id)?.options ?? {};
  const table = tierTable({ compose: source.compose, project, options: options as never, chosen: new Map(Object.entries(chosen)) });
  return {
    version: document.version,
    tiers: table.tiers,
    rows: table.rows.map(({ service, span, tier, by, confidence, evidence, before, after, note }) => ({
      service, range: toRange(span, source.lines), tier, confidence, evidence: by && by !== 'evidence' ? [CHOSEN[by]] : evidence, before, after, note,
    })),
    edits: table.edits.map((edit) => toTextEdit(edit, source.lines)),
  };
}
