import { baseName, folderOf, joinPaths } from '../paths.ts';
import { needsAnother, type ComposeFile } from './composeFile.ts';

/** Names that compose looks for, in its order: the first one there counts (compose-spec, "Compose file"; compose-go `DefaultFileNames`). */
const BASES: readonly string[] = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The same for the file that is laid over it without being asked for (compose-go `DefaultOverrideFileNames`). */
const OVERRIDES: readonly string[] = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** What compose loads from a folder if nobody names a file. */
export function defaultFiles(files: ReadonlySet<string>, folder: string): { readonly base: string | null; readonly override: string | null } {
  const first = (names: readonly string[]) => names.map((name) => joinPaths(folder, name)).find((path) => files.has(path)) ?? null;
  const base = first(BASES);
  return { base, override: base === null ? null : first(OVERRIDES) };
}

/**
 * The file that `path` may be meant to be laid over, by its name: `docker-compose.yml` for `docker-compose.prod.yml` where it is
 * there, else what compose loads from the folder.
 */
export function baseFor(path: string, files: ReadonlySet<string>): string | null {
  const folder = folderOf(path);
  const stem = /^docker-compose/.test(baseName(path)) ? 'docker-compose' : 'compose';
  const ofStem = BASES.filter((name) => name.startsWith(`${stem}.`)).map((name) => joinPaths(folder, name));
  const base = ofStem.find((one) => files.has(one)) ?? defaultFiles(files, folder).base;
  return base === path || BASES.includes(baseName(path)) ? null : base;
}

/** How a file is meant that lies beside a base file. */
export type FileRole =
  /** It can be loaded alone. */
  | 'alone'
  /** It adds to services that the base declares, or leans on what is declared there only: compose is given both. */
  | 'overlay'
  /** It adds to services of a file that nobody can tell: its relative paths start in an unknown folder. */
  | 'stray';

/**
 * A service without image and build shows that its file is never loaded alone (compose refuses such a service), and so does a build without a
 * context of a service that the base builds. One that waits for services of the base, or joins its networks, is refused alone too. Other files are read alone, whatever the base says of services by the same names.
 */
export function roleOf(file: ComposeFile, base: ComposeFile | null): FileRole {
  let role: FileRole = 'alone';
  for (const [name, layers] of file.services) {
    const isBuiltByBase = base?.services.get(name)?.some(({ build, parent }) => build !== null || parent !== null) ?? false;
    const hasNoContext = layers.every(({ build, parent }) => build !== null && !build.context && parent === null);
    if (needsAnother(layers)) {
      if (!base?.services.has(name)) return 'stray';
      role = 'overlay';
    } else if (isBuiltByBase && hasNoContext) role = 'overlay';
  }
  return role === 'alone' && base !== null && leansOn(file, base) ? 'overlay' : role;
}

/** What is included may declare what a file names: then nothing shows. */
function leansOn({ services, includes, links }: ComposeFile, base: ComposeFile): boolean {
  if (includes.length > 0) return false;
  const declared = new Set(links.declaredNetworks);
  const below = new Set(base.links.declaredNetworks);
  return links.services.some((name) => !services.has(name) && base.services.has(name))
    || links.networks.some((name) => !declared.has(name) && below.has(name));
}
