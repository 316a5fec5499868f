import { lastAtOrBelow } from '../text/lastAtOrBelow.ts';
import type { Span } from '../text/span.ts';
import { readDirectives, type IgnoreDirective } from './directives.ts';
import type { SourceDocument } from './document.ts';

/** Whether a rule of a comment, or of several that cover the same, has silenced anything. */
interface Slot {
  isUsed: boolean;
}

/** Comments that cover the same. */
interface Group {
  readonly covers: Span;
  readonly slots: Map<string, Slot>;
}

/**
 * The silencing comments of one version, and which of them were needed. Each question costs the same however many comments there are: a place lies in
 * the whole file, in one line, and in one instruction at most.
 */
export class Silencing {
  private readonly file: Group;
  private readonly lines = new Map<number, Group>();
  private readonly instructions = new Map<number, Group>();
  private readonly starts: readonly number[];
  private readonly byLine: ReadonlyMap<number, IgnoreDirective>;
  private readonly groupOf = new Map<IgnoreDirective, Group>();

  private constructor(
    private readonly document: SourceDocument,
    readonly directives: readonly IgnoreDirective[],
  ) {
    this.file = { covers: { start: 0, end: document.text.length }, slots: new Map() };
    this.byLine = new Map(directives.map((directive) => [directive.line, directive]));
    for (const directive of directives) {
      const group = directive.scope === 'file' ? this.file : this.groupFor(directive.covers);
      this.groupOf.set(directive, group);
      for (const { id } of directive.rules) if (!group.slots.has(id)) group.slots.set(id, { isUsed: false });
    }
    this.starts = [...this.instructions.keys()].sort((a, b) => a - b);
  }

  /** Null where the text has no such comment. */
  static of(document: SourceDocument): Silencing | null {
    const directives = readDirectives(document);
    return directives.length === 0 ? null : new Silencing(document, directives);
  }

  /** True where a comment silences the rule there; that comment is then known to be needed. */
  silences(rule: string, at: Span): boolean {
    let isSilenced = false;
    for (const { slots } of this.groupsAt(at.start)) {
      for (const slot of [slots.get(rule), slots.get('all')]) {
        if (!slot) continue;
        slot.isUsed = true;
        isSilenced = true;
      }
    }
    return isSilenced;
  }

  /** The same for what is said of a comment itself: it may also be silenced by name in that comment, which says nothing about being needed. */
  silencesAbout(rule: string, at: Span): boolean {
    const { lines } = this.document;
    const own = this.byLine.get(lines.lineAt(at.start));
    if (own?.rules.some(({ id }) => id === rule)) return true;
    return this.groupsAt(at.start).some((group) => group.slots.has(rule) || (group.slots.has('all') && (!own || this.groupOf.get(own) !== group)));
  }

  /** True where a rule of a comment has silenced anything, or another comment that covers the same names it, too. */
  isUsed(directive: IgnoreDirective, rule: string): boolean {
    return this.groupOf.get(directive)?.slots.get(rule)?.isUsed === true;
  }

  private groupsAt(offset: number): Group[] {
    const { lines } = this.document;
    const groups = [this.file];
    const line = this.lines.get(lines.lineStart(lines.lineAt(offset)));
    if (line && offset <= line.covers.end) groups.push(line);
    const instruction = this.starts.length > 0 ? this.instructions.get(this.starts[lastAtOrBelow(this.starts, offset)]!) : undefined;
    if (instruction && instruction.covers.start <= offset && offset <= instruction.covers.end) groups.push(instruction);
    return groups;
  }

  private groupFor(covers: Span): Group {
    const { lines } = this.document;
    const groups = covers.end <= lines.lineEnd(lines.lineAt(covers.start)) ? this.lines : this.instructions;
    let group = groups.get(covers.start);
    if (!group) groups.set(covers.start, (group = { covers, slots: new Map() }));
    return group;
  }
}
