import type { BuildContext, ProjectView } from '../../../core/engine/projectView.ts';
import type { CopyFact } from '../../../core/dockerfile/facts.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { joinPaths } from '../../../project/paths.ts';
import type { ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';

/** What matters of a package.json here. */
export interface NodePackage {
  readonly name: string | null;
  readonly scripts: ReadonlyMap<string, string>;
  /** Version ranges by package, development ones included. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** Options that make a script runner work in another folder or package. */
const ELSEWHERE = /^(?:-w|-C|-F|-r|--(?:workspace|workspaces|prefix|filter|dir|cwd|recursive|top-level|if-present))(?:=|$)/;
const MOST_SCRIPTS = 20;

/** The package.json that a command of a RUN works with, as every known build context has it; null where that is uncertain. */
export function packageOf(call: ManagerCall, scene: CacheScene): NodePackage | null {
  const folder = pathIn(call.run, call.command, '.');
  const { project } = scene;
  if (folder === null || !project) return null;
  const copy = copiesBefore(call, scene).findLast((one) => manifestIn(one, folder) !== null);
  const path = copy && manifestIn(copy, folder);
  if (!path) return null;
  const known = remembered.get(project) ?? new Map<string, NodePackage | null>();
  remembered.set(project, known);
  let manifest = known.get(path);
  if (manifest === undefined) known.set(path, (manifest = readPackage(project, path)));
  return manifest;
}

const remembered = new WeakMap<ProjectView, Map<string, NodePackage | null>>();

function readPackage({ uses }: ProjectView, path: string): NodePackage | null {
  const texts = new Set(uses.map(({ context }) => readManifest(context, path)));
  const [text] = texts;
  return texts.size === 1 && text !== undefined ? parse(text) : null;
}

/** More COPYs than any stage has; beyond them nothing is certain. */
const MOST_COPIES = 100;

function copiesBefore({ run }: ManagerCall, { facts }: CacheScene): readonly CopyFact[] {
  const { copies } = facts.stageFact(run.stage);
  return copies.length > MOST_COPIES ? [] : copies.filter((copy) => copy.fromContext && copy.instruction.span.start < run.instruction.span.start);
}

/** The context path of the package.json that a COPY puts into `folder`; null where it puts none there. */
function manifestIn({ destination, sources }: CopyFact, folder: string): string | null {
  if (destination === null || cleanPath(destination) !== folder) return null;
  for (const { path } of sources) {
    if (/(?:^|\/)package(?:\.json|\*\.json|\*)$/.test(path)) return path.replace(/[^/]*$/, 'package.json');
  }
  const only = sources.length === 1 ? sources[0]!.path : null;
  return only === null || /[*?[]|\.\w+$/.test(only) ? (only === '.' ? 'package.json' : null) : joinPaths(only, 'package.json');
}

function readManifest({ files, ignore }: BuildContext, path: string): string | undefined {
  return ignore?.matcher.ignores(path) ? undefined : files.text(path);
}

function parse(text: string): NodePackage | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof json !== 'object' || json === null) return null;
    const { name, scripts, dependencies, devDependencies } = json as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : null,
      scripts: new Map(strings(scripts)),
      dependencies: new Map([...strings(dependencies), ...strings(devDependencies)]),
    };
  } catch {
    return null;
  }
}

function strings(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** The words of every command that a call comes to, scripts of the package opened; none where it works elsewhere. */
export function commandsOf(call: ManagerCall, manifest: NodePackage): readonly (readonly string[])[] {
  const words = [call.command.name ?? '', ...call.command.args.map(({ value }) => value ?? '')];
  return open(words, manifest, new Set());
}

/** @param opened names of scripts, each of which is opened once: they may start each other in circles */
function open(words: readonly string[], manifest: NodePackage, opened: Set<string>): readonly (readonly string[])[] {
  const [program = '', ...rest] = words;
  if (!/^(?:npm|yarn|pnpm|bun|npx|pnpx|bunx)$/.test(program)) return [words];
  const end = rest.indexOf('--');
  const own = end === -1 ? rest : rest.slice(0, end);
  if (own.some((word) => ELSEWHERE.test(word))) return [];
  const [verb, ...after] = own.filter((word) => !word.startsWith('-'));
  if (verb === undefined) return [];
  if (/x$/.test(program)) return [[verb, ...after]];
  const isRun = verb === 'run' || verb === 'run-script';
  if (verb === 'exec') return [after];
  const script = isRun ? after[0] : program === 'npm' ? undefined : verb;
  const text = script === undefined ? undefined : manifest.scripts.get(script);
  if (script !== undefined && text !== undefined) {
    if (opened.has(script) || opened.size >= MOST_SCRIPTS) return [];
    opened.add(script);
    return split(text).flatMap((one) => open(one, manifest, opened));
  }
  return !isRun && program !== 'npm' && program !== 'bun' ? [[verb, ...after]] : [];
}

/** Commands of a script in `package.json`, plain words only; nothing after a `cd`. */
function split(script: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  for (const part of script.slice(0, LONGEST_SCRIPT).split(/&&|\|\||[;|&]/)) {
    const words = part.trim().split(/\s+/);
    if (words[0] === 'cd') break;
    while (words.length > 0 && (words[0] === 'cross-env' || words[0] === 'env' || /^[A-Za-z_]\w*=/.test(words[0]!))) words.shift();
    if (words.length > 0 && words[0] !== '') commands.push(words);
  }
  return commands;
}

const LONGEST_SCRIPT = 2_000;
