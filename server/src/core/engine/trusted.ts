import type { SourceDocument } from './document.ts';
import type { Finding } from './finding.ts';

/**
 * Findings as they may be offered: where the text cannot be read with certainty, none has a fix. Rules ask only whether a file is well formed,
 * since the second reading costs as much as a whole check; whoever shows fixes or writes them asks here first.
 */
export function trustedFindings(document: SourceDocument, findings: readonly Finding[]): readonly Finding[] {
  if (findings.every(({ fixes }) => fixes.length === 0) || document.isTrustworthy) return findings;
  return findings.map((finding) => (finding.fixes.length === 0 ? finding : { ...finding, fixes: [], withheld: 'The file cannot be read with certainty.' }));
}
