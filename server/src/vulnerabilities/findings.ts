import type { Fix, Severity } from '../core/engine/finding.ts';
import type { Span } from '../core/text/span.ts';
import type { baseMove, BaseMove } from './baseMove.ts';
import { LEVELS, type Counts, type ImageScan, type Level } from './model.ts';
import type { PlacedGroup } from './places.ts';
import { groupMessage, vulnerabilityText } from './words.ts';

/** How a finding is shown: what fails a gate is an error, what somebody may attack soon a warning. */
const SEVERITY: Readonly<Record<Level, Severity>> = { critical: 'error', high: 'warning', medium: 'information', low: 'hint', unknown: 'hint' };
/** Vulnerabilities that a finding lists below its message. */
const MOST_LISTED = 10;

/** One finding per line of a Dockerfile. */
export interface VulnerabilityFinding {
  readonly span: Span;
  readonly severity: Severity;
  readonly message: string;
  readonly counts: Counts;
  /** The worst ones, a line each. */
  readonly details: readonly string[];
  /** A newer base image, for a person to decide on; null where there is none to propose. */
  readonly fix: Fix | null;
  /** What the fix moves to, so that it can be scanned before. */
  readonly proposed: string | null;
}

/** @param moveOf the newer base image for a FROM, null for none */
export function vulnerabilityFindings(groups: readonly PlacedGroup[], scan: ImageScan, moveOf: (group: PlacedGroup) => ReturnType<typeof baseMove>): readonly VulnerabilityFinding[] {
  return groups.map((group) => {
    const planned = group.base === null ? null : moveOf(group);
    const move = planned && 'fix' in planned ? planned : null;
    return {
      span: group.span,
      severity: severityOf(group.counts),
      message: `${groupMessage(group, scan)}${moveText(planned)}`,
      counts: group.counts,
      details: group.vulnerabilities.slice(0, MOST_LISTED).map(vulnerabilityText),
      fix: move?.fix ?? null,
      proposed: move?.image ?? null,
    };
  });
}

function moveText(planned: BaseMove | { readonly reason: string } | null): string {
  if (planned === null) return '';
  if ('reason' in planned) return ` A newer base image is not proposed: ${planned.reason}`;
  return ` A newer base image may be without them: \`${planned.image}\`, which a scan of it tells.`;
}

export function severityOf(counts: Counts): Severity {
  const worst = LEVELS.find((level) => counts[level] > 0);
  return worst ? SEVERITY[worst] : 'hint';
}
