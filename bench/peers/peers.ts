import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOf } from '../../server/src/core/engine/fileKinds.ts';
import { writeWorkspace } from '../scan/workspace.ts';
import { measureLatency } from './latency.ts';
import type { Measured } from './one.ts';
import type { BenchFiles } from './tools.ts';

/**
 * Drydock's command line beside the linters that npm has, and the floor: bare parsing of the same text by the same parsers. Each tool in a process of
 * its own, all files in one go: cold is from the start of the process, warm a later workspace none of whose texts it has seen, late one after
 * thousands of files; ratios are of processor time. Then language servers: from a keystroke to its findings. Exits 1 where a budget is exceeded.
 */
const PEERS = {
  dclint: '3.1.0',
  dockerfilelint: '1.8.0',
  'dockerfile-utils': '0.16.3',
  dockerfile_lint: '0.3.4',
  'dockerfile-language-server-nodejs': '0.15.0',
  // Later ones need a newer Node than we support.
  '@microsoft/compose-language-service': '0.4.0',
};
const GROUPS = [
  ['floor-dockerfiles', 'drydock-dockerfiles', 'check-dockerfiles', 'dockerfile-utils', 'dockerfilelint', 'dockerfile_lint'],
  ['floor-compose', 'drydock-compose', 'check-compose', 'dclint'],
  ['drydock'],
];
/** Warm ones beside the first. */
const EDITIONS = 3;
/** As many for who checks Dockerfiles: V8 optimises for the first thousands of them. */
const LATE_EDITIONS = 8;

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.dirname(here);

