import { append } from '../../../core/collections/multimap.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { ComposeProject } from '../../../core/compose/project.ts';

const known = new WeakMap<ComposeProject, ReadonlyMap<string, readonly string[]>>();

/** More text than this in one value is a script or a certificate. */
const LONGEST = 2_000;

/** Services that name a host or container in what they run or are told (`http://web-1:8000`), `name` itself left out. */
export function servicesNaming(project: ComposeProject, host: string, name: string): readonly string[] {
  let words = known.get(project);
  if (!words) known.set(project, (words = readWords(project)));
  return (words.get(host) ?? []).filter((service) => service !== name);
}

function readWords(project: ComposeProject): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  for (const service of project.services.values()) {
    const own = new Set<string>();
    for (const key of ['environment', 'command', 'entrypoint', 'labels', 'network_mode', 'pid', 'ipc', 'external_links', 'links']) {
      for (const text of textsIn(service.get(key))) for (const [word] of text.slice(0, LONGEST).matchAll(/[A-Za-z0-9][\w.-]*/g)) own.add(word);
    }
    for (const word of own) append(words, word, service.name);
  }
  return words;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const values = Array.isArray(value) ? value : isPlainMap(value) ? Object.values(value) : [];
  return values.filter((one): one is string => typeof one === 'string');
}
