import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const folder = '/etc/apt';

/** True on Debian itself: its derivatives have archives of their own. */
export function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Where this machine gets Debian's main archive from. Throws a Failure where its apt names none. */
export function debianMirror() {
  const lists = existsSync(join(folder, 'sources.list.d')) ? readdirSync(join(folder, 'sources.list.d')) : [];
  const files = ['sources.list', ...lists.map((name) => join('sources.list.d', name))].map((name) => join(folder, name)).filter(existsSync);
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replaceAll(/^\s*#.*\n?/gm, '');
    const found = file.endsWith('.sources') ? fromStanzas(text) : file.endsWith('.list') ? fromLines(text) : undefined;
    if (found) return found;
  }
  throw new Failure('No Debian archive is named in /etc/apt: add Debian\'s main archive to /etc/apt/sources.list.d.');
}

/** sources.list(5): a suite without a `-` or `/` is a release, not its updates or its security fixes. */
const isRelease = (suite) => /^[a-z]+$/.test(suite);

function fromStanzas(text) {
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name) => new RegExp(`^${name}:(.*)$`, 'mi').exec(stanza)?.[1].trim().split(/\s+/) ?? [];
    const uri = field('URIs').find((one) => one.startsWith('http'));
    if (uri && field('Types').includes('deb') && field('Suites').some(isRelease) && field('Components').includes('main')) return uri;
  }
  return undefined;
}

function fromLines(text) {
  for (const line of text.split('\n')) {
    const [, uri, suite, components] = /^deb\s+(?:\[[^\]]*\]\s+)?(http\S+)\s+(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (uri && isRelease(suite) && components.split(/\s+/).includes('main')) return uri;
  }
  return undefined;
}

/** A sources.list of our own: nothing is added to the machine's. */
export function sourcesList(suites) {
  return suites.map((suite) => `deb [signed-by=${keyring}] ${debianMirror()} ${suite} main\n`).join('');
}
