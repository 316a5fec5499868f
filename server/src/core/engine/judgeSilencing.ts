import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/edits.ts';
import { nearestOf } from '../text/nearest.ts';
import type { Config } from './config.ts';
import type { IgnoreDirective } from './directives.ts';
import type { SourceDocument } from './document.ts';
import type { ProjectView } from './projectView.ts';
import type { Language, Rule } from './rule.ts';
import type { Silencing } from './silencing.ts';

/** A silencing comment, with what became of each of its rules. */
export interface JudgedSilencing {
  readonly directive: IgnoreDirective;
  readonly rules: readonly JudgedRule[];
  /** Takes out the comment with its line; null where the file would then mean something else. */
  readonly removal: TextEdit | null;
}

export interface JudgedRule {
  readonly id: string;
  readonly span: Span;
  /**
   * `unused`: the rule ran with all that it could know and found nothing there. `elsewhere`: it looks at files of another language. `unknown`: there is no
   * such rule. `open`: nobody can tell, as of a rule that is off.
   */
  readonly state: 'used' | 'unused' | 'elsewhere' | 'unknown' | 'open';
  /** The rule that was most likely meant; null where none comes near, or there is such a rule. */
  readonly nearest: string | null;
}

/** So many different words of a file are compared with the names of rules: nobody mistypes more. */
const MOST_NEAREST = 200;

interface Judging {
  readonly document: SourceDocument;
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly project: ProjectView | null;
}

/** @param ran rules that looked at the whole document */
export function judgeSilencing(silencing: Silencing, ran: ReadonlySet<string>, judging: Judging): JudgedSilencing[] {
  const { document, config, project } = judging;
  const metas = new Map(judging.rules.map(({ meta }) => [meta.id, meta]));
  const canJudge = project !== null && isReadWhole(document);
  const waits = project !== null && !isMeasured(project);
  const nearest = new Map<string, string | null>();
  const judge = (directive: IgnoreDirective, { id, span }: IgnoreDirective['rules'][number]): JudgedRule => {
    const meta = metas.get(id);
    const shared = { id, span, nearest: null };
    if (id !== 'all' && !meta && !config.rules.has(id)) {
      if (!nearest.has(id) && nearest.size < MOST_NEAREST) nearest.set(id, nearestOf(id, metas.keys()));
      return { ...shared, state: 'unknown', nearest: nearest.get(id) ?? null };
    }
    if (silencing.isUsed(directive, id)) return { ...shared, state: 'used' };
    if (meta && meta.language !== 'all' && meta.language !== document.language) return { ...shared, state: 'elsewhere' };
    const hasRun = id === 'all' || (ran.has(id) && !(waits && meta?.subject === 'context'));
    return { ...shared, state: canJudge && hasRun ? 'unused' : 'open' };
  };
  return silencing.directives.map((directive) => ({
    directive,
    rules: directive.rules.map((rule) => judge(directive, rule)),
    removal: removalOf(directive, document),
  }));
}

/** Where the text was not understood, or commands are not known, rules keep quiet that would else have spoken. */
function isReadWhole(document: SourceDocument): boolean {
  const isWellFormed: Record<Language, () => boolean> = {
    dockerfile: () => document.knowsCommands && document.dockerfile.isWellFormed,
    compose: () => document.knowsCommands && document.compose.isTrustworthy,
    dockerignore: () => true,
  };
  return isWellFormed[document.language]();
}

/** False while it is not known what builds send of their contexts: some findings rest on that. */
function isMeasured({ uses, readers = [] }: ProjectView): boolean {
  return [...uses, ...readers].every(({ context }) => context.isOutside || context.measure);
}

function removalOf({ comment, line, trailing }: IgnoreDirective, document: SourceDocument): TextEdit | null {
  const { lines, text } = document;
  if (trailing) {
    const before = text.slice(lines.lineStart(line), comment.start);
    return { span: { start: comment.start - (before.length - before.trimEnd().length), end: comment.end }, text: '' };
  }
  // A comment ends the parser directives: without it, a line below that looks like one would be one.
  if (document.language === 'dockerfile' && comment.start <= firstInstruction(document) && /^\s*#\s*[A-Za-z][A-Za-z0-9]*\s*=/.test(text.slice(lines.lineStart(line + 1), lines.lineEnd(line + 1)))) {
    return null;
  }
  const start = lines.lineStart(line) + (line === 0 && text.startsWith('\uFEFF') ? 1 : 0);
  return { span: { start, end: lines.lineStart(line + 1) }, text: '' };
}

function firstInstruction({ dockerfile, text }: SourceDocument): number {
  return dockerfile.instructions[0]?.span.start ?? text.length;
}