async function main(): Promise<void> {
  const peers = await installPeers();
  const root = await mkdtemp(path.join(os.tmpdir(), 'drydock-peers-'));
  try {
    console.log(`${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}\n`);
    const generated: BenchFiles[] = [];
    for (let edition = 0; edition <= LATE_EDITIONS; edition++) generated.push(await generate(path.join(root, `generated-${edition}`), edition));
    const measured = await compare('500 Dockerfiles and 100 compose files', peers, generated);
    const homelab: BenchFiles[] = [];
    for (let edition = 0; edition <= EDITIONS; edition++) homelab.push(await copyHomelab(path.join(root, `homelab-${edition}`)));
    await compare('examples/homelab', peers, homelab);
    await measureLatency(peers, repository);
    if (!keepsBudgets(measured)) process.exitCode = 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function compare(title: string, peers: string, workspaces: readonly BenchFiles[]): Promise<ReadonlyMap<string, Measured>> {
  const { dockerfiles, composeFiles } = workspaces[0]!;
  console.log(`## ${title}\n\n| | files | cold | warm | of the processor | late | files/s | times the floor | peak memory |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |`);
  const all = new Map<string, Measured>();
  for (const group of GROUPS) {
    const floors: Measured[] = [];
    for (const name of group) {
      const one = await runTool(name, peers, group === GROUPS[0] ? workspaces : workspaces.slice(0, EDITIONS + 1));
      all.set(name, one);
      if (name.startsWith('floor-')) floors.push(one);
      const floor = name === 'drydock' ? all.get('floor-dockerfiles')!.work + all.get('floor-compose')!.work : floors[0]!.work;
      const asked = name === 'drydock' ? dockerfiles.length + composeFiles.length : group === GROUPS[0] ? dockerfiles.length : composeFiles.length;
      const files = `${one.checked}${one.checked < asked ? ` of ${asked}` : ''}${one.failure ? ` (${one.failure})` : ''}`;
      const rate = one.work > 0 ? Math.round((one.checked / one.work) * 1000) : 0;
      console.log(`| ${one.name} ${one.version} | ${files} | ${milliseconds(one.cold)} | ${milliseconds(one.warm)} | ${milliseconds(one.work)} | ${one.late === null ? '' : milliseconds(one.late)} | ${rate} | ${(one.work / floor).toFixed(1)} | ${Math.round(one.peak / 1e6)} MB |`);
    }
  }
  console.log('');
  return all;
}

function keepsBudgets(measured: ReadonlyMap<string, Measured>): boolean {
  const perFile = (name: string): number => measured.get(name)!.work / Math.max(1, measured.get(name)!.checked);
  const ratios = [
    ['dockerfile-utils', 'drydock-dockerfiles', 1],
    ['dockerfilelint', 'drydock-dockerfiles', 5],
    ['dclint', 'drydock-compose', 5],
  ] as const;
  let isKept = true;
  for (const [peer, ours, least] of ratios) {
    const times = perFile(peer) / perFile(ours);
    isKept &&= times >= least;
    console.log(`A file takes ${peer} ${times.toFixed(1)} times as long as Drydock (at least ${least}).`);
  }
  // What part of that is reading the project, which they do not do.
  for (const [peer, ours] of ALIKE) {
    const [theirs, own] = [measured.get(peer)!, measured.get(ours)!];
    const late = theirs.late !== null && own.late !== null ? `, ${(theirs.late / own.late).toFixed(2)} times once V8 has optimised both` : '';
    console.log(`Text by text, a file takes ${peer} ${(perFile(peer) / perFile(ours)).toFixed(2)} times as long as Drydock${late}.`);
  }
  return isKept;
}

const ALIKE = [['dockerfile-utils', 'check-dockerfiles'], ['dockerfilelint', 'check-dockerfiles'], ['dclint', 'check-compose']] as const;

async function runTool(name: string, peers: string, workspaces: readonly BenchFiles[]): Promise<Measured> {
  const { code, out, error } = await call(process.execPath, [path.join(here, 'bench-peers-one.mjs'), peers, name, ...workspaces.map((one) => JSON.stringify(one))], here);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${error.slice(-2_000)}`);
  return JSON.parse(out) as Measured;
}

/** Once per set of versions; outside of the project's own packages, which they must not change. */
async function installPeers(): Promise<string> {
  const folder = path.join(here, 'peers');
  const wanted = JSON.stringify({ name: 'peers', private: true, dependencies: PEERS });
  const hasAll = await Promise.all(Object.keys(PEERS).map((name) => stat(path.join(folder, 'node_modules', name)).catch(() => null)));
  if (hasAll.every(Boolean)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), wanted);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, error } = await call(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], folder);
  if (code !== 0) throw new Error(`The peers could not be installed:\n${error}`);
  return folder;
}

async function generate(folder: string, edition: number): Promise<BenchFiles> {
  // One project, as repositories are: without it, each file that is named would be one of its own.
  await mkdir(path.join(folder, '.git'), { recursive: true });
  const files = await writeWorkspace(folder, { dockerfiles: 500, composeFiles: 100 }, edition);
  const pathsOf = (wanted: string): string[] => files.filter(({ language }) => language === wanted).map(({ path: file }) => path.join(folder, file));
  return { folder, dockerfiles: pathsOf('dockerfile'), composeFiles: pathsOf('compose') };
}

async function copyHomelab(to: string): Promise<BenchFiles> {
  await cp(path.join(repository, 'examples', 'homelab'), to, { recursive: true });
  await mkdir(path.join(to, '.git'));
  const files = { folder: to, dockerfiles: [] as string[], composeFiles: [] as string[] };
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const language = entry.isFile() ? languageOf(entry.name) : null;
    const full = path.join(entry.parentPath ?? entry.path, entry.name);
    if (language === 'dockerfile') files.dockerfiles.push(full);
    if (language === 'compose') files.composeFiles.push(full);
  }
  return files;
}

async function call(program: string, args: readonly string[], cwd: string): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, shell: program.endsWith('.cmd') });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}

function milliseconds(value: number): string {
  return value >= 1_000 ? `${(value / 1_000).toFixed(2)} s` : `${value.toFixed(0)} ms`;
}

await main();
