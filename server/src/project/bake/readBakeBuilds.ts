import { append } from '../../core/collections/multimap.ts';
import type { BuildDefinition } from '../buildDefinition.ts';
import { inputsOfText } from '../dockerfileInputs.ts';
import { baseName, folderOf, joinPaths, resolveFrom } from '../paths.ts';
import { readTargets, type BakeTargets, type TargetSettings } from './bakeTargets.ts';
import { UNKNOWN } from './bakeValue.ts';
import { TargetInheritance } from './inheritTargets.ts';
import { readBakeJson } from './readBakeJson.ts';
import { readHcl, type BakeBlock, type BakeBody } from './readHcl.ts';

/** Longer texts (UTF-16 code units) are not read. */
const LARGEST = 1_048_576;

/** What BuildKit fetches instead of reading it from disk. */
const REMOTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|git@|github\.com\/)|\.git(?:#|$)/;

/** What a named context may be besides a folder. */
const SPECIAL = /^(?:target:|docker-image:|oci-layout:)/;

/** True for the names that bake looks for by itself (buildx, `defaultFilenames`), and for others that say what they are: `bake.hcl`, `api-bake.hcl`, `docker-bake.ci.json`. */
export function isBakeFile(path: string): boolean {
  const name = baseName(path);
  return name.length <= 255 && (/^docker-bake(?:[.-].*)?\.(?:hcl|json)$/i.test(name) || /(?:^|[._-])bake(?:[._-].*)?\.hcl$/i.test(name));
}

/**
 * The builds that a bake file names (docker-bake.hcl, docker-bake.json), as they are with nothing set in the environment. A target whose context, Dockerfile or
 * stage cannot be told (functions, conditions, remote contexts, parents in other files) is left out, and so is one that only exists
 * to be inherited. Targets of one matrix that differ in nothing but arguments are one build; such an argument is null.
 * @param path workspace-relative
 * @param root absolute path of the workspace folder; null where it has none
 * @param from the folder that bake runs in, where relative contexts start (unlike in compose, not the file's own: buildx#1028).
 *   The file's folder is where `docker buildx bake` finds it without being told
 * @returns null where the text is no bake file that can be read: bake would refuse it whole
 */
export function readBakeFile(text: string, path: string, root: string | null, from = folderOf(path)): readonly BuildDefinition[] | null {
  const body = text.length > LARGEST ? null : readBody(text, path);
  if (!body) return null;
  const targets = readTargets(body);
  const inheritance = new TargetInheritance(targets);
  const inherited = inheritedNames(targets);
  const byBlock = new Map<BakeBlock, BuildDefinition[]>();
  for (const [name, blocks] of targets.byName) {
    const settings = inheritance.settingsOf(name);
    if (settings === UNKNOWN) continue;
    const isShared = inherited.has(name) && !targets.asked.has(name) && !blocks[0]!.block.attributes.has('matrix');
    if (isShared && (settings.target === null || name.startsWith('_'))) continue;
    const build = buildOf(name, settings, path, root, from);
    if (build) append(byBlock, blocks[0]!.block, build);
  }
  return [...byBlock].flatMap(([block, builds]) => joinMatrix(block, builds));
}

/** As `readBakeFile`; empty where nothing can be read. */
export function readBakeBuilds(text: string, path: string, root: string | null): readonly BuildDefinition[] {
  return readBakeFile(text, path, root) ?? [];
}

function readBody(text: string, path: string): BakeBody | null {
  return /\.json$/i.test(path) ? readBakeJson(text) : readHcl(text);
}

function inheritedNames({ byName }: BakeTargets): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { inherits } of [...byName.values()].flat()) if (inherits !== UNKNOWN) for (const name of inherits) names.add(name);
  return names;
}

function buildOf(name: string, settings: TargetSettings, path: string, root: string | null, from: string): BuildDefinition | null {
  const { context: written, inline, target, contexts } = settings;
  if (inline === UNKNOWN || target === UNKNOWN || contexts === UNKNOWN || settings.dockerfile === UNKNOWN) return null;
  const context = folderPath(written ?? '.', from, root);
  if (context === null) return null;
  const named = settings.dockerfile || null;
  const isInline = inline !== null && inline !== '';
  const dockerfile = dockerfilePath(named ?? 'Dockerfile', context, from, root);
  if (dockerfile === null && !isInline) return null;
  return {
    source: 'bake',
    service: name,
    definedIn: path,
    context,
    dockerfile: isInline ? null : dockerfile,
    isDefaultName: !isInline && named === null,
    target: target || null,
    args: settings.args,
    namedContexts: namedContexts(contexts),
    profiles: [],
    images: settings.tags ?? [],
    hasHealthcheck: false,
    inlineInputs: isInline ? inputsOfText(inline) : null,
  };
}

/** Null for what is no folder on this disk. */
function folderPath(written: TargetSettings['context'], from: string, root: string | null): string | null {
  if (written === UNKNOWN || written === null || written === '-') return null;
  const path = written.replaceAll('\\', '/').replace(/^cwd:\/\//, '');
  if (REMOTE.test(path) || SPECIAL.test(path)) return null;
  return /^[A-Za-z]:/.test(path) ? path : resolveFrom(from, path, root);
}

/** Relative to the context, not to the bake file; `cwd://` to the folder that bake runs in (buildx, `toBuildOpt`). */
function dockerfilePath(written: string, context: string, from: string, root: string | null): string | null {
  const path = written.replaceAll('\\', '/');
  if (path.startsWith('cwd://')) return resolveFrom(from, path.slice('cwd://'.length), root);
  if (path === '-' || REMOTE.test(path)) return null;
  return /^[A-Za-z]:/.test(path) ? path : resolveFrom('.', joinPaths(context, path), root);
}

/** Bake drops what is empty; what only bake can tell is shown as empty, since the name counts even so. */
function namedContexts(contexts: ReadonlyMap<string, TargetSettings['context']>): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [name, value] of contexts) if (value !== '' && value !== null) named.set(name, value === UNKNOWN ? '' : value);
  return named;
}

/** The targets of one matrix, those that differ in nothing but their arguments as one. */
function joinMatrix(block: BakeBlock, builds: readonly BuildDefinition[]): readonly BuildDefinition[] {
  if (builds.length < 2) return builds;
  const alike = new Map<string, BuildDefinition[]>();
  for (const build of builds) {
    const { context, dockerfile, target, isDefaultName, namedContexts: named, inlineInputs } = build;
    append(alike, JSON.stringify([context, dockerfile, target, isDefaultName, [...named], inlineInputs]), build);
  }
  const label = block.labels[0]!;
  return [...alike.values()].map((same) => ({
    ...same[0]!,
    service: alike.size === 1 ? label : same[0]!.service,
    args: commonArgs(same),
    images: [...new Set(same.flatMap(({ images }) => images))],
  }));
}

function commonArgs(builds: readonly BuildDefinition[]): ReadonlyMap<string, string | null> {
  const args = new Map(builds[0]!.args);
  for (const build of builds.slice(1)) {
    for (const [name, value] of build.args) if (args.get(name) !== value) args.set(name, null);
    for (const name of args.keys()) if (!build.args.has(name)) args.set(name, null);
  }
  return args;
}
