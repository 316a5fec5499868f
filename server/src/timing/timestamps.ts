/** Go's zero time, 0001-01-01T00:00:00Z in whatever zone, is what a report holds where it has no time. */
const GO_ZERO = Date.parse('0001-01-02T00:00:00Z');
const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an RFC 3339 time, to the microsecond: a double has no more at this distance. Null for what is no time, and for
 * Go's zero time.
 */
export function parseInstant(value: unknown): number | null {
  const parts = typeof value === 'string' && value.length <= 40 ? RFC3339.exec(value) : null;
  if (!parts) return null;
  const seconds = Date.parse(`${parts[1]}${parts[3]}`);
  return Number.isNaN(seconds) || seconds <= GO_ZERO ? null : seconds + Math.round(Number(`0${parts[2] ?? ''}`) * 1e6) / 1000;
}

/** Rounded to microseconds: sums of doubles are not worth more. */
export function micros(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
