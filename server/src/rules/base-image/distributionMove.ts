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
  const mention = mentionOf(model, move.from.cycle.codename);
  if (mention !== null) return `The file also says ${mention}, which has to change with the image.`;
  const all = withChildren(model, move.stages);
  const runs = facts.runs.filter(({ stage }) => all.has(stage));
  if (!runs.every(isReadable)) return 'Part of its commands cannot be read, so what they need is not known.';
  for (const { commands } of runs) {
    for (const command of commands) {
      const bound = boundPackage(command);
      if (bound !== null) return `It installs ${bound}, which ${suiteTitle(move.to)} may not have.`;
      if (move.isWhole && hasTakenId(move.to) && takesId(command)) return `${suiteTitle(move.to)} has an account with id 1000, which ${command.name ?? 'it'} asks for here.`;
      if (move.isWhole && isSystemPip(command) && refusesPip(move.to) && !refusesPip(move.from)) {
        return `It installs with the pip of ${suiteTitle(move.from)}, and that of ${suiteTitle(move.to)} refuses to (PEP 668): use a virtual environment first.`;
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

/** `curl=7.67.0-r0`, `libssl1.1`, `openjdk-8-jdk`, `python3.7`: names and versions of one release; `zlib1g` and `libpq5` have been the same for long. */
function boundPackage({ name, args }: ShellCommand): string | null {
  const verb = INSTALLERS.get(name ?? '');
  if (verb === undefined || !args.some(({ value }) => value === verb)) return null;
  for (const { value } of args) {
    if (value === null || value.startsWith('-') || value === verb) continue;
    if (/^[\w.+-]+[=~<>]/.test(value) || GONE.test(value) || (/\d/.test(value) && !TIMELESS.has(value) && !/^py3-[a-z-]+$/.test(value))) return value;
  }
  return null;
}

/** Names with a number in them that Debian, Ubuntu and Alpine have had for ten years and still have. */
const TIMELESS: ReadonlySet<string> = new Set(
  `bzip2 bzip2-dev dbus-x11 dos2unix e2fsprogs fuse3 gnupg2 i2c-tools iproute2 libatomic1 libbz2-dev libc6 libc6-compat libc6-dev libcairo2 libcairo2-dev libcap2-bin libcurl4-openssl-dev
   libfontconfig1 libfreetype6-dev libgl1 libgl1-mesa-dri libglib2.0-0 libglib2.0-dev libgomp1 libgtk-3-dev libkrb5-dev libmp3lame-dev libnss3 libpq5 libsasl2-dev libsdl2-dev
   libsm6 libsqlite3-dev libusb-1.0-0 libusb-1.0-0-dev libx11-6 libx11-dev libxcb1 libxext6 libxi6 libxml2-dev libxrender1 libxslt1-dev libxslt1.1 libyaml-0-2 libz-dev
   openssh-sftp-server p7zip p7zip-full py3-pip python3 python3-dev python3-pip python3-setuptools python3-venv python3-wheel s3fs s6 sqlite3 x11-utils x264 zlib1g zlib1g-dev`.split(/\s+/),
);

/** Packages of Python 2 and others without a number that newer releases have dropped. */
const GONE = /^(?:python|py)(?:-(?!is-python3)[a-z-]+)?$|^(?:netcat|libgl1-mesa-glx|libasound2|mongodb|ttf-dejavu|libmysqlclient-dev|mysql-(?:client|server))$/;

function isSystemPip({ name, args, wrappers }: ShellCommand): boolean {
  if (name === null || !/^pip3?$/.test(name) || args.some(({ value }) => value === '--break-system-packages')) return false;
  return args.some(({ value }) => value === 'install') && !args.some(({ value }) => value?.startsWith('--target') === true) && !wrappers.includes('uv');
}

/** Since Debian 12, Ubuntu 23.04 and Alpine 3.19 the distribution's Python is marked as externally managed (PEP 668). */
const REFUSES_SINCE: ReadonlyMap<string, string> = new Map([['debian', '2023-06-10'], ['ubuntu', '2023-04-20'], ['alpine', '2023-12-07']]);

function refusesPip({ family, cycle }: Pick<Suite, 'family' | 'cycle'>): boolean {
  return cycle.released >= (REFUSES_SINCE.get(family.name) ?? '9999');
}

/** Since 23.04 Ubuntu's images have a user `ubuntu` with id 1000 (bugs.launchpad.net/cloud-images/+bug/2005129). */
function hasTakenId({ family, cycle }: Pick<Suite, 'family' | 'cycle'>): boolean {
  return family.name === 'ubuntu' && cycle.released >= '2023-04-20';
}

function takesId({ name, args }: ShellCommand): boolean {
  return name !== null && /^(?:useradd|adduser|groupadd|addgroup|usermod|groupmod)$/.test(name) && args.some(({ value, raw }) => value === null || /\b1000$/.test(raw));
}
