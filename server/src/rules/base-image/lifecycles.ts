import table from './lifecycles.json' with { type: 'json' };

/** One release line of a family: `3.12` of Python, `24` of Node.js. Dates are ISO days. */
export interface Cycle {
  readonly cycle: string;
  readonly released: string;
  /** Since when the project itself calls it long-term support; null where it never does. */
  readonly longTermSupport: string | null;
  /**
   * The last day with security fixes that an image gets without a subscription; null where none is announced yet. For Debian that is the end
   * of long-term support (same package source, no sign-up), for Ubuntu the end of standard support (later fixes need Ubuntu Pro).
   */
  readonly endOfLife: string | null;
  /** Another name that tags use for it: `node:iron` is 20, `debian:bookworm` is 12. */
  readonly codename: string | null;
}

/** `database` also for message brokers: what keeps data in files of its own version. */
export type FamilyKind = 'language' | 'distribution' | 'database' | 'cache' | 'server';

/** What is known of one image, or of several that share their versions. */
export interface Family {
  readonly name: string;
  /** For people: `Node.js`. */
  readonly title: string;
  readonly kind: FamilyKind;
  /** Newest first. */
  readonly cycles: readonly Cycle[];
  /** Names that move: `latest`, `lts` -> the release line that they stood for on `TAGS_AS_OF`. */
  readonly floating: ReadonlyMap<string, string>;
  /** Release line -> variants that it is offered in, `''` for none: the only tags that may be proposed. */
  readonly variants: ReadonlyMap<string, ReadonlySet<string>>;
}

/** As `scripts/lifecycles/rows.mjs` writes it, which explains the rows. */
interface RawFamily {
  readonly title: string;
  readonly kind: string;
  readonly cycles: readonly string[];
  readonly floating: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

/**
 * The day that ends of life are compared with. They are announced years ahead, so the day of the table does and a
 * rule needs no clock: the same file gets the same findings on every machine until the table is refreshed.
 */
export const AS_OF: string = table.asOf;

/** The day that the tags were looked at; what `latest` means may have moved since. */
export const TAGS_AS_OF: string = table.tagsAsOf;

export const FAMILIES: ReadonlyMap<string, Family> = new Map(
  Object.entries(table.families as Readonly<Record<string, RawFamily>>).map(([name, raw]) => [name, toFamily(name, raw)]),
);

function toFamily(name: string, raw: RawFamily): Family {
  return {
    name,
    title: raw.title,
    kind: raw.kind as FamilyKind,
    cycles: raw.cycles.map(parseCycle),
    floating: new Map(Object.entries(raw.floating)),
    variants: new Map(raw.tags.flatMap(parseTags)),
  };
}

function parseCycle(row: string): Cycle {
  const [cycle = '', released = '', endOfLife = '-', ...rest] = row.split(' ');
  const lts = rest.find((word) => word.startsWith('lts:'));
  const codename = rest.find((word) => word !== lts) ?? null;
  return { cycle, released, longTermSupport: lts?.slice(4) ?? null, endOfLife: endOfLife === '-' ? null : endOfLife, codename };
}

function parseTags(row: string): [string, ReadonlySet<string>][] {
  const [cycles = '', list = ''] = row.split(': ');
  const variants = new Set(list.split(' ').map((variant) => (variant === '-' ? '' : variant)));
  return cycles.split(' ').map((cycle) => [cycle, variants]);
}

/** Compares dotted numbers: negative where `a` is older. Missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The release line that a version belongs to: `3.12.4` -> 3.12, `20.11` -> 20, `2` -> 2.7 (the newest that it can mean); null where unknown. */
export function cycleOf(family: Family, version: string): Cycle | null {
  const within = family.cycles.find(({ cycle }) => version.startsWith(cycle) && (version.length === cycle.length || version[cycle.length] === '.'));
  if (within) return within;
  const longer = `${version}.`;
  return family.cycles.find(({ cycle }) => cycle.startsWith(longer)) ?? null;
}

export function isEndOfLife({ endOfLife }: Cycle): boolean {
  return endOfLife !== null && endOfLife < AS_OF;
}

/** True where the table has the tag; an empty variant asks for the plain one. */
export function isKnownTag(family: Family, cycle: string, variant: string): boolean {
  return family.variants.get(cycle)?.has(variant) ?? false;
}

/**
 * The release line to move to from one that has ended: what the family calls its long-term support, else the newest
 * that has been out for a year, so that the packages which people use have caught up. Null where nothing is supported.
 */
export function supportedCycle(family: Family): Cycle | null {
  const named = family.floating.get('lts');
  const longTerm = family.cycles.find(({ cycle }) => cycle === named);
  if (longTerm && !isEndOfLife(longTerm)) return longTerm;
  const alive = family.cycles.filter((cycle) => !isEndOfLife(cycle) && family.variants.has(cycle.cycle));
  return alive.find(({ released }) => released <= shiftYears(AS_OF, -1)) ?? alive[0] ?? null;
}

/**
 * The shortest step from a release line that has ended: the nearest newer one that is offered and gets fixes for at least another year; where
 * none says so, the one that the family calls stable, else the newest. Only long-term support lines where the family has such. Null where nothing is offered.
 * @param isOffered whether the caller could use a tag of that line
 */
export function successorOf(family: Family, from: Cycle, isOffered: (cycle: Cycle) => boolean): Cycle | null {
  const newer = family.cycles.filter((cycle) => compareVersions(cycle.cycle, from.cycle) > 0 && !isEndOfLife(cycle) && isOffered(cycle));
  const longTerm = newer.filter(({ longTermSupport }) => longTermSupport !== null && longTermSupport <= AS_OF);
  const candidates = longTerm.length > 0 ? longTerm : newer;
  const lasting = candidates.filter(({ endOfLife }) => endOfLife !== null && endOfLife >= shiftYears(AS_OF, 1));
  return lasting.at(-1) ?? candidates.find(({ cycle }) => cycle === family.floating.get('stable')) ?? candidates[0] ?? null;
}

function shiftYears(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years)}${day.slice(4)}`;
}
