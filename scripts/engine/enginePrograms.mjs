import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { findProgram } from '../lib/findProgram.mjs';
import { run } from '../lib/processes.mjs';
import { stopwatch } from '../lib/stopwatch.mjs';
import { cachedFolder } from '../vscode-host/cacheFolder.mjs';
import { sourcesList } from './debianSource.mjs';
import { composeSets, engineSets } from './versions.mjs';

/** What a Debian must bring itself to unpack packages, program by package. */
const neededToUnpack = { 'apt-get': 'apt', dpkg: 'dpkg' };
const needed = {
  ...neededToUnpack,
  tar: 'tar',
  chroot: 'coreutils',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  wget: 'wget',
};

/**
 * The programs of an engine, unpacked from Debian's packages into a cache folder: nothing is installed on the machine.
 * Returns the folder that they are unpacked in, as a root of its own. Throws a Failure that says what is missing.
 */
export function enginePrograms() {
  return programsOf({ name: 'engine', title: 'a Docker engine', sets: engineSets, needs: needed, probe: ['usr/sbin/dockerd', '--version'] });
}

/** The same for `docker-compose` alone, which needs no engine to load a project. Returns the program. */
export async function composeProgram() {
  const program = 'usr/libexec/docker/cli-plugins/docker-compose';
  const folder = await programsOf({ name: 'compose', title: 'docker compose', sets: composeSets, needs: neededToUnpack, probe: [program, 'version'] });
  return join(folder, program);
}

async function programsOf(wanted) {
  const missing = Object.keys(wanted.needs).filter((program) => !findProgram(program));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => wanted.needs[name]))];
    throw new Failure(`There cannot be ${wanted.title} without ${missing.join(', ')}: apt-get install ${packages.join(' ')}`);
  }
  let why;
  for (const set of wanted.sets) {
    const key = createHash('sha256').update(JSON.stringify(set)).digest('hex').slice(0, 12);
    try {
      return join(await cachedFolder(`${wanted.name}-${key}`, (draft) => fetchPrograms(wanted, set, draft)), 'root');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      why = error;
      console.log(`${error.message}\nTrying the next set of packages.`);
    }
  }
  throw why;
}

async function fetchPrograms({ title, probe: [program, ...args] }, set, draft) {
  console.log(`Fetching ${title} from Debian…`);
  const elapsed = stopwatch();
  const apt = await aptOfItsOwn(set, draft);
  const wanted = set.flatMap(({ suite, packages }) =>
    Object.entries(packages).map(([name, version]) => (version ? `${name}=${version}` : `${name}/${suite}`)),
  );
  const debs = join(draft, 'debs');
  await mkdir(debs);
  await must('apt-get', [...apt, 'download', ...wanted], debs);
  for (const deb of await readdir(debs)) await must('dpkg', ['-x', join(debs, deb), join(draft, 'root')], draft);
  await Promise.all(['debs', 'apt'].map((name) => rm(join(draft, name), { recursive: true })));
  await must(join(draft, 'root', program), args, draft);
  console.log(`Fetched ${title} in ${elapsed()}.`);
}

/** Options that give apt lists and caches of its own, so that the machine's stay as they are. */
async function aptOfItsOwn(set, draft) {
  const folder = join(draft, 'apt');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  await writeFile(join(folder, 'sources.list'), sourcesList(set.map(({ suite }) => suite)));
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '3',
    'Acquire::Languages': 'none',
  };
  const options = ['-qq', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
  await must('apt-get', [...options, 'update'], draft);
  return options;
}

async function must(file, args, cwd) {
  const { code, error, output } = await run(file, args, { cwd, capture: true });
  if (code !== 0) throw new Failure(`${file} ${args.at(-1)} failed: ${error?.message ?? output.trim().split('\n').slice(-8).join('\n')}`);
}
