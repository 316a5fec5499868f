import { defineSilencingRule } from '../core/engine/rule.ts';
import { spanOfRules } from './silencing/spanOfRules.ts';

export const requireSilencingReason = defineSilencingRule<object>({
  meta: {
    id: 'require-silencing-reason',
    description: 'Silencing comments say why.',
    subject: 'silencing',
    language: 'all',
    severity: 'warning',
    confidence: 'high',
    fix: 'none',
    weight: { overall: 1, security: 0, maintainability: 1 },
    options: {},
    isOptIn: true,
    messages: {
      unexplained: 'Nobody will know whether {rules} may be heard here again; write the reason after the list of rules.',
    },
  },
  check({ silencings, report }) {
    for (const { directive } of silencings) {
      if (isReason(directive.reason)) continue;
      const rules = directive.rules.map(({ id }) => (id === 'all' ? 'all rules' : `\`${id}\``)).join(', ');
      report({ messageId: 'unexplained', data: { rules }, span: spanOfRules(directive) });
    }
  },
});

/** Dashes and colons alone say nothing. */
function isReason(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
