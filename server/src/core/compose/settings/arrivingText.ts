/** What compose takes a plain scalar for, and the text that it hands on where a variable or an argument wants text. */
export interface Arrival {
  /** `date`: compose refuses the file. `null`: the caller's own environment decides. `text`: nothing happens to it. */
  readonly kind: 'text' | 'date' | 'null' | 'boolean' | 'integer' | 'float';
  /** Null for a date and for null. */
  readonly text: string | null;
}

/** Nobody writes a longer number, and reading one costs time. */
const LONGEST_NUMBER = 400;

const NOTHING: Arrival = { kind: 'null', text: null };
const WORDS: ReadonlyMap<string, Arrival> = new Map<string, Arrival>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, NOTHING] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, { kind: 'boolean', text: 'true' }] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, { kind: 'boolean', text: 'false' }] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { kind: 'float', text: 'NaN' }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, { kind: 'float', text: '+Inf' }] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, { kind: 'float', text: '-Inf' }] as const),
]);

/**
 * Reads a plain scalar without a tag as compose 2.40 does: `resolve` of go-yaml 3 (YAML 1.1 octals, underscores and dates, but neither
 * `yes` and `no` nor sexagesimal numbers), then Go's `fmt.Sprint`. Each line of its test was compared with what compose prints.
 */
export function arrivingText(source: string): Arrival {
  const word = WORDS.get(source);
  if (word) return word;
  const first = source.charCodeAt(0);
  const isNumeral = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!isNumeral || source.length > LONGEST_NUMBER) return { kind: 'text', text: source };
  if (isTimestamp(source)) return { kind: 'date', text: null };
  const digits = source.replaceAll('_', '');
  const integer = readInteger(digits);
  if (integer !== null) return { kind: 'integer', text: integer };
  const float = readFloat(digits);
  return float === null ? { kind: 'text', text: source } : { kind: 'float', text: float };
}

/** An integer of 64 bits, signed or not, as Go's `ParseInt` and `ParseUint` read it with base 0. */
function readInteger(digits: string): string | null {
  const [, sign, number] = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(digits) ?? [];
  if (number === undefined) return null;
  const isOldOctal = /^0[0-7]/.test(number);
  const value = BigInt(isOldOctal ? `0o${number.slice(1)}` : number);
  const largest = sign === '' ? 2n ** 64n - 1n : sign === '-' ? 2n ** 63n : 2n ** 63n - 1n;
  return value > largest ? null : String(sign === '-' ? -value : value);
}

function readFloat(digits: string): string | null {
  if (!/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits)) return null;
  const value = Number(digits);
  return Number.isFinite(value) ? formatFloat(value) : null;
}

/** Go's `%v`: the shortest digits that give the number back, with an exponent below -4 and from 6. */
function formatFloat(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '', power = ''] = Math.abs(value).toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < EXPONENT_FROM) return sign + String(Math.abs(value));
  const amount = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${amount}`;
}

const EXPONENT_FROM = 6;
const TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

/** True for a date that exists, with or without a time (`parseTimestamp` of go-yaml 3). */
function isTimestamp(source: string): boolean {
  const parts = TIMESTAMP.exec(source);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const [hour, minute, second] = [parts[4] ?? parts[7] ?? '0', parts[5] ?? parts[8] ?? '0', parts[6] ?? parts[9] ?? '0'].map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour! < 24 && minute! < 60 && second! < 60;
}
