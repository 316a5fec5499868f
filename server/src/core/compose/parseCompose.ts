import { isMap, type Document, type Node, type YAMLMap } from 'yaml';
import { LineIndex } from '../text/lines.ts';
import { span, type Span } from '../text/span.ts';
import { MergeResolver } from './mergedEntries.ts';
import type { ComposeComment, ComposeEntry, ComposeModel, ComposeService, ServiceDeclaration } from './model.ts';
import { findAliasTargets, type AliasTargets } from './nodes.ts';
import { ServiceView } from './service.ts';
import { isOverride, isReset } from './tags.ts';
import { readYamlStream, type YamlStream } from './yamlStream.ts';

/** Reads a compose file: nothing is computed until asked, everything once; throws on nothing, whatever the text. */
export function parseCompose(text: string): ComposeModel {
  return new LazyCompose(text);
}

class LazyCompose implements ComposeModel {
  private streamMemo: YamlStream | null = null;
  private aliasMemo: AliasTargets | null = null;
  private servicesMemo: ReadonlyMap<string, ServiceView> | null = null;
  private listMemo: readonly ComposeService[] | null = null;
  private commentsMemo: readonly ComposeComment[] | null = null;
  private trustMemo: boolean | null = null;
  private readonly resolver = new MergeResolver(() => this.aliases.targets);

  constructor(readonly text: string) {}

  get documents(): readonly Document[] {
    return this.stream.documents;
  }

  get services(): readonly ComposeService[] {
    return (this.listMemo ??= [...this.servicesByName.values()]);
  }

  get comments(): readonly ComposeComment[] {
    return (this.commentsMemo ??= describeComments(this.text, this.stream.commentSpans));
  }

  get isTrustworthy(): boolean {
    return (this.trustMemo ??= this.isReadable());
  }

  service(name: string): ComposeService | null {
    return this.servicesByName.get(name) ?? null;
  }

  resolve(node: Node | null): Node | null {
    return this.resolver.resolve(node);
  }

  entries(map: YAMLMap): ReadonlyMap<string, ComposeEntry> {
    return this.resolver.entries(map);
  }

  private isReadable(): boolean {
    const { complete, documents } = this.stream;
    if (!complete) return false;
    const isSound = documents.every(({ errors, contents }) => errors.length === 0 && (contents === null || isMap(contents) || isBlank(contents)));
    return isSound && !this.aliases.hasUnresolved;
  }

  private get stream(): YamlStream {
    return (this.streamMemo ??= OTHER_BREAK.test(this.text) ? UNREAD : readYamlStream(this.text));
  }

  private get aliases(): AliasTargets {
    return (this.aliasMemo ??= this.text.includes('*') ? findAliasTargets(this.documents) : NO_ALIASES);
  }

  private get servicesByName(): ReadonlyMap<string, ServiceView> {
    return (this.servicesMemo ??= this.collectServices());
  }

  private collectServices(): ReadonlyMap<string, ServiceView> {
    const declared = new Map<string, ServiceDeclaration[]>();
    for (const document of this.documents) {
      for (const [name, entry] of this.serviceEntries(document)) {
        if (isReset(entry.pair.value)) declared.delete(name);
        else if (isOverride(entry.pair.value)) declared.set(name, [declarationOf(entry, document)]);
        else declared.set(name, [...(declared.get(name) ?? []), declarationOf(entry, document)]);
      }
    }
    const services = new Map<string, ServiceView>();
    const find = (name: string): ServiceView | null => services.get(name) ?? null;
    for (const [name, declarations] of declared) services.set(name, new ServiceView(name, declarations, this.resolver, find));
    return services;
  }

  private serviceEntries(document: Document): ReadonlyMap<string, ComposeEntry> {
    const root = document.contents;
    if (!isMap(root)) return NO_ENTRIES;
    const services = this.resolve(this.entries(root).get('services')?.pair.value ?? null);
    return isMap(services) ? this.entries(services) : NO_ENTRIES;
  }
}

/**
 * Compose's reader (YAML 1.1) ends a line, and with it a comment or a value, at each of these. YAML 1.2 no longer counts NEL, LS and PS (5.4),
 * and the library takes a lone CR for a space: the two would see different services.
 */
const OTHER_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/;
const UNREAD: YamlStream = { documents: [], commentSpans: [], complete: false };
const NO_ENTRIES: ReadonlyMap<string, ComposeEntry> = new Map();
const NO_ALIASES: AliasTargets = { targets: new Map(), hasUnresolved: false };

/** A document of nothing but comments holds an empty scalar. */
function isBlank(contents: Node | null): boolean {
  return contents !== null && 'value' in contents && contents.value === null;
}

function declarationOf(entry: ComposeEntry, document: Document): ServiceDeclaration {
  const { key, value } = entry.pair;
  const [keyStart = 0, keyEnd = 0] = key.range ?? [];
  const end = Math.max(keyEnd, value?.range?.[1] ?? keyEnd);
  return {
    keySpan: span(keyStart, keyEnd),
    value,
    map: isMap(value) && !entry.merged ? value : null,
    document,
    span: span(keyStart, end),
  };
}

function describeComments(text: string, spans: readonly Span[]): ComposeComment[] {
  const lines = new LineIndex(text);
  return spans.map((at) => {
    const line = lines.lineAt(at.start);
    const before = text.slice(lines.lineStart(line), at.start);
    return { span: at, text: text.slice(at.start + 1, at.end).trim(), line, trailing: before.trim() !== '' };
  });
}
