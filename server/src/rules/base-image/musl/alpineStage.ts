import type { RunFact, StageFact } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import { BRINGS_BROWSER } from './lackingNode.ts';
import type { MuslFailure } from './muslVerdict.ts';

/** Packages of Alpine that bring a compiler: what pip then compiles was meant to be. */
const TOOLCHAINS: ReadonlySet<string> = new Set([
  'build-base', 'alpine-sdk', 'gcc', 'g++', 'clang', 'musl-dev', 'cmake', 'make', 'cargo', 'rust', 'gfortran', 'python3-dev', 'linux-headers',
]);

/** What makes programs for glibc start on Alpine after all, more or less. */
const GLIBC_LAYER = /(?:^|\/)(?:gcompat|libc6-compat|glibc)/;

const BROWSERS = /^(?:chromium|firefox)/;

/** Settings by which a package takes the browser that is there, or none. */
const BROWSER_SETTINGS = [
  'PUPPETEER_SKIP_DOWNLOAD', 'PUPPETEER_SKIP_CHROMIUM_DOWNLOAD', 'PUPPETEER_EXECUTABLE_PATH', 'PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD',
  'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'CHROME_BIN', 'CHROME_PATH',
];

/** What an Alpine stage has besides, by which a package that fails elsewhere may work in it. */
export interface AlpineHelp {
  readonly hasToolchain: boolean;
  readonly hasGlibcLayer: boolean;
  readonly hasBrowser: boolean;
  /** Words of its `apk add` calls. */
  readonly packages: ReadonlySet<string>;
}

/** @param chain the stage and those that it continues */
export function alpineHelp(chain: readonly StageFact[]): AlpineHelp {
  const packages = new Set(chain.flatMap(({ runs }) => runs).flatMap(addedPackages));
  return {
    hasToolchain: [...packages].some((name) => TOOLCHAINS.has(name)),
    hasGlibcLayer: [...packages].some((name) => GLIBC_LAYER.test(name)),
    hasBrowser: [...packages].some((name) => BROWSERS.test(name)) || BROWSER_SETTINGS.some((name) => chain[0]?.endState.env.has(name)),
    packages,
  };
}

function addedPackages({ commands }: RunFact): readonly string[] {
  return commands.filter(({ name, args }) => name === 'apk' && args.some(({ value }) => value === 'add')).flatMap(({ args }) =>
    args.flatMap(({ value, raw }) => (value ?? raw).split(/[=<>~@]/, 1)));
}

/** True where the stage helps the package along, so that nothing is certain any more. */
export function isHelped({ dependency: { name, ecosystem }, lack }: MuslFailure, help: AlpineHelp): boolean {
  const blamed = lack.through ?? name;
  if (lack.verdict === 'source' && help.hasToolchain) return true;
  if (ecosystem === 'node' && help.hasGlibcLayer) return true;
  if (ecosystem === 'node' && BRINGS_BROWSER.has(name) && help.hasBrowser) return true;
  return [name, blamed].some((one) => help.packages.has(one) || help.packages.has(`py3-${one}`));
}

/** Commands of Alpine alone: other names or other options on Debian. */
const ALPINE_COMMANDS: ReadonlySet<string> = new Set(['apk', 'adduser', 'addgroup', 'deluser', 'delgroup']);

/** Instructions that have to change with the distribution, and the commands in them. */
export function alpineOnly(stages: readonly StageFact[]): { readonly instructions: readonly Instruction[]; readonly commands: readonly string[] } {
  const found = stages.flatMap(({ runs }) => runs).flatMap((run) => {
    const names = run.commands.flatMap(({ name }) => (name !== null && ALPINE_COMMANDS.has(name) ? [name] : []));
    return names.length === 0 ? [] : [{ instruction: run.instruction, names }];
  });
  return { instructions: found.map(({ instruction }) => instruction), commands: [...new Set(found.flatMap(({ names }) => names))] };
}
