import type { SizedEntry } from '../../../../server/src/core/engine/host.ts';
import { SizedFolder } from '../../../../server/src/project/context/sizedFolder.ts';

/** What stands at a path: a file of so many bytes, a link, a further name of a file, or a folder without anything. */
export type Node = number | { readonly link: string } | { readonly bytes: number; readonly sameFile: number } | 'folder';

/** A context in memory; folders come from the paths. */
export function treeOf(nodes: Readonly<Record<string, Node>>, isListed = true): SizedFolder {
  const entries: SizedEntry[] = [];
  const below = new Map<string, Record<string, Node>>();
  for (const [path, node] of Object.entries(nodes)) {
    const [name, ...rest] = path.split('/') as [string, ...string[]];
    if (rest.length > 0 || node === 'folder') {
      const inside = below.get(name) ?? {};
      if (rest.length > 0) inside[rest.join('/')] = node;
      below.set(name, inside);
    } else if (typeof node === 'number') entries.push({ name, kind: 'file', size: node });
    else if ('link' in node) entries.push({ name, kind: 'link', size: node.link.length, target: node.link });
    else entries.push({ name, kind: 'file', size: node.bytes, sameFile: node.sameFile });
  }
  return SizedFolder.of(entries, new Map([...below].map(([name, inside]) => [name, treeOf(inside)])), isListed);
}
