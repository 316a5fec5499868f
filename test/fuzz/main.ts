/** The process that `npm run fuzz` watches: tries targets in turn until the time is over. Arguments: end (as of Date.now()), seed, the file of findings, names. */
import { inspect } from 'node:util';
import { addFound, readFound } from './found.ts';
import { TARGETS } from './targets.ts';

/** Values of one seed: it is told before, so that a hang can be tried again. */
const RUNS = 100;
/** So many characters of a value are shown. */
const MOST_SHOWN = 2_000;

const [end, firstSeed, file = '', ...names] = process.argv.slice(2);
const targets = TARGETS.filter(({ name }) => names.length === 0 || names.includes(name));
const runs = new Map<string, number>(targets.map(({ name }) => [name, 0]));
const failed = new Set<string>();

if (targets.length === 0) {
  console.error(`There is no such target; there are: ${TARGETS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

for (let seed = Number(firstSeed), isFirst = true; isFirst || Date.now() < Number(end); seed++, isFirst = false) {
  for (const { name, fuzz } of targets) {
    // One defect fails over and over: it is told once, and the others get the time.
    if (failed.has(name)) continue;
    process.send?.({ target: name, seed });
    const failure = await fuzz(seed, RUNS);
    runs.set(name, (runs.get(name) ?? 0) + RUNS);
    if (!failure) continue;
    failed.add(name);
    const { value, error } = failure;
    const why = error instanceof Error ? error.message : String(error);
    console.log(`\n✗ ${name}, seed ${seed}: ${error instanceof Error ? (error.stack ?? why) : why}${causeOf(error)}\n  value: ${JSON.stringify(value).slice(0, MOST_SHOWN)}`);
    if (!readFound(file).some((one) => one.target === name && inspect(one.value) === inspect(value))) addFound(file, { target: name, seed, why: why.split('\n')[0] ?? '', value });
  }
  if (failed.size === targets.length) break;
}
console.log(`\n${[...runs].map(([name, count]) => `${failed.has(name) ? '✗' : '✓'} ${name}: ${count} values`).join('\n')}`);
process.exit(failed.size === 0 ? 0 : 1);

function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? `\n  caused by ${error.cause.stack ?? error.cause.message}` : '';
}
