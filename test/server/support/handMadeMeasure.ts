import type { ContextMeasure, Offender } from '../../../server/src/core/engine/projectView.ts';
import type { IgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { reachTest } from '../../../server/src/project/dockerignore/reach.ts';

/** A measure of files with these sizes in bytes; offenders are the folders at the top, and files that lie there. */
export function handMadeMeasure(sizes: Readonly<Record<string, number>>, complete = true): ContextMeasure {
  const files = Object.entries(sizes);
  const reached = (sources: readonly string[]): [string, number][] => {
    const reaches = reachTest(sources);
    return files.filter(([path]) => reaches(path));
  };
  const largest = (found: readonly [string, number][], count: number): Offender[] => {
    const tops = new Map<string, Offender>();
    for (const [path, size] of found) {
      const name = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path;
      const top = tops.get(name) ?? { path: name, files: 0, bytes: 0 };
      tops.set(name, { path: name, files: top.files + 1, bytes: top.bytes + size });
    }
    return [...tops.values()].sort((a, b) => b.bytes - a.bytes).slice(0, count);
  };
  const kept = (sources: readonly string[], ignore: IgnoreMatcher | null) => reached(sources).filter(([path]) => !ignore?.ignores(path));
  return {
    complete,
    sent: (sources, ignore) => kept(sources, ignore).reduce((sum, [, size]) => ({ files: sum.files + 1, bytes: sum.bytes + size }), { files: 0, bytes: 0 }),
    largestSent: (sources, ignore, count) => largest(kept(sources, ignore), count),
    largestIgnored: (sources, ignore, count) => largest(reached(sources).filter(([path]) => ignore.ignores(path)), count),
  };
}
