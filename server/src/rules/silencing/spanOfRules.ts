import type { IgnoreDirective } from '../../core/engine/directives.ts';
import type { Span } from '../../core/text/span.ts';

/** The list of rules of a silencing comment. */
export function spanOfRules({ rules, listEnd }: IgnoreDirective): Span {
  return { start: rules[0]?.span.start ?? listEnd, end: listEnd };
}
