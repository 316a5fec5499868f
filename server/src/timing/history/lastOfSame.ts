import type { BuiltWhat } from '../record.ts';

/** As much of a build as tells whether another one built the same; `BuildSummary` has it all. */
export interface ComparableBuild {
  readonly id: string;
  readonly what: BuiltWhat;
  readonly targets: readonly { readonly name: string }[];
}

/**
 * The build to compare one with: the last one before it of the same kind, files and names; else the last one before it, of the same kind,
 * that has all of its targets; else one that has any of them. Of a Dockerfile, any other build of it. Null where there is none.
 * @param builds newest first
 */
export function lastOfSame<Build extends ComparableBuild>(builds: readonly Build[], of: ComparableBuild): Build | null {
  const earlier = builds.filter(({ id, what }) => id < of.id && what.kind === of.what.kind);
  const names = of.targets.map(({ name }) => name);
  const has = ({ targets, what }: Build, some: boolean): boolean => {
    // Its one target is called by the stage that was asked for.
    if (of.what.kind === 'dockerfile') return sameTexts(what.files, of.what.files);
    const there = new Set(targets.map(({ name }) => name));
    return some ? names.some((name) => there.has(name)) : names.length > 0 && names.every((name) => there.has(name));
  };
  return earlier.find(({ what }) => sameTexts(what.files, of.what.files) && sameTexts(what.names, of.what.names))
    ?? earlier.find((build) => has(build, false))
    ?? earlier.find((build) => has(build, true))
    ?? null;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
