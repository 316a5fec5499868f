import { isPlainMap } from '../plainData.ts';
import { UNKNOWN, type ProjectService } from '../project.ts';

/** Something mounted into a container. */
export interface ServiceMount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** A path of the host or a volume's name, as written with variables filled in; null for an anonymous volume. */
  readonly source: string | null;
  /** Path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** `volumes` of a merged service, short and long form; of two with one target, the later counts. What cannot be told is `UNKNOWN`. */
export function mountsOf(service: ProjectService): readonly (ServiceMount | typeof UNKNOWN)[] {
  const data = service.get('volumes');
  if (data === UNKNOWN) return [UNKNOWN];
  if (!Array.isArray(data)) return [];
  const mounts = new Map<string, ServiceMount | typeof UNKNOWN>();
  for (const entry of data) {
    const mount = readMount(entry);
    mounts.set(mount === UNKNOWN ? `?${mounts.size}` : mount.target, mount);
  }
  return [...mounts.values()];
}

/** One entry of `volumes`, as plain data with its variables filled in. */
export function readMount(entry: unknown): ServiceMount | typeof UNKNOWN {
  if (typeof entry === 'string') return readShortForm(entry);
  if (!isPlainMap(entry)) return UNKNOWN;
  const { type, source, target, read_only: readOnly } = entry;
  if (typeof target !== 'string' || (source !== undefined && source !== null && typeof source !== 'string')) return UNKNOWN;
  const kind = type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other';
  return { type: kind, source: source || null, target, readOnly: readOnly === true };
}

/** `[source:]target[:options]`; a drive letter of Windows is no source (compose-go, `format.ParseVolume`). */
function readShortForm(text: string): ServiceMount | typeof UNKNOWN {
  const parts = /^(?:([A-Za-z]:[\\/][^:]*|[^:]*):)?([A-Za-z]:[\\/][^:]*|[^:]+)(?::([^:]*))?$/.exec(text);
  if (!parts) return UNKNOWN;
  const [, source, target, options = ''] = parts;
  const isBind = source !== undefined && /^(?:[.~/\\]|[A-Za-z]:[\\/])/.test(source);
  return { type: isBind ? 'bind' : 'volume', source: source || null, target: target!, readOnly: options.split(',').includes('ro') };
}
