import { toolsOf, type BenchFiles } from './tools.ts';

/** Workspaces up to which a tool counts as warm, the first one left out. */
const WARM = 4;
/** From here on V8 has optimised what it will. */
const LATE = 6;

/** One tool in a process of its own: the first workspace with all that loading costs, then others, none of whose texts was seen before. */
export interface Measured {
  readonly name: string;
  readonly version: string;
  readonly checked: number;
  readonly failure: string | null;
  /** From the start of the process to the end of the first workspace; milliseconds. */
  readonly cold: number;
  /** Median of the next three workspaces; milliseconds of the clock. */
  readonly warm: number;
  /** The same in processor time, which other programs of the machine hardly touch; milliseconds. */
  readonly work: number;
  /** Processor time of a workspace once V8 has optimised what it will: median of those after the first six; null where there were no more. */
  readonly late: number | null;
  /** Of the whole process; bytes. */
  readonly peak: number;
}

async function main(): Promise<void> {
  const [peers, name, ...workspaces] = process.argv.slice(2);
  const make = toolsOf(peers!)[name!];
  if (!make) throw new Error(`There is no tool ${name}.`);
  const log = console.log.bind(console);
  // Some peers talk while they work.
  console.log = console.error = console.warn = () => undefined;
  const tool = await make();
  const times: number[] = [];
  const works: number[] = [];
  let first = { checked: 0, failure: null as string | null };
  let cold = 0;
  for (const text of workspaces) {
    const files = JSON.parse(text) as BenchFiles;
    const [since, processor] = [performance.now(), process.cpuUsage()];
    const result = await tool.check(files);
    if (times.length === 0) [first, cold] = [result, performance.now()];
    const { user, system } = process.cpuUsage(processor);
    times.push(performance.now() - since);
    works.push((user + system) / 1000);
  }
  const measured: Measured = {
    name: tool.name,
    version: tool.version,
    ...first,
    cold,
    warm: median(times.slice(1, WARM)),
    work: median(works.slice(1, WARM)),
    late: works.length > LATE ? median(works.slice(LATE)) : null,
    peak: process.resourceUsage().maxRSS * 1024,
  };
  log(JSON.stringify(measured));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

await main();
