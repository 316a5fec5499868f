const ID = /^\d{8}T\d{9}Z-[0-9a-z]{4,16}$/;

/**
 * Sorts as the builds began, and is a file name on every system.
 * @param startedAt ISO 8601, of any zone; what is no time counts as 1970
 * @param salt random letters and digits: several builds may begin in one millisecond
 */
export function recordId(startedAt: string, salt: string): string {
  const time = Date.parse(startedAt);
  const iso = new Date(Number.isNaN(time) ? 0 : Math.min(Math.max(time, 0), LAST)).toISOString();
  const suffix = salt.toLowerCase().replaceAll(/[^0-9a-z]/g, '').slice(0, 16).padEnd(4, '0');
  return `${iso.replaceAll(/[-:.]/g, '')}-${suffix}`;
}

/** The end of the year 9999: later ones are written otherwise. */
const LAST = 253_402_300_799_999;

export function isRecordId(text: string): boolean {
  return ID.test(text);
}
