import type { FromComparison } from '../../webviews/comparison/messages.ts';

/** True for what the page of the comparison says; whoever got into a page, or one of another version, may say anything. */
export function isFromComparison(message: unknown): message is FromComparison {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, side, step, text } = message as Record<string, unknown>;
  const isSide = side === 'before' || side === 'after';
  if (kind === 'reveal') return isSide && typeof step === 'string';
  if (kind === 'open') return isSide;
  return kind === 'copy' ? typeof text === 'string' : kind === 'ready';
}
