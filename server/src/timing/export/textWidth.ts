/** What takes no column of its own: marks over or under a letter, joiners and what selects a variant. */
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** What takes two columns: East Asian characters that are wide or full-width (Unicode, annex 11), and pictures. */
const WIDE =
  /^(?:[\u1100-\u115f\u231a\u231b\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** Columns that a text takes in a terminal; terminals differ on few characters, and then it counts more rather than less. */
export function textWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** As much of a text as fits into that many columns; `…` ends one that is cut. */
export function cutToWidth(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (isPlain(text) && text.length <= columns) return text;
  let width = 0;
  let fitting = 0;
  let length = 0;
  for (const char of text) {
    width += charWidth(char);
    if (width > columns) return `${text.slice(0, fitting)}…`;
    length += char.length;
    // One column is left for the ellipsis, should more follow.
    if (width < columns) fitting = length;
  }
  return text;
}

function charWidth(char: string): number {
  if (char.length === 1 && char < '\u0300') return 1;
  return NONE.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
