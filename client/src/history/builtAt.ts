const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago a build began, as a person says it: `just now`, `2 min ago`, `3 h ago`, `yesterday`, `5 days ago`; after a week the date.
 * @param now milliseconds since 1970, as `Date.now()`; before the start where a clock was changed, which counts as now
 * @param language for the date
 */
export function ageText(startedAt: string, now: number, language?: string): string {
  const start = Date.parse(startedAt);
  if (Number.isNaN(start)) return 'at an unknown time';
  const age = now - start;
  if (age < 0.75 * MINUTE) return 'just now';
  if (age < 59.5 * MINUTE) return `${Math.max(1, Math.round(age / MINUTE))} min ago`;
  if (age < 23.5 * HOUR) return `${Math.round(age / HOUR)} h ago`;
  if (age < 1.5 * DAY) return 'yesterday';
  if (age < 7 * DAY) return `${Math.round(age / DAY)} days ago`;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(start);
}

/** Date and time of day in this machine's time zone. */
export function timeText(startedAt: string, language?: string): string {
  const start = Date.parse(startedAt);
  return Number.isNaN(start) ? 'at an unknown time' : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(start);
}
