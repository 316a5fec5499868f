import { UNKNOWN } from '../../../core/compose/project.ts';
import type { LimitSetting } from './limitSettings.ts';
import { QUANTITIES } from './limitSettings.ts';

/** Why compose refuses to load a value. */
export type Flaw =
  /** `512Mi`: units of Kubernetes. */
  | 'binary-unit'
  /** `500m` CPUs. */
  | 'millicores'
  | 'percent'
  /** `1,5` */
  | 'comma'
  | 'spaces'
  /** Below `deploy`, an amount of memory has to be text. */
  | 'unquoted'
  | 'negative'
  | 'empty'
  | 'other';

/** What compose makes of a value. */
export type Amount =
  /** Nothing is set, or what counts as nothing: zero, and numbers with a fraction where bytes are counted. */
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'refused'; readonly flaw: Flaw }
  /** A variable, or what is not certain to be read or refused. */
  | { readonly kind: 'unknown' };

const NONE: Amount = { kind: 'none' };
const CANNOT_TELL: Amount = { kind: 'unknown' };

/** Nobody writes a longer amount. */
const LONGEST = 64;

/** Numbers of Go's `ParseFloat` that people write; underscores, infinities and hexadecimal ones are left open. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const CERTAINLY_NO_NUMBER = /[^\da-fpxinty_.+-]|\..*\.|^(?![+-]?(?:inf|infinity|nan)$)\D*$/i;

/** A merged value as compose 2.40 reads it (compose-go's decoding, `RAMInBytes` of go-units; each case was tried). */
export function readAmount(setting: LimitSetting, data: unknown): Amount {
  if (data === null || data === undefined) return NONE;
  if (data === UNKNOWN) return CANNOT_TELL;
  const quantity = QUANTITIES[setting];
  if (typeof data === 'number') return readNumber(data, quantity === 'bytes', setting.startsWith('deploy.'));
  if (typeof data !== 'string' || data.length > LONGEST) return CANNOT_TELL;
  if (quantity === 'bytes') {
    const amount = readBytes(data);
    return amount.kind === 'value' || amount.kind === 'none' || data === data.trim() || data.trim() === '' ? amount : refused('spaces');
  }
  return quantity === 'cpus' ? readCpus(data) : NUMBER.test(data) ? amountOf(Math.trunc(Number(data))) : CANNOT_TELL;
}

function readNumber(value: number, isBytes: boolean, isDeploy: boolean): Amount {
  if (!Number.isFinite(value)) return CANNOT_TELL;
  if (!isBytes) return amountOf(value);
  if (isDeploy) return refused('unquoted');
  return Number.isInteger(value) ? amountOf(value) : NONE;
}

function readCpus(text: string): Amount {
  if (NUMBER.test(text)) return amountOf(Number(text));
  if (text === '') return refused('empty');
  if (/^\d+(?:\.\d+)?m$/.test(text)) return refused('millicores');
  if (/^\d+(?:\.\d+)? ?%$/.test(text)) return refused('percent');
  if (/^\d+,\d+$/.test(text)) return refused('comma');
  if (NUMBER.test(text.trim())) return refused('spaces');
  return CERTAINLY_NO_NUMBER.test(text) ? refused('other') : CANNOT_TELL;
}

const FACTORS: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4, p: 1024 ** 5 };
const UNIT = /^(?:b|[kmgtp](?:i?b)?)$/i;

/** The unit stands behind the last digit, dot or space, as go-units parts it: `512 MB` is fine, `512  MB` is not. */
function readBytes(text: string): Amount {
  const last = /^[^]*[\d. ]/.exec(text)?.[0].length ?? 0;
  if (last === 0) return refused(text === '' ? 'empty' : 'other');
  const number = text[last - 1] === ' ' ? text.slice(0, last - 1) : text.slice(0, last);
  const unit = text.slice(last);
  if (/^\d+(?:\.\d+)?$/.test(number) && /^[kmgtp]i$/i.test(unit)) return refused('binary-unit');
  if (/^\d+,\d+$/.test(number)) return refused('comma');
  if (NUMBER.test(number.trim()) && number !== number.trim()) return refused('spaces');
  if (!NUMBER.test(number)) return CERTAINLY_NO_NUMBER.test(number) ? refused('other') : CANNOT_TELL;
  if (Number(number) < 0) return refused('negative');
  if (unit === '%') return refused('percent');
  if (unit !== '' && !UNIT.test(unit)) return refused('other');
  return amountOf(Math.floor(Number(number) * (FACTORS[unit[0]?.toLowerCase() ?? 'b'] ?? 1)));
}

function amountOf(value: number): Amount {
  return value === 0 ? NONE : { kind: 'value', value };
}

function refused(flaw: Flaw): Amount {
  return { kind: 'refused', flaw };
}
