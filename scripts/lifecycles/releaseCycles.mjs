/**
 * Release lines of one product of endoflife.date, newest first.
 * @param releases the `releases` of its front matter
 * @param options `oldest`: the last line to keep, older ones are met in no Dockerfile; `end`: the field with the last day that counts;
 * `byMajor`: one line for all versions of a major; `isMajorOnly`: a whole number is a version with `.0`; `lines`: those to keep
 * @param previous lines of the present table, whose code names are kept where endoflife.date has none
 */
export function readCycles(releases, { oldest, end = 'eol', byMajor = false, isMajorOnly = false, lines = /^\d+(?:\.\d+)*$/ }, previous) {
  const codenames = new Map(previous.map(({ cycle, codename }) => [cycle, codename]));
  const cycles = releases
    .map((release) => ({
      cycle: isMajorOnly && !String(release.releaseCycle).includes('.') ? `${release.releaseCycle}.0` : String(release.releaseCycle),
      released: day(release.releaseDate),
      longTermSupport: longTermSupport(release),
      endOfLife: typeof release[end] === 'boolean' ? null : day(release[end] ?? release.eol),
      codename: codename(release) ?? codenames.get(String(release.releaseCycle)) ?? null,
    }))
    .filter(({ cycle }) => lines.test(cycle) && compare(cycle, oldest) >= 0)
    .sort((a, b) => compare(b.cycle, a.cycle));
  return keepOthers(byMajor ? foldMajors(cycles) : cycles, previous);
}

/** Lines that only the table has: those of moving majors, and old ones that endoflife.date left out. */
function keepOthers(cycles, previous) {
  const known = new Set(cycles.map(({ cycle }) => cycle));
  return [...cycles, ...previous.filter(({ cycle }) => !known.has(cycle))].sort((a, b) => compare(b.cycle, a.cycle));
}

/** A day, or `true` for from its release on. */
function longTermSupport({ lts, releaseDate }) {
  if (lts === true) return day(releaseDate);
  return lts === false || lts === undefined || lts === null ? null : day(lts);
}

/** The words that tags use: the first of `Jammy Jellyfish`. */
function codename({ codename: name }) {
  return typeof name === 'string' ? name.split(' ')[0].toLowerCase() : null;
}

function foldMajors(cycles) {
  const majors = new Map();
  for (const row of cycles) {
    const cycle = row.cycle.split('.')[0];
    const newest = majors.get(cycle);
    majors.set(cycle, { ...(newest ?? row), cycle, released: row.released });
  }
  return [...majors.values()];
}

function day(value) {
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Error(`"${text}" is not a day`);
  return text;
}

function compare(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}
