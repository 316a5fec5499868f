import type { Report } from '../../../core/engine/rule.ts';
import type { IgnorePattern } from '../../../core/ignore/matcher.ts';
import { contextPart } from '../contextWords.ts';
import { lineEnd, lineStart, matchesSomething, type IgnoreScene } from './ignoreScene.ts';
import { proposal } from './proposal.ts';

/** `bin\Debug`: a backslash is no separator, it makes the letter after it mean something else. */
export function backslash(pattern: IgnorePattern, scene: IgnoreScene): Report | null {
  if (!/\\[\p{L}\p{N}*._-]/u.test(pattern.raw) || (pattern.invalid === null && matchesSomething(scene, pattern))) return null;
  // `\*` is how a star in a name is written.
  if (!/[^\\]\\[\p{L}\p{N}._-]|\*\\/u.test(pattern.raw)) return null;
  const text = pattern.raw.replaceAll('\\', '/');
  return {
    messageId: 'backslash',
    data: { pattern: contextPart(pattern.raw), better: contextPart(text) },
    span: pattern.span,
    ...proposal(scene, `Write \`${contextPart(text)}\`: it then takes effect, check that no build needs it`, [{ span: pattern.span, text }]),
  };
}

/** What Docker refuses: the build stops before its first step. */
export function refused(pattern: IgnorePattern, scene: IgnoreScene): Report | null {
  if (pattern.invalid === null) return null;
  const found: Report = { messageId: 'refused', data: { pattern: contextPart(pattern.raw), why: pattern.invalid }, span: pattern.span };
  if (pattern.pattern !== '') return { ...found, withheld: 'It cannot be told what the line is meant to match.' };
  const edits = [{ span: { start: lineStart(scene, pattern), end: lineEnd(scene, pattern) }, text: '' }];
  return { ...found, fixes: [{ kind: 'safe', title: 'Remove the line', edits }] };
}

/** More lines than a person wants for one. */
const MOST_LINES = 12;

/** `*.{js,ts}`: braces are letters like others. */
export function braces(pattern: IgnorePattern, scene: IgnoreScene): Report | null {
  const parts = /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(pattern.raw);
  if (!parts || matchesSomething(scene, pattern)) return null;
  const [, before, list, after] = parts;
  const choices = list!.split(',').map((choice) => choice.trim());
  const found: Report = { messageId: 'braces', data: { pattern: contextPart(pattern.raw) }, span: pattern.span };
  if (choices.length > MOST_LINES) return { ...found, withheld: 'It stands for more lines than anybody wants to read.' };
  const text = choices.map((choice) => `${before}${choice}${after}`).join(scene.eol);
  return { ...found, ...proposal(scene, `Write ${choices.length} lines: they then take effect, check that no build needs what they match`, [{ span: pattern.span, text }]) };
}

/** `../shared`, `.` and `/`, which match nothing at all. */
export function emptyMatch({ pattern, raw, span, negated }: IgnorePattern): Report | null {
  const isAbove = pattern === '..' || pattern.startsWith('../');
  if (!isAbove && (negated || (pattern !== '.' && pattern !== '/'))) return null;
  return {
    messageId: isAbove ? 'above' : 'everything',
    data: { pattern: contextPart(raw) },
    span,
    severity: 'information',
    withheld: 'It cannot be told what the line is meant to match.',
  };
}
