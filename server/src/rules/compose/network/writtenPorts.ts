import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { toPlainData } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { readPort, type PublishedPort } from '../../../core/compose/settings/ports.ts';
import { span, type Span } from '../../../core/text/span.ts';

/** An entry of `ports` that the checked file writes. */
export interface WrittenPort {
  /** As written: an alias perhaps. */
  readonly node: Node;
  /** The entry, or the name of the service where the entry stands outside of it. */
  readonly span: Span;
  /** Position among all entries of the merged service. */
  readonly index: number;
  /** With the project's variables filled in. */
  readonly port: PublishedPort | typeof UNKNOWN;
}

/** More comparisons than any file needs to find its entries among those of all files. */
const MOST_COMPARISONS = 250_000;

/** Entries of `ports` of a service that stand in the checked file, anchors and services that it extends there included; none where nobody can tell them apart. */
export function writtenPorts(model: ComposeModel, service: ComposeService, merged: ProjectService): readonly WrittenPort[] {
  const all = merged.get('ports');
  if (!Array.isArray(all)) return [];
  const nodes = service.layersOf('ports').flatMap((layer): readonly Node[] => {
    const list = model.resolve(layer);
    return isSeq(list) ? (list.items as Node[]) : [];
  });
  const offset = nodes.length === 0 ? null : nodes.length === all.length ? 0 : findRun(nodes.map((node) => comparable(toPlainData(node, model))), all.map(comparable));
  if (offset === null) return [];
  return nodes.map((node, i) => {
    const data = toPlainData(node, model);
    // The file may have changed since the project was read: what needs no variable is told by its own text.
    const port = readPort(comparable(data) === null ? all[offset + i] : data);
    return { node, span: placeOf(model, service, node), index: offset + i, port };
  });
}

/** Where the entries of one file begin in those of all: compose appends what stronger files say. */
function findRun(own: readonly (string | null)[], all: readonly (string | null)[]): number | null {
  if (own.length * (all.length - own.length + 1) > MOST_COMPARISONS || own.every((text) => text === null)) return null;
  for (let offset = all.length - own.length; offset >= 0; offset--) {
    if (own.every((text, i) => text === null || text === all[offset + i])) return offset;
  }
  return null;
}

/** Text that is equal for equal entries; null for one that a variable changes. */
function comparable(entry: unknown): string | null {
  if (entry === UNKNOWN) return null;
  const text = JSON.stringify(entry) ?? '';
  return text.includes('$') ? null : text;
}

function placeOf(model: ComposeModel, service: ComposeService, node: Node): Span {
  const [start, end] = publishedNode(model, node)?.range ?? node.range ?? [];
  const isOwn = start !== undefined && end !== undefined && end > start && service.declarations.some(({ span: own }) => own.start <= start && end <= own.end);
  return isOwn ? span(start, end) : service.keySpan;
}

/** The value of `published` of an entry in long form, which says the port in a word. */
function publishedNode(model: ComposeModel, node: Node): Node | null {
  if (!isMap(node)) return null;
  const value = model.entries(node).get('published')?.pair.value;
  return isScalar(value) ? value : null;
}
