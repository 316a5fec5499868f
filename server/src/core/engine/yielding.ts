import { overlaps } from '../text/span.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/**
 * Takes out findings that say less about a place than another one does (`meta.yieldsTo`), and gives their fixes to the one that stays.
 * What a person silenced or switched off does not count any more, so that the other finding shows again.
 */
export function yieldToOthers(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const yielding = yieldingOf(rules);
  if (!findings.some(({ rule }) => yielding.has(rule))) return [...findings];
  const byRule = groupByRule(findings);
  const gone = new Set<Finding>();
  const inherited = new Map<Finding, Finding[]>();
  for (const finding of findings) {
    const stronger = (yielding.get(finding.rule) ?? []).flatMap((id) => byRule.get(id) ?? []).find(({ span }) => overlaps(span, finding.span));
    if (!stronger) continue;
    gone.add(finding);
    inherited.set(stronger, [...(inherited.get(stronger) ?? []), finding]);
  }
  // A finding that itself yields hands on what it was given.
  const fixesOf = (finding: Finding): Finding['fixes'] => withoutRepeats([...finding.fixes, ...(inherited.get(finding) ?? []).flatMap(fixesOf)]);
  return findings.filter((finding) => !gone.has(finding)).map((finding) => (inherited.has(finding) ? { ...finding, fixes: fixesOf(finding) } : finding));
}

const known = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly string[]>>();

function yieldingOf(rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  let yielding = known.get(rules);
  if (!yielding) known.set(rules, (yielding = new Map(rules.flatMap(({ meta }) => (meta.yieldsTo ? [[meta.id, meta.yieldsTo] as const] : [])))));
  return yielding;
}

/** Two rules often mend a place in the same way. */
function withoutRepeats(fixes: Finding['fixes']): Finding['fixes'] {
  const seen = new Set<string>();
  return fixes.filter(({ edits, creates, elsewhere }) => {
    const key = JSON.stringify([edits, creates, elsewhere]);
    return !seen.has(key) && seen.add(key);
  });
}

function groupByRule(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group) group.push(finding);
    else groups.set(finding.rule, [finding]);
  }
  return groups;
}
