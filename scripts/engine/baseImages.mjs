import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { findProgram } from '../lib/findProgram.mjs';
import { npm } from '../lib/npm.mjs';
import { run } from '../lib/processes.mjs';
import { inRepository, root } from '../lib/repository.mjs';
import { stopwatch } from '../lib/stopwatch.mjs';
import { cachedFolder } from '../vscode-host/cacheFolder.mjs';
import { temporaryFolder } from '../vscode-host/temporaryFolder.mjs';
import { debianMirror } from './debianSource.mjs';
import { enginePrograms } from './enginePrograms.mjs';
import { baseSystem } from './versions.mjs';

/** Each image that the tests' Dockerfiles are built on, and what stands in for it: a target of base-images/Dockerfile. */
const standIns = { 'debian:bookworm-slim': 'debian', 'node:22-bookworm-slim': 'node', 'python:3.12-slim-bookworm': 'python' };

/**
 * What `docker buildx build` has to be told so that FROM finds its images. An engine of the user's own pulls the official ones;
 * our own has no registry to pull from, so they are made from Debian's packages and this machine's Node.js.
 */
export async function baseImages(engine) {
  if (!engine.isOwn) return [];
  const elapsed = stopwatch();
  const system = await baseRootfs();
  const machine = await machineFiles();
  for (const target of Object.values(standIns)) await buildBase(engine, target, system, machine);
  await machine.remove();
  console.log(`Made the base images in ${elapsed()}.`);
  return Object.entries(standIns).flatMap(([name, target]) => ['--build-context', `${name}=docker-image://${tagOf(target)}`]);
}

const tagOf = (target) => `drydock-base/${target}:local`;

/** The versions of what runs in the base images, as the images tell them: `Node.js 20.20.2, npm 11.19.1`. */
export async function toolVersions(engine) {
  const asked = {
    'node:22-bookworm-slim': { 'Node.js': 'node --version', npm: 'npm --version' },
    'python:3.12-slim-bookworm': { Python: 'python --version', pip: 'pip --version' },
    'debian:bookworm-slim': { apt: 'apt-get --version' },
  };
  const told = [];
  for (const [name, commands] of Object.entries(asked)) {
    const image = engine.isOwn ? tagOf(standIns[name]) : name;
    const script = Object.values(commands).join(' && ');
    const output = await must(engine.docker, ['run', '--rm', '--network', 'none', image, 'sh', '-c', script], { env: { ...process.env, ...engine.env } });
    const lines = output.split('\n').map((line) => /\d+\.\d+(?:\.\d+)?/.exec(line)?.[0]).filter(Boolean);
    told.push(...Object.keys(commands).map((tool, index) => `${tool} ${lines[index]}`));
  }
  return told.join(', ');
}

/** The root file system as a tar, made once by debootstrap and kept. */
async function baseRootfs() {
  const key = createHash('sha256').update(JSON.stringify(baseSystem)).digest('hex').slice(0, 12);
  return cachedFolder(`rootfs-${key}`, async (draft) => {
    console.log(`Making a Debian ${baseSystem.suite} root file system…`);
    const elapsed = stopwatch();
    const programs = await enginePrograms();
    const target = join(draft, 'rootfs');
    // As in official images: packages need not be safe on the disk one by one, which takes most of the time.
    await mkdir(join(target, 'etc/dpkg/dpkg.cfg.d'), { recursive: true });
    await writeFile(join(target, 'etc/dpkg/dpkg.cfg.d/docker-apt-speedup'), 'force-unsafe-io\n');
    const options = ['--variant=minbase', `--include=${baseSystem.include.join(',')}`];
    const file = join(programs, 'usr/sbin/debootstrap');
    const env = { ...process.env, DEBOOTSTRAP_DIR: join(programs, 'usr/share/debootstrap') };
    await must('unshare', ['--mount', 'sh', file, ...options, baseSystem.suite, target, debianMirror()], { env });
    // What official slim images leave out as well; small images make short tests.
    const left = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/info', 'var/cache/apt', 'var/lib/apt/lists', 'var/log'];
    const excluded = [...left, 'dev', 'proc', 'sys'].map((path) => `--exclude=./${path}/*`);
    await must('tar', ['-C', target, ...excluded, '-cf', join(draft, 'rootfs.tar'), '.']);
    await rm(target, { recursive: true });
    console.log(`Made it in ${elapsed()}.`);
  });
}

/** What comes from this machine: Node.js, npm, its certificates, and the registry that its npm uses. */
async function machineFiles() {
  const folder = temporaryFolder();
  const node = await realpath(process.execPath);
  await mkdir(join(folder.path, 'bin'));
  await copyFile(node, join(folder.path, 'bin', 'node'));
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  await writeFile(join(folder.path, 'ca.crt'), '');
  if (existsSync(bundle)) await copyFile(bundle, join(folder.path, 'ca.crt'));
  await writeFile(join(folder.path, 'npmrc'), `registry=${await npmRegistry()}\ncafile=/etc/ssl/certs/ca-certificates.crt\n`);
  return { path: folder.path, npm: await npmFolder(), remove: folder.remove };
}

/** The registry that this machine's npm is configured for; ends with `/`. */
export async function npmRegistry() {
  const registry = (await npm(['config', 'get', 'registry', '--loglevel=error'], { cwd: root })).trim();
  if (!/^https?:\/\/\S+$/.test(registry)) throw new Failure(`npm's own configuration names no registry: ${registry}`);
  return registry.replace(/\/*$/, '/');
}

async function npmFolder() {
  const program = findProgram('npm');
  const folder = program && dirname(dirname(await realpath(program)));
  const isThere = folder && existsSync(join(folder, 'bin', 'npm-cli.js'));
  if (!isThere) throw new Failure('npm is not on the PATH of this Node.js, so no Node image can be made.');
  return folder;
}

async function buildBase(engine, target, system, machine) {
  const recipe = inRepository('scripts', 'engine', 'base-images');
  const contexts = { machine: machine.path, npm: machine.npm, apt: recipe };
  const args = [
    ...['buildx', 'build', '--file', join(recipe, 'Dockerfile'), '--target', target, '--tag', tagOf(target), '--provenance=false'],
    ...Object.entries(contexts).flatMap(([name, path]) => ['--build-context', `${name}=${path}`]),
    system,
  ];
  await must(engine.docker, args, { env: { ...process.env, ...engine.env } });
}

async function must(file, args, options = {}) {
  const { code, error, output } = await run(file, args, { capture: true, cwd: root, ...options });
  if (code === 0) return output;
  throw new Failure(`"${file} ${args.join(' ')}" failed:\n${error?.message ?? output.trim().split('\n').slice(-25).join('\n')}`);
}

