/** An image whose makers stopped building it. */
export interface RetiredImage {
  /** ISO day of its end. */
  readonly since: string;
  /** What its makers or its users went to, as image names. */
  readonly instead: readonly string[];
}

interface Row extends RetiredImage {
  /** Tags with an end of their own. */
  readonly tags?: readonly (readonly [pattern: RegExp, since: string])[];
}

/**
 * Official images that got no build for all their tags since a day: the notices on their pages at Docker Hub, and for CentOS
 * the end of life of CentOS Linux (www.centos.org/centos-linux-eol).
 */
const RETIRED: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['adoptopenjdk', { since: '2021-08-01', instead: ['eclipse-temurin'] }],
  ['centos', { since: '2024-06-30', instead: ['almalinux', 'rockylinux'], tags: [
    [/^(?:centos)?8/, '2021-12-31'], [/^(?:centos)?6/, '2020-11-30'], [/^(?:centos)?5/, '2017-03-31'],
  ] }],
  ['java', { since: '2016-12-31', instead: ['eclipse-temurin'] }],
  ['openjdk', { since: '2022-07-31', instead: ['eclipse-temurin', 'amazoncorretto'] }],
]);

/** Null for images that are still built, and for OpenJDK's early-access builds, which are all that is left of that image. */
export function retiredImage(name: string, tag: string): RetiredImage | null {
  const row = RETIRED.get(name);
  if (!row || /(?:^|-)(?:ea|rc)(?:-|$)/.test(tag)) return null;
  const since = row.tags?.find(([pattern]) => pattern.test(tag))?.[1] ?? row.since;
  return { since, instead: row.instead };
}
