import table from './lifecycles.json' with { type: 'json' };

/** One release line of a family: `3.12` of Python, `24` of Node.js. Dates are ISO days. */
export interface Cycle {
  readonly cycle: string;
  readonly released: string;
  /** Since when the project itself calls it long-term support; null where it never does. */
  readonly longTermSupport: string | null;
  /** The last day with security fixes. */
  readonly endOfLife: string;
  /** Another name that tags use for it: `node:iron` is 20. */
  readonly codename: string | null;
}

/** What is known of one official image. */
export interface Family {
  readonly name: string;
  /** For people: `Node.js`. */
  readonly title: string;
  /** Newest first. */
  readonly cycles: readonly Cycle[];
  /** Names that move: `latest`, `lts` -> the release line that they stood for on `TAGS_AS_OF`. */
  readonly floating: ReadonlyMap<string, string>;
  /** Release line -> variants that it is offered in, `''` for none: the only tags that may be proposed. */
  readonly variants: ReadonlyMap<string, ReadonlySet<string>>;
}

interface RawFamily {
  readonly title: string;
  readonly cycles: readonly {
    readonly cycle: string;
    readonly released: string;
    readonly longTermSupport: string | null;
    readonly endOfLife: string;
    readonly codename?: string;
  }[];
  readonly floating: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly cycle: string; readonly variants: readonly string[] }[];
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
    cycles: raw.cycles.map((cycle) => ({ ...cycle, codename: cycle.codename ?? null })),
    floating: new Map(Object.entries(raw.floating)),
    variants: new Map(raw.tags.map(({ cycle, variants }) => [cycle, new Set(variants)])),
  };
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
  const within = family.cycles.find(({ cycle }) => version === cycle || version.startsWith(`${cycle}.`));
  return within ?? family.cycles.find(({ cycle }) => cycle.startsWith(`${version}.`)) ?? null;
}

export function isEndOfLife(cycle: Cycle): boolean {
  return cycle.endOfLife < AS_OF;
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
  return alive.find(({ released }) => released <= aYearBefore(AS_OF)) ?? alive[0] ?? null;
}

function aYearBefore(day: string): string {
  return `${String(Number(day.slice(0, 4)) - 1)}${day.slice(4)}`;
}
