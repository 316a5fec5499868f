import type { BuildContext } from '../../core/engine/projectView.ts';
import type { IgnorePattern } from '../../core/ignore/matcher.ts';
import type { IgnoreFileModel } from '../../core/ignore/model.ts';

/** Files of a listing that are asked about. */
const MOST_LISTED = 5_000;

/** Later lines that are asked about each of them. */
const MOST_LATER = 200;

export interface Overriding {
  /** The first later line that undoes some of it. */
  readonly pattern: IgnorePattern;
  /** A path that it undoes it for; null where none was seen. */
  readonly path: string | null;
}

/** The first later line of the other kind that has the last word about something that a pattern matches; null where none is seen. */
export function overridingLine({ patterns }: IgnoreFileModel, pattern: IgnorePattern, contexts: readonly BuildContext[]): Overriding | null {
  const later = patterns.filter((one) => one.line > pattern.line && one.negated !== pattern.negated && one.invalid === null).slice(0, MOST_LATER);
  if (later.length === 0) return null;
  for (const { files } of contexts) {
    const matched = files.paths.slice(0, MOST_LISTED).filter((path) => pattern.matches(path));
    for (const one of later) {
      const path = matched.find((candidate) => one.matches(candidate));
      if (path !== undefined) return { pattern: one, path };
    }
  }
  // A line that says the same the other way round undoes it whatever is there.
  const same = later.find((one) => one.pattern === pattern.pattern);
  return same ? { pattern: same, path: null } : null;
}
