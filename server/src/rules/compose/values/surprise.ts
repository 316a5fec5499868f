import { arrivingText } from '../../../core/compose/settings/arrivingText.ts';
import { isSecretName } from '../secrets/secretNames.ts';

/** A value that does not arrive as it is written. */
export interface Surprise {
  /** `refused`: compose does not load the file. `lost`: what was meant is lost. `respelled`: the same thing in other characters, which some programs do not read. */
  readonly kind: 'refused' | 'lost' | 'respelled';
  /** What compose takes it for, with an article. */
  readonly readAs: string;
  /** What arrives; null where nothing does. */
  readonly text: string | null;
}

/** Names of texts that merely look like numbers: any other character is another version, person or key. */
const TEXTUAL = /(?:^|_)(?:VERSION|VER|RELEASE|TAG|ID|UUID|GUID|SHA|COMMIT|REVISION|HASH|PIN|PHONE|TEL|SERIAL|ZIP|POSTCODE|CODE)$|VERSION$/;

/** What happens to a plain scalar on its way into a variable; null where it arrives as it is written, or means the same to any program. */
export function surpriseOf(name: string, written: string): Surprise | null {
  const { kind, text } = arrivingText(written);
  if (kind === 'date') return { kind: 'refused', readAs: 'a date', text };
  // `NAME:`, `NAME: ~` and `NAME: null` are how a variable is taken from the host, or stays unset: whoever writes so means no text.
  if (kind === 'null' || kind === 'text' || text === written) return null;
  if (kind === 'boolean') return { kind: 'respelled', readAs: 'a boolean', text };
  const isTextual = TEXTUAL.test(name.toUpperCase()) || isSecretName(name);
  return kind === 'integer' ? integerSurprise(written, text!, isTextual) : floatSurprise(written, text!, isTextual);
}

function integerSurprise(written: string, text: string, isTextual: boolean): Surprise | null {
  const digits = written.replace(/^[-+]/, '');
  if (/^0[xX]/.test(digits)) return { kind: isTextual ? 'lost' : 'respelled', readAs: 'a hexadecimal number', text };
  if (/^0[bB]/.test(digits)) return { kind: isTextual ? 'lost' : 'respelled', readAs: 'a binary number', text };
  if (/^0[oO]?[0-7_]*[1-7]/.test(digits)) return { kind: 'lost', readAs: octalName(digits), text };
  if (/^0[\d_]/.test(digits)) return { kind: 'lost', readAs: 'a number', text };
  if (digits.includes('_') && (isTextual || !/^\d{1,3}(?:_\d{3})+$/.test(digits))) return { kind: 'lost', readAs: 'a number', text };
  if (written.startsWith('+') && (isTextual || digits.length >= 8)) return { kind: 'lost', readAs: 'a number', text };
  return isTextual ? { kind: 'lost', readAs: 'a number', text } : null;
}

/** `007` is 7 either way: what it loses are its zeros. */
function octalName(digits: string): string {
  return /^0+[1-7]$/.test(digits) ? 'a number' : 'an octal number';
}

function floatSurprise(written: string, text: string, isTextual: boolean): Surprise | null {
  const isWhole = /^[-+]?[\d_]+$/.test(written);
  // No float holds all digits of a whole number that is too large for an integer, and `0899` loses its zero.
  if (isTextual || isWhole) return { kind: 'lost', readAs: 'a number', text };
  const gainsExponent = /e/i.test(text) && !/e/i.test(written);
  return gainsExponent || /inf|nan/i.test(written) ? { kind: 'respelled', readAs: 'a number', text } : null;
}
