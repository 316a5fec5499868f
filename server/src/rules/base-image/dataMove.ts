import type { Family } from './lifecycles.ts';

/** What a new release line asks for before its image may change, by the projects' own upgrade guides. */
const BEFORE: ReadonlyMap<string, string> = new Map([
  ['postgres', 'PostgreSQL cannot read the data files of another major version: dump and restore, or run pg_upgrade, before the image changes.'],
  ['mysql', 'MySQL rewrites its data when a newer version starts and cannot go back: read the upgrade notes and back up before the image changes.'],
  ['mariadb', 'MariaDB rewrites its system tables when a newer version starts and cannot go back: back up before the image changes, and plan mariadb-upgrade.'],
  ['mongo', 'MongoDB upgrades its data one major version at a time, each with its own feature compatibility version: go step by step.'],
  ['rabbitmq', 'RabbitMQ starts a newer version only where all stable feature flags of the old one are enabled: enable them before the image changes.'],
  ['influxdb', 'InfluxDB keeps its data in another form in each major version: migrate it before the image changes.'],
  ['dotnet', 'The projects name their target framework, which has to change together with the images.'],
]);

/** Majors whose programs do not run on the next one, by their last number. */
const BREAKS: ReadonlyMap<string, readonly [lastMajor: number, reason: string]> = new Map([
  ['python', [2, 'Programs for Python 2 do not run on Python 3.']],
  ['php', [5, 'Programs for PHP 5 use functions that later versions do not have (mysql_connect, ereg, create_function): change them first.']],
]);

/** Why another release line cannot be had by changing the image alone; null where it can be tried. */
export function moveNeedsMore(family: Family, from: string): string | null {
  const [lastMajor, reason] = BREAKS.get(family.name) ?? [-1, ''];
  return Number(from.split('.')[0]) <= lastMajor ? reason : (BEFORE.get(family.name) ?? null);
}
