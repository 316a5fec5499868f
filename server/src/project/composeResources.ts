import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import { folderOf, resolveFrom } from './paths.ts';

/** A service whose resources a compose file says something about. */
export interface ResourceSetting {
  readonly service: string;
  /** True where the file only adds to a service that another file declares. */
  readonly isOverride: boolean;
  /** The service of another file that it extends; null where it extends none. */
  readonly extended: { readonly file: string; readonly service: string } | null;
}

/** Keys that contradict limits or reservations which other files give the same service. */
const KEYS: readonly (readonly string[])[] = [
  ['deploy', 'resources'],
  ...['cpus', 'mem_limit', 'mem_reservation', 'pids_limit', 'cpu_quota', 'memswap_limit'].map((key) => [key]),
];

/** The services of a compose file that set resources. Paths are workspace-relative. */
export function readResourceSettings(model: ComposeModel, composeFile: string, root: string | null): readonly ResourceSetting[] {
  return model.services.flatMap((service) => {
    if (!KEYS.some((path) => service.get(...path) !== null)) return [];
    const extended = extendedBy(service, folderOf(composeFile), root);
    const isOverride = ['image', 'build', 'extends'].every((key) => service.get(key) === null);
    return [{ service: service.name, isOverride, extended }];
  });
}

function extendedBy(service: ComposeService, folder: string, root: string | null): ResourceSetting['extended'] {
  const data = service.get('extends')?.data as Record<string, unknown> | string | null | undefined;
  if (typeof data !== 'object' || data === null) return null;
  const { file, service: name } = data;
  return typeof file === 'string' && typeof name === 'string' ? { file: resolveFrom(folder, file, root), service: name } : null;
}

/** Finds the files that compose may merge with another and that set resources of the same service. */
export class ResourceIndex {
  private readonly byPlace = new Map<string, string[]>();

  constructor(files: ReadonlyMap<string, readonly ResourceSetting[]>) {
    for (const [file, settings] of files) {
      for (const { service, isOverride, extended } of settings) {
        if (extended) this.add(extended.file, extended.service, file);
        for (let folder = folderOf(file); ; folder = folderOf(folder)) {
          this.add(folder, service, file);
          if (!isOverride || folder === '.' || folder === folderOf(folder)) break;
        }
      }
    }
  }

  /**
   * Another file that sets resources of a service of `file`: one beside it, an override in a folder below, or one that
   * extends the service. Null where none does.
   */
  fileWith(file: string, service: string): string | null {
    const found = [file, folderOf(file)].flatMap((place) => this.byPlace.get(keyOf(place, service)) ?? []);
    return found.find((other) => other !== file) ?? null;
  }

  /** Two files are enough to find one that is not the asking one. */
  private add(place: string, service: string, file: string): void {
    const key = keyOf(place, service);
    const files = this.byPlace.get(key);
    if (!files) this.byPlace.set(key, [file]);
    else if (files.length < 2 && files[0] !== file) files.push(file);
  }
}

function keyOf(place: string, service: string): string {
  return `${place}\0${service}`;
}
