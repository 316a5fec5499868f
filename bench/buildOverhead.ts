import { buildOnce, calibrate, makeProject } from './overheadProject.ts';

/**
 * What it costs to build by Drydock instead of by docker alone: wall time of `docker compose build --no-cache`, its output thrown away, and of
 * the same through `runBuild` as the editor has it. What reading its reports adds is the difference of docker's own times, and has the budget; what is asked
 * before and after is told beside it. Both take turns, each pair begun by the other one: what a busy machine adds comes to both.
 * Every build prints for 20 seconds at least. Then how long a build takes that has nothing to do, which is what each click waits for.
 */
const PAIRS = Number(process.argv[2] ?? 10);
const SECONDS = 24;
const SHORTEST = 20;
const MORE_TRIES = 4;
const BUDGET = 0.02;
const WARM_BUILDS = 7;

async function main(): Promise<void> {
  const project = await makeProject();
  try {
    let rounds = await calibrate(project, SECONDS);
    const overheads: number[] = [];
    const wholes: number[] = [];
    for (let tries = 1; overheads.length < PAIRS && tries <= 2 * PAIRS + MORE_TRIES; tries++) {
      await project.write(rounds);
      const order = tries % 2 === 1 ? (['plain', 'drydock'] as const) : (['drydock', 'plain'] as const);
      const times = { plain: 0, drydock: 0, reading: 0, processor: 0 };
      for (const way of order) {
        const built = await buildOnce(project, way);
        times[way] = built.seconds;
        if (way === 'drydock') times.reading = built.docker;
        times.processor += built.processor;
      }
      const shortest = Math.min(times.plain, times.drydock);
      const [overhead, whole] = [times.reading / times.plain - 1, times.drydock / times.plain - 1];
      const told =
        `docker alone ${times.plain.toFixed(2)} s, while read ${times.reading.toFixed(2)} s (${percent(overhead)}), by Drydock in all ${times.drydock.toFixed(2)} s (${percent(whole)}), ` +
        `${times.processor.toFixed(2)} s of processor time of our own, ${order[0]} first`;
      if (shortest < SHORTEST) {
        // The machine was busier when it was measured how many rounds that is.
        rounds = Math.ceil((rounds * SECONDS) / shortest);
        console.log(`not counted, as shorter than ${SHORTEST} s: ${told}`);
        continue;
      }
      overheads.push(overhead);
      wholes.push(whole);
      console.log(`pair ${overheads.length}: ${told}`);
    }
    if (overheads.length < PAIRS) throw new Error(`Builds were shorter than ${SHORTEST} s again and again.`);
    await tellWarm(project);
    const middle = median(overheads);
    const sorted = overheads.toSorted((a, b) => a - b);
    const quartiles = [sorted[Math.floor((sorted.length - 1) / 4)]!, sorted[Math.ceil(((sorted.length - 1) * 3) / 4)]!];
    console.log(
      `Reading adds to ${PAIRS} pairs: median ${percent(middle)} (budget ${percent(BUDGET)}; with what is asked before and after ${percent(median(wholes))}), ` +
        `half of them from ${percent(quartiles[0]!)} to ${percent(quartiles[1]!)}, all from ${percent(sorted[0]!)} to ${percent(sorted.at(-1)!)}`,
    );
    if (middle > BUDGET) process.exitCode = 1;
  } finally {
    await project.remove();
  }
}

/** All of it from the cache: what is left is docker's own start, and what we ask before and after. */
async function tellWarm(project: Awaited<ReturnType<typeof makeProject>>): Promise<void> {
  const [plain, ours, before, after]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let i = 0; i < WARM_BUILDS; i++) {
    plain.push((await buildOnce(project, 'plain', false)).seconds);
    const built = await buildOnce(project, 'drydock', false);
    ours.push(built.seconds);
    before.push(built.before);
    after.push(built.after);
  }
  const told = (values: readonly number[]): string => `${(median(values) * 1000).toFixed(0)} ms`;
  console.log(`From the cache (medians of ${WARM_BUILDS}): docker alone ${told(plain)}, by Drydock ${told(ours)}, of it ${told(before)} before docker builds and ${told(after)} after it`);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

await main();
