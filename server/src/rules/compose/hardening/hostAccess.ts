import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { scalarText } from '../serviceText.ts';
import type { Access } from './accessKinds.ts';

/** A place of the file by which a service reaches into its host. */
export interface HostAccess {
  readonly access: Access;
  readonly node: Node;
  /** For a mounted root folder: nothing can be changed in it. */
  readonly isReadOnly: boolean;
}

/** The engine's socket, by the end of its path on either side of a mount: a variable often names the host's. */
const SOCKET = /(?:^|[/\\:])(?:docker|podman)\.sock(?:$|[:"'}])/;
const ROOT = /^(['"]?)\/:\/[^:]*(?::([\w,]+))?\1$/;

/** What the file itself says of a service, in the order of the text; what a stronger file takes back is left out. */
export function hostAccesses(compose: ComposeModel, service: ComposeService, merged: readonly ProjectService[]): readonly HostAccess[] {
  return [...mounted(compose, service, merged), ...flagged(compose, service, merged)].sort((a, b) => (a.node.range?.[0] ?? 0) - (b.node.range?.[0] ?? 0));
}

const FLAGS: readonly (readonly [key: string, value: string, access: Access])[] = [
  ['privileged', 'true', 'privileged'],
  ['pid', 'host', 'pid'],
  ['network_mode', 'host', 'network'],
];

function flagged(compose: ComposeModel, service: ComposeService, merged: readonly ProjectService[]): HostAccess[] {
  return FLAGS.flatMap(([key, value, access]) => {
    if (!merged.some((each) => scalarText(each.get(key)) === value)) return [];
    const node = service.layersOf(key).map((each) => compose.resolve(each)).findLast((each) => isScalar(each) && String(each.value) === value);
    return node ? [{ access, node, isReadOnly: false }] : [];
  });
}

function mounted(compose: ComposeModel, service: ComposeService, merged: readonly ProjectService[]): HostAccess[] {
  const found: HostAccess[] = [];
  for (const layer of service.layersOf('volumes')) {
    const list = compose.resolve(layer);
    for (const written of isSeq(list) ? (list.items as (Node | null)[]) : []) {
      const item = compose.resolve(written);
      const said = item && mountWords(compose, item);
      const access = said && accessOf(said);
      if (item && said && access && merged.some((each) => keepsMount(each, access))) found.push({ access, node: item, isReadOnly: said.isReadOnly });
    }
  }
  return found;
}

interface MountWords {
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

function mountWords(compose: ComposeModel, item: Node): MountWords | null {
  if (isScalar(item)) {
    if (typeof item.value !== 'string' || item.value.length > 4_096) return null;
    const [, , options = ''] = ROOT.exec(item.value) ?? [];
    return { source: ROOT.test(item.value) ? '/' : item.value, target: item.value, isReadOnly: options.split(',').includes('ro') };
  }
  if (!isMap(item)) return null;
  const entries = compose.entries(item);
  const text = (key: string): string => {
    const value = compose.resolve(entries.get(key)?.pair.value ?? null);
    return isScalar(value) && (typeof value.value === 'string' || typeof value.value === 'boolean') ? String(value.value) : '';
  };
  return { source: text('source') || text('src'), target: text('target'), isReadOnly: text('read_only') === 'true' };
}

function accessOf({ source, target }: MountWords): Access | null {
  if (SOCKET.test(source) || SOCKET.test(target)) return 'socket';
  return source === '/' ? 'root' : null;
}

/** False where a stronger file has removed such a mount. */
function keepsMount(service: ProjectService, access: Access): boolean {
  const volumes = service.get('volumes');
  if (!Array.isArray(volumes)) return volumes === UNKNOWN;
  return volumes.some((entry: unknown) => {
    if (typeof entry === 'string') return access === 'socket' ? SOCKET.test(entry) : ROOT.test(entry);
    if (!isPlainMap(entry)) return true;
    const { source, target } = entry;
    if (typeof source === 'symbol' || typeof target === 'symbol') return true;
    return accessOf({ source: typeof source === 'string' ? source : '', target: typeof target === 'string' ? target : '', isReadOnly: false }) === access;
  });
}
