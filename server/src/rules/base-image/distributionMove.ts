import type { DockerfileFacts, RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../core/shell/command.ts';
import { suiteTitle, type Suite } from './suite.ts';
import { withChildren } from './variantChoice.ts';

/** A FROM whose distribution gets another release: `from` is what its tag names now. */
export interface DistributionMove {
  readonly stages: readonly Stage[];
  readonly from: Pick<Suite, 'family' | 'cycle'>;
  readonly to: Pick<Suite, 'family' | 'cycle'>;
  /** True where the image is the distribution itself: its own Python then changes too. */
  readonly isWhole: boolean;
}

/**
 * Why a stage cannot simply get another release of its distribution, as a sentence; null where nothing in the file speaks against it. Packages whose
 * name or version goes with one release are not found in the next, and the build stops there.
 */
export function distributionObstacle(model: DockerfileModel, facts: DockerfileFacts, move: DistributionMove): string | null {
  const title = suiteTitle(move.from);
  const mention = mentionOf(model, move.from.cycle.codename);
  if (mention !== null) return `The file also says ${mention}, which has to change with the image.`;
  const all = withChildren(model, move.stages);
  const runs = facts.runs.filter(({ stage }) => all.has(stage));
  if (!runs.every(isReadable)) return 'Part of its commands cannot be read, so what they need is not known.';
  for (const { commands } of runs) {
    for (const command of commands) {
      const bound = boundPackage(command);
      if (bound !== null) return `It installs ${bound}, which may not be in another release than ${title}.`;
      if (move.isWhole && isSystemPip(command) && refusesPip(move.to) && !refusesPip(move.from)) {
        return `It installs with the pip of ${title}, and that of ${suiteTitle(move.to)} refuses to (PEP 668): use a virtual environment first.`;
      }
    }
  }
  return null;
}

function isReadable({ isComplete }: RunFact): boolean {
  return isComplete;
}

/** The code name in a package source, a download or a script: it belongs to one release. */
function mentionOf(model: DockerfileModel, codename: string | null): string | null {
  if (codename === null || !model.text.includes(codename)) return null;
  const word = new RegExp(`(?<![\\w])${codename}(?![\\w])[\\w./-]*`);
  for (const { keyword, words, heredocs } of model.instructions) {
    if (keyword === 'FROM' || keyword === 'LABEL') continue;
    const texts = [...words.map(({ raw }) => raw), ...heredocs.map(({ body }) => model.text.slice(body.start, body.end))];
    for (const text of texts) {
      const found = word.exec(text);
      if (found) return found[0];
    }
  }
  return null;
}

const INSTALLERS: ReadonlyMap<string, string> = new Map([['apt-get', 'install'], ['apt', 'install'], ['aptitude', 'install'], ['apk', 'add']]);

/** `curl=7.67.0-r0`, `libssl1.1`, `openjdk-8-jdk`, `python3.7`: names and versions of one release; `python3` and `libpq5` have been the same for long. */
function boundPackage({ name, args }: ShellCommand): string | null {
  const verb = INSTALLERS.get(name ?? '');
  if (verb === undefined || !args.some(({ value }) => value === verb)) return null;
  for (const { value } of args) {
    if (value === null || value.startsWith('-') || value === verb) continue;
    if (/^[\w.+-]+[=~<>]/.test(value) || (/\d/.test(value) && !TIMELESS.test(value))) return value;
  }
  return null;
}

/** Names with a number in them that all releases of the last ten years have. */
const TIMELESS = new RegExp(
  `^(?:python3(?:-(?!\\d)[a-z][a-z-]*)?|py3-[a-z-]+|libpq5|lib(?:sqlite3|sdl2|bz2|glib2\\.0|cairo2|gtk2\\.0|gtk-3|x11|x11-xcb|xml2|xslt1|curl4-openssl|freetype6|uv1|png16|ssh2-1|pcre2|magic1|gl1|gl1-mesa-glx`
  + `|snappy1v5|gomp1|nss3|asound2|fontconfig1|stdc\\+\\+6|gcc-s1|gssapi-krb5-2|usb-1\\.0-0|usb-1\\.0|ev4|h2o|z3|mp3lame|geos)(?:-dev|-0|-bin)?|libxcb1|libxext6|libxrender1|libsm6|libice6|libxi6`
  + `|libglib2\\.0-0|libcairo2-dev|sqlite3|bzip2|[a-z-]*x264|x11[a-z-]*|gnupg2|s3fs|p7zip(?:-full)?|iproute2|e2fsprogs|i2c-tools|mp3[a-z]+|h5[a-z]+|libc6(?:-dev)?|libc6-compat|gcompat|ca-certificates)$`,
);

function isSystemPip({ name, args, wrappers }: ShellCommand): boolean {
  if (name === null || !/^pip3?$/.test(name) || args.some(({ value }) => value === '--break-system-packages')) return false;
  return args.some(({ value }) => value === 'install') && !args.some(({ value }) => value?.startsWith('--target') === true) && !wrappers.includes('uv');
}

/** Since Debian 12, Ubuntu 23.04 and Alpine 3.19 the distribution's Python is marked as externally managed (PEP 668). */
const REFUSES_SINCE: ReadonlyMap<string, string> = new Map([['debian', '2023-06-10'], ['ubuntu', '2023-04-20'], ['alpine', '2023-12-07']]);

function refusesPip({ family, cycle }: Pick<Suite, 'family' | 'cycle'>): boolean {
  return cycle.released >= (REFUSES_SINCE.get(family.name) ?? '9999');
}
