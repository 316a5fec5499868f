import { ACTIONS, type FromScan } from '../../webviews/scan/messages.ts';

const KNOWN_ACTIONS: ReadonlySet<unknown> = new Set(ACTIONS);

/** True for what the page of a scan says; whoever got into a page, or one of another version, may say anything. */
export function isFromScan(message: unknown): message is FromScan {
  if (!isRecord(message)) return false;
  const { kind, of, place, file, finding, rule, action } = message;
  if (kind === 'list') return isRecord(of) && (isIndex(of['file']) || typeof of['rule'] === 'string');
  if (kind === 'open') return isIndex(place);
  if (kind === 'openFinding') return isIndex(file) && isIndex(finding);
  if (kind === 'explain') return typeof rule === 'string';
  return kind === 'run' ? KNOWN_ACTIONS.has(action) : kind === 'ready';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIndex(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
