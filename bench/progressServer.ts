import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { CancellationToken } from 'vscode-languageserver';
import { Builds } from '../server/src/lsp/builds/builds.ts';
import { nodeBuildHost } from '../server/src/lsp/builds/nodeBuildHost.ts';
import { Folders } from '../server/src/lsp/folders.ts';
import { nodeServerHost } from '../server/src/lsp/nodeHost.ts';

/** What a build cost the process that followed it. Times in milliseconds, memory in megabytes. */
export interface Served {
  readonly processor: number;
  readonly wall: number;
  /** How much more memory it took at its worst than when it was idle. */
  readonly resident: number;
  readonly heap: number;
  /** The longest time in which nobody else would have been served; on a busy machine most of it is waiting for a processor. */
  readonly block: number;
  /** The same in processor time, that of the garbage collector's threads included. */
  readonly turn: number;
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 5;

/** Builds as the server does when the editor asks: the log wanted, history kept, and every message sent to the other process. */
export async function serveBuild(): Promise<void> {
  const [{ docker, workspace }] = (await once(process, 'message')) as [{ readonly docker: string; readonly workspace: string }];
  const folders = new Folders(nodeServerHost(workspace, () => {}), () => {});
  folders.set([{ uri: pathToFileURL(workspace).href, name: 'workspace' }]);
  const builds = new Builds(folders, nodeBuildHost, { notify: (method, params) => void process.send!({ method, params }), onChanged: () => {} });
  const build = async (service: string): Promise<void> => {
    const what = { kind: 'compose', folder: workspace, files: [], services: [service], profiles: [] } as const;
    const request = { what, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker } as const;
    const { problem } = await builds.build({ key: service, request, wantsLog: true }, CancellationToken.None);
    if (problem) throw new Error(problem.message);
  };
  await build('warm');
  const served = await measure(() => build('app'));
  process.send!({ served });
}

async function measure(work: () => Promise<void>): Promise<Served> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const highest = process.resourceUsage().maxRSS;
  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY });
  let { rss, heapUsed } = before;
  let [turn, last] = [0, process.cpuUsage()];
  const timer = setInterval(() => {
    const now = process.cpuUsage();
    turn = Math.max(turn, now.user + now.system - last.user - last.system);
    last = now;
    const memory = process.memoryUsage();
    rss = Math.max(rss, memory.rss);
    heapUsed = Math.max(heapUsed, memory.heapUsed);
  }, LOOK_EVERY);
  delay.enable();
  const [cpu, since] = [process.cpuUsage(), performance.now()];
  await work();
  const wall = performance.now() - since;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  clearInterval(timer);
  // The system's own figure misses no moment, where it is of this time and not of the time before.
  const most = process.resourceUsage().maxRSS;
  const peak = most > highest ? Math.max(rss, most * 1024) : rss;
  const megabytes = (bytes: number): number => bytes / 1_048_576;
  return {
    processor: (user + system) / 1000,
    wall,
    resident: megabytes(peak - before.rss),
    heap: megabytes(heapUsed - before.heapUsed),
    block: Math.max(0, delay.max / 1e6 - LOOK_EVERY),
    turn: turn / 1000,
  };
}
