import type { ChangeAnnotation } from 'vscode-languageserver';
import { chooseFixes, type FixedDocument } from '../../core/engine/fixAll.ts';
import type { Span } from '../../core/text/span.ts';
import { RULES } from '../../rules/index.ts';
import type { VisitedFile } from '../scan.ts';

/** Between the names of rules that changed one place together. */
const AND = ', ';

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map(RULES.map(({ meta }) => [meta.id, meta.description]));

/**
 * The rules that each edit of a fixed file is for, in the order of its edits. What a fix changed that only a later round made possible is
 * put down to the rules of those rounds.
 */
export function causesOf({ findings }: Pick<VisitedFile['file'], 'findings'>, { edits, applied }: FixedDocument): readonly string[] {
  const first = chooseFixes(findings, 'safe');
  const later = namesOf(applied.slice(first.length).map(({ finding }) => finding.rule));
  const all = namesOf(applied.map(({ finding }) => finding.rule));
  // Disjoint, so that their ends are in order as well.
  const placed = first.flatMap(({ finding, fix }) => fix.edits.map(({ span }) => ({ rule: finding.rule, span }))).sort((a, b) => a.span.start - b.span.start);
  return edits.map(({ span }) => {
    const rules: string[] = [];
    for (let index = firstEndingAt(placed, span.start); placed[index] && placed[index]!.span.start <= span.end; index++) rules.push(placed[index]!.rule);
    return namesOf(rules) || later || all;
  });
}

/** Of the first that ends there or later. */
function firstEndingAt(placed: readonly { readonly span: Span }[], offset: number): number {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placed[middle]!.span.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What an editor shows of each cause. */
export function annotationsOf(causes: Iterable<string>): Record<string, ChangeAnnotation> {
  return Object.fromEntries([...causes].sort().map((cause) => [cause, { label: cause, description: DESCRIPTIONS.get(cause) ?? '', needsConfirmation: false }]));
}

function namesOf(rules: readonly string[]): string {
  return [...new Set(rules)].sort().join(AND);
}
