import type { BuildUse, ContextFiles } from '../../core/engine/projectView.ts';

/** A manifest and the packages it names, normalized. */
export interface Manifest {
  readonly path: string;
  readonly packages: readonly string[];
}

/** Longer manifests are lists that a machine wrote. */
const MAX_LENGTH = 200_000;
const DEVELOPMENT = /(?:^|[-_./])(?:dev|development|test|tests|testing|lint|docs|ci)(?:[-_./]|$)/;

/**
 * The manifests of a service: those beside its Dockerfile, because one context often holds many services, else those at
 * the root of the context.
 */
export function manifestsOf(use: BuildUse): readonly Manifest[] {
  const folder = manifestFolder(use);
  const { files } = use.context;
  const beside = manifestsIn(files, folder);
  return beside.length > 0 || folder === '' ? beside : manifestsIn(files, '');
}

/** Folder of the Dockerfile within the context, with a trailing slash; empty for the root or a Dockerfile elsewhere. */
export function manifestFolder({ dockerfile, context }: BuildUse): string {
  const prefix = context.path === '.' ? '' : `${context.path}/`;
  if (dockerfile === null || !dockerfile.startsWith(prefix)) return '';
  const inside = dockerfile.slice(prefix.length);
  return inside.slice(0, inside.lastIndexOf('/') + 1);
}

const NONE: readonly Manifest[] = [];
const byFolder = new WeakMap<ContextFiles, Map<string, readonly Manifest[]>>();

/** Remembered, because forty services may share a context of thousands of files. */
function manifestsIn(files: ContextFiles, folder: string): readonly Manifest[] {
  // Contexts that were never read share one object.
  if (files.paths.length === 0) return NONE;
  const known = byFolder.get(files) ?? new Map<string, readonly Manifest[]>();
  byFolder.set(files, known);
  const manifests = known.get(folder) ?? readManifests(files, folder);
  known.set(folder, manifests);
  return manifests;
}

function readManifests(files: ContextFiles, folder: string): readonly Manifest[] {
  const found: Manifest[] = [];
  for (const path of files.paths) {
    if (!path.startsWith(folder)) continue;
    const name = path.slice(folder.length);
    const read = readerOf(name);
    const text = read && !DEVELOPMENT.test(name) ? files.text(path) : undefined;
    if (!read || text === undefined || text.length > MAX_LENGTH) continue;
    const packages = read(text);
    if (packages.length > 0) found.push({ path, packages });
  }
  return found;
}

function readerOf(name: string): ((text: string) => string[]) | null {
  if (name === 'package.json') return readPackageJson;
  if (name === 'pyproject.toml') return readPyproject;
  return /^(?:requirements\/)?[^/]*\.txt$/.test(name) && name.includes('requirements') ? readRequirements : null;
}

function readRequirements(text: string): string[] {
  return text.split('\n').flatMap((line) => normalized(/^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(line)?.[1]));
}

/** Names of requirements (`"torch>=2"`) and of Poetry's keys (`torch = "^2"`): enough to look for known ones. */
function readPyproject(text: string): string[] {
  return text.split('\n').flatMap((line) =>
    line.length > 1_000 ? [] : [...line.matchAll(/(?:^\s*|["'])([A-Za-z0-9][A-Za-z0-9._-]*)/g)].flatMap((match) => normalized(match[1])),
  );
}

function normalized(name: string | undefined): string[] {
  return name === undefined ? [] : [name.toLowerCase().replace(/[-_.]+/g, '-')];
}

function readPackageJson(text: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, object | undefined>;
    // Bundlers of front ends are development dependencies; nothing else of those runs in the container.
    const bundlers = Object.keys(devDependencies ?? {}).filter((name) => name === 'vite' || name === 'react-scripts');
    return [...Object.keys(dependencies ?? {}), ...bundlers];
  } catch {
    return [];
  }
}
