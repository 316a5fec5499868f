import type { ExportFormat } from '../../../server/src/protocol.ts';
import type { FromTimeline } from '../../webviews/timeline/messages.ts';

const FORMATS: readonly ExportFormat[] = ['html', 'json', 'perfetto'];
const WITHOUT_PARTS: ReadonlySet<unknown> = new Set(['ready', 'cancel', 'compare']);

/** True for what the page of the timeline says; whoever got into a page, or one of another version, may say anything. */
export function isFromTimeline(message: unknown): message is FromTimeline {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, dockerfile, line, noCache, format, text } = message as Record<string, unknown>;
  if (kind === 'reveal') return typeof dockerfile === 'string' && Number.isInteger(line);
  if (kind === 'rebuild') return typeof noCache === 'boolean';
  if (kind === 'export') return FORMATS.some((one) => one === format);
  return kind === 'copy' ? typeof text === 'string' : WITHOUT_PARTS.has(kind);
}
