import { isObject } from '../core/collections/objects.ts';
import { joinPath } from '../core/dockerfile/paths.ts';
import type { PlannedTarget } from './request.ts';

/** What `docker compose build --print` or `docker buildx bake --print` told. */
export interface PrintedPlan {
  /** In the order of the file. */
  readonly targets: readonly PlannedTarget[];
  /** Targets that were asked for; the others are there since one of those needs them. */
  readonly asked: readonly string[];
  /** By target, the name of its service: targets have `_` for each `.` of it. Empty for bake files. */
  readonly services: ReadonlyMap<string, string>;
  /** More than reading that bake must be allowed: `network.host`, `security.insecure`. */
  readonly entitlements: readonly string[];
}

const NOTHING: PrintedPlan = { targets: [], asked: [], services: new Map(), entitlements: [] };

/**
 * Reads printed bake JSON; what it cannot read is left out, and all of it where it is no JSON at all: then null. Nothing at all was printed
 * where there is nothing to build.
 * @param folder where docker was started, which relative paths are below
 */
export function readPrintedTargets(printed: string, folder: string): PrintedPlan | null {
  if (printed.trim() === '') return NOTHING;
  const file = parse(printed);
  if (file === null) return null;
  const entries = Object.entries(object(file['target'])).map(([name, value]) => [name, object(value)] as const);
  const names = new Set(entries.map(([name]) => name));
  const services = entries.flatMap(([name, target]) => {
    const service = object(target['labels'])['com.docker.compose.service'];
    return typeof service === 'string' && service !== '' ? [[name, service] as const] : [];
  });
  const grouped = askedTargets(object(file['group']), names);
  const asked = grouped.length > 0 ? grouped : [...names];
  const targets = entries.map(([name, target]) => plannedTarget(name, target, names, folder));
  const built = withNeeds(asked, targets);
  return {
    targets: targets.filter(({ name }) => built.has(name)),
    asked,
    services: new Map(services.filter(([name]) => built.has(name))),
    entitlements: [...new Set(entries.flatMap(([name, target]) => (built.has(name) ? texts(target['entitlements']) : [])))],
  };
}

/** Compose prints what a service depends on to run, too, and builds none of that. */
function withNeeds(asked: readonly string[], targets: readonly PlannedTarget[]): ReadonlySet<string> {
  const needs = new Map(targets.map((target) => [target.name, target.needs]));
  const built = new Set(asked);
  for (const name of built) for (const need of needs.get(name) ?? []) built.add(need);
  return built;
}

/** A file on disk or on the way to another: not an address, an image or another target. */
export function isLocalContext(context: string): boolean {
  return !/^(?:[a-z][\w+.-]*:\/\/|target:|git@|github\.com\/)/i.test(context) && context !== '-';
}

/** Folders and files that bake reads for these targets and that do not lie in the folder where it is started. */
export function readsOutside(targets: readonly PlannedTarget[], folder: string): string[] {
  const read = targets.flatMap(({ context, dockerfile, contexts }) => [context, ...(dockerfile === null ? [] : [dockerfile]), ...Object.values(contexts)]);
  const outside = [...new Set(read.filter((path) => isLocalContext(path) && !isWithin(folder, path)))];
  return outside.filter((path) => !outside.some((other) => other !== path && isWithin(other, path)));
}

/** Both absolute, with `/`. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function plannedTarget(name: string, target: Readonly<Record<string, unknown>>, names: ReadonlySet<string>, folder: string): PlannedTarget {
  const context = absolute(text(target['context']) ?? '.', folder);
  const inline = text(target['dockerfile-inline']);
  const contexts = Object.entries(object(target['contexts'])).flatMap(([key, value]) => (typeof value === 'string' ? [[key, absolute(value, folder)] as const] : []));
  const needs = contexts.flatMap(([, value]) => (value.startsWith('target:') ? [value.slice('target:'.length)] : []));
  return {
    name,
    context,
    dockerfile: inline === null ? dockerfileOf(text(target['dockerfile']) ?? 'Dockerfile', context, folder) : null,
    inline,
    target: text(target['target']),
    args: Object.fromEntries(Object.entries(object(target['args'])).flatMap(([key, value]) => (typeof value === 'string' || value === null ? [[key, value]] : []))),
    contexts: Object.fromEntries(contexts),
    tags: texts(target['tags']),
    platforms: texts(target['platforms']),
    needs: [...new Set(needs)].filter((need) => need !== name && names.has(need)),
  };
}

/** Relative to the context (buildx, bake.toBuildOpt), unless that is an address: the file is then there and not here. */
function dockerfileOf(dockerfile: string, context: string, folder: string): string | null {
  if (dockerfile.startsWith('cwd://')) return absolute(dockerfile, folder);
  if (!isLocalContext(dockerfile) || !isLocalContext(context)) return null;
  return absolute(dockerfile, context);
}

/** With `/`. Addresses and targets stay as they are. */
function absolute(path: string, folder: string): string {
  if (path.startsWith('cwd://')) return absolute(path.slice('cwd://'.length), folder);
  if (!isLocalContext(path)) return path;
  if (/^[A-Za-z]:[\\/]/.test(path)) return path.slice(0, 2).toUpperCase() + joinPath('/', path.slice(2).replaceAll('\\', '/'));
  if (path.startsWith('\\\\')) return path.replaceAll('\\', '/');
  const drive = /^[A-Za-z]:/.exec(folder)?.[0] ?? '';
  const below = drive === '' ? path : path.replaceAll('\\', '/');
  return drive + joinPath(folder.slice(drive.length), below);
}

/** Groups may name groups, and in a hostile file themselves. */
function askedTargets(groups: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): string[] {
  const asked = new Set<string>();
  const seen = new Set<string>();
  const open = ['default'];
  for (let at = 0; at < open.length; at++) {
    const name = open[at]!;
    if (names.has(name)) asked.add(name);
    if (seen.has(name) || !Object.hasOwn(groups, name)) continue;
    seen.add(name);
    for (const member of texts(object(groups[name])['targets'])) open.push(member);
  }
  return [...asked];
}

function parse(printed: string): Readonly<Record<string, unknown>> | null {
  const start = printed.indexOf('{');
  try {
    const value: unknown = JSON.parse(printed.slice(Math.max(0, start)));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((item): item is string => typeof item === 'string') : [];
}
