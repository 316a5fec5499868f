// Rewrites server/src/rules/base-image/lifecycles.json from checkouts of two public repositories:
//   node scripts/refresh-lifecycles.mjs --endoflife <endoflife-date/endoflife.date> --official-images <docker-library/official-images>
// --as-of YYYY-MM-DD sets the day that ends of life are compared with (today without it). --check writes nothing, lists what differs and exits 1 if anything does.
// endoflife.date is under the MIT licence, official-images under Apache-2.0; the table takes dates and tag names from them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import YAML from 'yaml';
import { readOffer } from './lifecycles/officialTags.mjs';
import { readCycles } from './lifecycles/releaseCycles.mjs';
import { formatCycle, formatTags, parseCycle } from './lifecycles/rows.mjs';
import { differences, formatTable } from './lifecycles/table.mjs';

const target = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../server/src/rules/base-image/lifecycles.json');

/**
 * Families of images: the product that endoflife.date keeps for each, its oldest release line worth a row, and the file of official-images
 * (none for
 * .NET, which Microsoft publishes itself: its tags are kept by hand). For Debian the end of long-term support counts, since
 * the images get its fixes from the same package source; for Ubuntu the end of standard support, since later fixes need a subscription.
 */
const FAMILIES = [
  { name: 'python', product: 'python', image: 'python', oldest: '2.7' },
  { name: 'node', product: 'nodejs', image: 'node', oldest: '4' },
  { name: 'debian', product: 'debian', image: 'debian', oldest: '6', end: 'eoes' },
  { name: 'ubuntu', product: 'ubuntu', image: 'ubuntu', oldest: '12.04' },
  { name: 'alpine', product: 'alpine-linux', image: 'alpine', oldest: '3.3' },
  { name: 'golang', product: 'go', image: 'golang', oldest: '1.8' },
  { name: 'ruby', product: 'ruby', image: 'ruby', oldest: '2.1' },
  { name: 'php', product: 'php', image: 'php', oldest: '5.3' },
  { name: 'eclipse-temurin', product: 'eclipse-temurin', image: 'eclipse-temurin', oldest: '8' },
  { name: 'amazoncorretto', product: 'amazon-corretto', image: 'amazoncorretto', oldest: '8', variants: /^(?:al2023|alpine(?:3\.\d+)?|jdk|headless|)(?:-(?:jdk|headless))?$/ },
  { name: 'dotnet', product: 'dotnet', image: null, oldest: '1.0', isMajorOnly: true },
  { name: 'postgres', product: 'postgresql', image: 'postgres', oldest: '9.1' },
  { name: 'redis', product: 'redis', image: 'redis', oldest: '2.8' },
  { name: 'mysql', product: 'mysql', image: 'mysql', oldest: '5.5' },
  { name: 'mariadb', product: 'mariadb', image: 'mariadb', oldest: '5.5' },
  // Rapid releases between the majors are short-lived and no Docker tag without a patch level means one.
  { name: 'mongo', product: 'mongodb', image: 'mongo', oldest: '2.6', lines: /^(?:[1-4]\.\d+|\d+\.0|8\.[23])$/ },
  { name: 'nginx', product: 'nginx', image: 'nginx', oldest: '1.10' },
  { name: 'rabbitmq', product: 'rabbitmq', image: 'rabbitmq', oldest: '3.5' },
  { name: 'influxdb', product: 'influxdb', image: 'influxdb', oldest: '1', byMajor: true },
];

const { values } = parseArgs({
  options: {
    endoflife: { type: 'string' },
    'official-images': { type: 'string' },
    'as-of': { type: 'string', default: new Date().toISOString().slice(0, 10) },
    check: { type: 'boolean', default: false },
  },
});
const { endoflife, 'official-images': officialImages, 'as-of': asOf } = values;
if (!endoflife || !officialImages || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) {
  console.error('Usage: node scripts/refresh-lifecycles.mjs --endoflife <folder> --official-images <folder> [--as-of YYYY-MM-DD] [--check]');
  process.exit(2);
}

/** Reads the newest commit, so that bare clones and dirty work trees give the same. */
const git = (folder, ...args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 16 << 20 });
const dayOf = (folder) => git(folder, 'log', '-1', '--format=%cs').trim();

const previous = JSON.parse(readFileSync(target, 'utf8'));
const table = {
  asOf,
  tagsAsOf: dayOf(officialImages),
  sources: [
    { name: 'endoflife-date/endoflife.date (MIT)', date: dayOf(endoflife) },
    { name: 'docker-library/official-images (Apache-2.0)', date: dayOf(officialImages) },
  ],
  families: {},
};
for (const { name, product, image, variants, ...options } of FAMILIES) {
  const before = previous.families[name];
  if (!before) throw new Error(`${name} has no title, kind and source in the table yet`);
  const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(git(endoflife, 'show', `HEAD:products/${product}.md`))?.[1];
  if (!frontMatter) throw new Error(`products/${product}.md has no front matter`);
  const cycles = readCycles(YAML.parse(frontMatter).releases, options, before.cycles.map(parseCycle));
  const offer = image && readOffer(git(officialImages, 'show', `HEAD:library/${image}`), cycles.map(({ cycle }) => cycle), variants);
  const { floating, tags } = offer ? { floating: { ...before.floating, ...offer.floating }, tags: formatTags(offer.tags) } : before;
  table.families[name] = { ...before, cycles: cycles.map(formatCycle), floating, tags };
}

const changed = differences(previous, table);
for (const line of changed) console.log(line);
if (values.check) process.exit(changed.length > 0 ? 1 : 0);
writeFileSync(target, formatTable(table));
console.log(`Wrote ${path.relative(process.cwd(), target)}; ${changed.length} differences.`);
