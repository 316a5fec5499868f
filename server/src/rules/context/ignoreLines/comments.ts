import type { Report } from '../../../core/engine/rule.ts';
import type { IgnorePattern } from '../../../core/ignore/matcher.ts';
import { contextPart } from '../contextWords.ts';
import { lineStart, matchesSomething, type IgnoreScene } from './ignoreScene.ts';
import { proposal } from './proposal.ts';

/** `node_modules # why`: Docker reads a pattern with all of that in it. */
export function trailingComment(pattern: IgnorePattern, scene: IgnoreScene): Report | null {
  const at = commentStart(pattern.raw);
  if (at === -1 || matchesSomething(scene, pattern)) return null;
  const before = pattern.raw.slice(0, at).trimEnd();
  const comment = pattern.raw.slice(at);
  const title = `Put the comment on a line of its own: \`${contextPart(before)}\` then takes effect, check that no build needs it`;
  const edit = { span: { start: lineStart(scene, pattern), end: pattern.span.end }, text: `${comment}${scene.eol}${before}` };
  return {
    messageId: 'trailingComment',
    data: { pattern: contextPart(before) },
    span: { start: pattern.span.end - comment.length, end: pattern.span.end },
    ...proposal(scene, title, [edit]),
  };
}

/** Index of the first `#` after a pattern and a blank; -1 where there is none. */
function commentStart(raw: string): number {
  for (let at = raw.indexOf('#', 1); at !== -1; at = raw.indexOf('#', at + 1)) if (/[ \t]/.test(raw[at - 1]!)) return at;
  return -1;
}

/** True for an indented `# comment`, which Docker takes for a pattern. */
export function isComment({ raw }: IgnorePattern): boolean {
  return /^#/.test(raw);
}

/** One finding for all indented comments: they do no harm, as long as nothing is called that and Docker can read them. */
export function indentedComments(comments: readonly IgnorePattern[], scene: IgnoreScene): Report | null {
  const meant = comments.filter((pattern) => !matchesSomething(scene, pattern));
  const first = meant.find(({ invalid }) => invalid !== null) ?? meant[0];
  if (!first) return null;
  const edits = meant.map((pattern) => ({ span: { start: lineStart(scene, pattern), end: pattern.span.start }, text: '' }));
  // Nothing in any context has such a name, so the same files are sent; and a text that Docker refuses can only become better.
  const isProved = scene.isComplete || meant.every(({ invalid }) => invalid !== null);
  const what = meant.length === 1 ? 'the comment' : `the ${meant.length} comments`;
  return {
    messageId: first.invalid === null ? 'indentedComment' : 'refusedComment',
    data: { count: meant.length, why: first.invalid ?? '' },
    span: first.span,
    severity: first.invalid === null ? 'hint' : 'warning',
    fixes: [
      isProved
        ? { kind: 'safe', title: `Start ${what} in column one`, edits }
        : { kind: 'suggestion', title: `Start ${what} in column one: check that no file has such a name`, edits },
    ],
  };
}
