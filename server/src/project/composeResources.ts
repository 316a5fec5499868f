import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import { folderOf, resolveFrom } from './paths.ts';

/** What of a service must be said in one file only, or alike in all. */
export type SharedSetting = 'resources' | 'security_opt';

/** A service about whose resources, or security options, a compose file says something. */
export interface ResourceSetting {
  readonly service: string;
  readonly setting: SharedSetting;
  /** True where the file only adds to a service that another file declares. */
  readonly isOverride: boolean;
  /** The service of another file that it extends; null where it extends none. */
  readonly extended: { readonly file: string; readonly service: string } | null;
}

/** Keys that contradict limits or reservations which other files give the same service; and the one list in which compose refuses what two files say alike. */
const KEYS: Readonly<Record<SharedSetting, readonly (readonly string[])[]>> = {
  resources: [['deploy', 'resources'], ...['cpus', 'mem_limit', 'mem_reservation', 'pids_limit', 'cpu_quota', 'memswap_limit'].map((key) => [key])],
  security_opt: [['security_opt']],
};
const SETTINGS = Object.keys(KEYS) as SharedSetting[];

/** The services of a compose file that set resources or security options. Paths are workspace-relative. */
export function readResourceSettings(model: ComposeModel, composeFile: string, root: string | null): readonly ResourceSetting[] {
  return model.services.flatMap((service) => {
    const settings = SETTINGS.filter((setting) => KEYS[setting].some((path) => service.get(...path) !== null));
    if (settings.length === 0) return [];
    const extended = extendedBy(service, folderOf(composeFile), root);
    const isOverride = ['image', 'build', 'extends'].every((key) => service.get(key) === null);
    return settings.map((setting) => ({ service: service.name, setting, isOverride, extended }));
  });
}

function extendedBy(service: ComposeService, folder: string, root: string | null): ResourceSetting['extended'] {
  const data = service.get('extends')?.data as Record<string, unknown> | string | null | undefined;
  if (typeof data !== 'object' || data === null) return null;
  const { file, service: name } = data;
  return typeof file === 'string' && typeof name === 'string' ? { file: resolveFrom(folder, file, root), service: name } : null;
}

/** Finds the files that compose may merge with another and that set the same of one service. */
export class ResourceIndex {
  private readonly byPlace = new Map<string, string[]>();

  constructor(files: ReadonlyMap<string, readonly ResourceSetting[]>) {
    for (const [file, settings] of files) {
      for (const { service, setting, isOverride, extended } of settings) {
        if (extended) this.add(extended.file, extended.service, setting, file);
        for (let folder = folderOf(file); ; folder = folderOf(folder)) {
          this.add(folder, service, setting, file);
          if (!isOverride || folder === '.' || folder === folderOf(folder)) break;
        }
      }
    }
  }

  /**
   * Another file that sets the same of a service of `file`: one beside it, an override in a folder below, or one that
   * extends the service. Null where none does.
   */
  fileWith(file: string, service: string, setting: SharedSetting = 'resources'): string | null {
    const found = [file, folderOf(file)].flatMap((place) => this.byPlace.get(keyOf(place, service, setting)) ?? []);
    return found.find((other) => other !== file) ?? null;
  }

  /** Two files are enough to find one that is not the asking one. */
  private add(place: string, service: string, setting: SharedSetting, file: string): void {
    const key = keyOf(place, service, setting);
    const files = this.byPlace.get(key);
    if (!files) this.byPlace.set(key, [file]);
    else if (files.length < 2 && files[0] !== file) files.push(file);
  }
}

function keyOf(place: string, service: string, setting: SharedSetting): string {
  return `${setting}\0${place}\0${service}`;
}
