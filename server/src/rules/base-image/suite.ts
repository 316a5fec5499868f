import { FAMILIES, isEndOfLife, isKnownTag, successorOf, type Cycle, type Family } from './lifecycles.ts';

/** The release of the distribution that a tag names: `bookworm` of `3.12-slim-bookworm`, `alpine3.20` of `20-alpine3.20`. */
export interface Suite {
  readonly family: Family;
  readonly cycle: Cycle;
  /** The word that stands for it in the tag, `alpine-3.20` and `alpine3.20` both as `3.20`. */
  readonly written: string;
  /** Where that begins in the text that was read. */
  readonly start: number;
}

const ALPINE = /(?:^|-)alpine-?(\d+\.\d+)(?=-|$)/;

/** Null where the tag leaves the distribution's release open, or names one that the table does not know. */
export function suiteOf(tag: string): Suite | null {
  const alpine = ALPINE.exec(tag);
  if (alpine) {
    const written = alpine[1]!;
    const family = FAMILIES.get('alpine');
    const cycle = family?.cycles.find((candidate) => candidate.cycle === written);
    return family && cycle ? { family, cycle, written, start: alpine.index + alpine[0].length - written.length } : null;
  }
  WORD.lastIndex = 0;
  for (let word = WORD.exec(tag); word; word = WORD.exec(tag)) {
    const found = CODENAMES.get(word[0]);
    if (found) return { ...found, written: word[0], start: word.index };
  }
  return null;
}

const WORD = /[a-z]+/g;

const CODENAMES: ReadonlyMap<string, { readonly family: Family; readonly cycle: Cycle }> = new Map(
  ['debian', 'ubuntu'].flatMap((name) => {
    const family = FAMILIES.get(name);
    return (family?.cycles ?? []).flatMap((cycle) => (family && cycle.codename !== null ? [[cycle.codename, { family, cycle }] as const] : []));
  }),
);

/** `Debian 10 (buster)`, `Alpine Linux 3.14`. */
export function suiteTitle({ family, cycle }: Pick<Suite, 'family' | 'cycle'>): string {
  return `${family.title} ${cycle.cycle}${cycle.codename === null ? '' : ` (${cycle.codename})`}`;
}

/**
 * The variant to use on a release line: the same one, or, where that names a release of the distribution that has ended or is not offered, the one
 * with its successor. The distribution itself stays. Null where the line is not offered in such a variant.
 */
export function livingVariant(family: Family, cycle: string, variant: string): string | null {
  const suite = suiteOf(variant);
  if (!suite) return isKnownTag(family, cycle, variant) ? variant : null;
  if (!isEndOfLife(suite.cycle) && isKnownTag(family, cycle, variant)) return variant;
  const named = (other: Cycle): string => {
    const name = suite.cycle.codename === null ? other.cycle : (other.codename ?? other.cycle);
    return variant.slice(0, suite.start) + name + variant.slice(suite.start + suite.written.length);
  };
  const next = successorOf(suite.family, suite.cycle, (other) => isKnownTag(family, cycle, named(other)));
  return next && named(next);
}
