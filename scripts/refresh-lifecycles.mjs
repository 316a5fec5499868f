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
import { differences, formatTable } from './lifecycles/table.mjs';

const target = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../server/src/rules/base-image/lifecycles.json');

/** Families of official images, and the product that endoflife.date keeps for each. */
const FAMILIES = [
  { name: 'python', title: 'Python', product: 'python', image: 'python', oldest: '2.7' },
  { name: 'node', title: 'Node.js', product: 'nodejs', image: 'node', oldest: '4' },
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
for (const { name, title, product, image, oldest } of FAMILIES) {
  const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(git(endoflife, 'show', `HEAD:products/${product}.md`))?.[1];
  if (!frontMatter) throw new Error(`products/${product}.md has no front matter`);
  const cycles = readCycles(YAML.parse(frontMatter).releases, oldest, previous.families[name]?.cycles ?? []);
  const offer = readOffer(git(officialImages, 'show', `HEAD:library/${image}`), cycles.map(({ cycle }) => cycle));
  table.families[name] = { title, cycles, ...offer };
}

const changed = differences(previous, table);
for (const line of changed) console.log(line);
if (values.check) process.exit(changed.length > 0 ? 1 : 0);
writeFileSync(target, formatTable(table));
console.log(`Wrote ${path.relative(process.cwd(), target)}; ${changed.length} differences.`);
