import type { Build } from './build.ts';

/** Packages that npm fetched, by its log at `loglevel=http`: what it takes from its cache is told as `http cache`, or not at all. */
export function npmDownloads(build: Build): string[] {
  return matches(build, /npm http fetch GET 200 \S*\/([^/\s]+?)-\d+\.[^/\s]*\.tgz/g);
}

/** Packages that apt fetched: `Get:1 http://… bookworm/main amd64 jq amd64 1.6-2.1 [64.9 kB]`; indexes have fewer words. */
export function aptDownloads(build: Build): string[] {
  return matches(build, /^Get:\d+ \S+ \S+ \S+ (\S+) \S+ \S+ \[/gm);
}

function matches({ steps }: Build, pattern: RegExp): string[] {
  return steps.flatMap(({ log }) => [...log.matchAll(pattern)].map((match) => match[1]!)).sort();
}
