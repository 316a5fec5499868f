import type { Report } from '../../../core/engine/rule.ts';
import type { IgnoreMatcher, IgnorePattern } from '../../../core/ignore/matcher.ts';
import { contextPart } from '../contextWords.ts';
import { lineEnd, lineStart, type IgnoreScene } from './ignoreScene.ts';

/** A `!` line that a later line undoes for everything it could bring back: the last line that matches decides. */
export function undoneNegation(pattern: IgnorePattern, scene: IgnoreScene): Report | null {
  if (!pattern.negated || pattern.invalid !== null || !judgedLines(scene.matcher).has(pattern.line)) return null;
  const undoing = undoingPattern(pattern, scene);
  if (!undoing) return null;
  const { text, eol } = scene;
  const start = lineStart(scene, pattern);
  const at = lineEnd(scene, undoing);
  const isLast = at === text.length && !text.endsWith('\n');
  return {
    messageId: 'undone',
    data: { pattern: contextPart(pattern.raw), line: undoing.line + 1, other: contextPart(undoing.raw) },
    span: pattern.span,
    related: [{ span: undoing.span, message: 'This line leaves it out again.' }],
    fixes: [
      {
        kind: 'suggestion',
        title: `Move it below line ${undoing.line + 1}: what it matches is then sent`,
        edits: [
          { span: { start, end: lineEnd(scene, pattern) }, text: '' },
          { span: { start: at, end: at }, text: isLast ? `${eol}${pattern.raw}` : `${pattern.raw}${eol}` },
        ],
      },
    ],
  };
}

/** `!` lines that are compared with all others; nobody writes more. */
const MOST_NEGATIONS = 100;

const followed = new WeakMap<IgnoreMatcher, ReadonlySet<number>>();

/** Lines of the first `!` patterns of a file. */
function judgedLines(matcher: IgnoreMatcher): ReadonlySet<number> {
  let lines = followed.get(matcher);
  if (!lines) followed.set(matcher, (lines = new Set(matcher.patterns.filter(({ negated }) => negated).slice(0, MOST_NEGATIONS).map(({ line }) => line))));
  return lines;
}

/** The last of the later patterns that match whatever this one matches; null where a path may stay brought back. */
function undoingPattern(pattern: IgnorePattern, { matcher }: IgnoreScene): IgnorePattern | null {
  const isLater = (other: IgnorePattern): boolean => other.line > pattern.line && !other.negated && other.invalid === null;
  if (pattern.exact !== null) {
    const deciding = matcher.deciding(pattern.exact);
    return deciding && isLater(deciding) ? deciding : null;
  }
  const covers = (other: IgnorePattern): boolean => /^(?:\*|\*\*|\*\*\/\*)$/.test(other.pattern) || other.pattern === pattern.pattern;
  return matcher.patterns.findLast((other) => isLater(other) && covers(other)) ?? null;
}
