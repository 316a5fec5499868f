import { unfinishedSequence, withoutSequences } from './escapeSequences.ts';

/** What cannot be seen, and what turns the direction of text around so that it reads as something else; with the spaces around. */
const UNSEEN = / ?[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff][ \u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*/g;

/**
 * A name or label from a file or a stream as one line that can be shown: nothing of it acts, and none of it is longer than `most`
 * characters.
 */
export function shownText(text: string, most = 300): string {
  // Cut first, so that a label of megabytes costs no more than one of a line.
  const cut = text.slice(0, most * 4);
  const whole = cut.slice(0, cut.length - unfinishedSequence(cut).length);
  const start = withoutSequences(whole).replace(UNSEEN, ' ').trim();
  if (start.length <= most && text.length <= most * 4) return start;
  return `${[...start.slice(0, most)].slice(0, -1).join('').trimEnd()}…`;
}
