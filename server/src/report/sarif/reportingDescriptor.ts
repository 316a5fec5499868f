import type { Severity } from '../../core/engine/finding.ts';
import type { RuleMeta } from '../../core/engine/rule.ts';
import { rulePage } from './rulePage.ts';

/** SARIF 2.1.0, 3.27.10. */
export type Level = 'error' | 'warning' | 'note';

export const LEVEL: Record<Severity, Level> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** As GitHub's code scanning shows what is no security finding. */
const PROBLEM: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'recommendation', hint: 'recommendation' };

/**
 * A rule as SARIF tells it (3.49), with `precision`, `problem.severity` and `tags` as GitHub reads them. There is no `security-severity`: it is a CVSS
 * score, and nobody gave our findings one.
 * @param page its page as Markdown, where there is one
 */
export function reportingDescriptor(meta: RuleMeta, page: string | null, helpUri: string | null) {
  const told = page === null ? null : rulePage(page);
  return {
    id: meta.id,
    shortDescription: { text: meta.description },
    fullDescription: { text: told?.why ? `${meta.description} ${told.why}` : meta.description },
    ...(told ? { help: { text: told.text, markdown: told.markdown } } : {}),
    ...(helpUri === null ? {} : { helpUri }),
    defaultConfiguration: { level: LEVEL[meta.severity], ...(meta.isOptIn ? { enabled: false } : {}) },
    properties: { tags: [...new Set([meta.subject, meta.language])], precision: meta.confidence, 'problem.severity': PROBLEM[meta.severity] },
  };
}

/** A rule that findings name and nobody describes, so that `ruleIndex` leads somewhere. */
export function unknownDescriptor(id: string) {
  return { id, shortDescription: { text: id } };
}
