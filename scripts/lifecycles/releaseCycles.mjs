/**
 * Release lines of one product of endoflife.date, newest first.
 * @param releases the `releases` of its front matter
 * @param oldest the last line to keep: older ones are met in no Dockerfile
 * @param previous lines of the present table, whose code names are kept: endoflife.date has none
 */
export function readCycles(releases, oldest, previous) {
  const codenames = new Map(previous.map(({ cycle, codename }) => [cycle, codename]));
  return releases
    .map((release) => ({
      cycle: String(release.releaseCycle),
      released: day(release.releaseDate),
      longTermSupport: typeof release.lts === 'boolean' || release.lts === undefined ? null : day(release.lts),
      endOfLife: typeof release.eol === 'boolean' ? null : day(release.eol),
      ...(codenames.get(String(release.releaseCycle)) ? { codename: codenames.get(String(release.releaseCycle)) } : {}),
    }))
    .filter(({ cycle, endOfLife }) => endOfLife !== null && /^\d+(\.\d+)*$/.test(cycle) && compare(cycle, oldest) >= 0)
    .sort((a, b) => compare(b.cycle, a.cycle));
}

function day(value) {
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Error(`"${text}" is not a day`);
  return text;
}

function compare(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}
