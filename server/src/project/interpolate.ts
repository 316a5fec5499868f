/** Nested defaults deeper than this are no file that a person wrote. */
const DEEPEST = 16;

/**
 * Fills in compose variables (compose-spec, "Interpolation") as they are with nothing set: `${NAME:-text}` and
 * `${NAME-text}` give their default, `$$` a dollar. Null where a variable has no default here: its value lives in
 * an environment that the file does not know.
 */
export function interpolate(text: string): string | null {
  return text.includes('$') ? fill(text, 0) : text;
}

function fill(text: string, depth: number): string | null {
  if (depth > DEEPEST) return null;
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char !== '$') {
      result += char;
      continue;
    }
    const next = text[at + 1];
    if (next === '$') {
      result += '$';
      at++;
      continue;
    }
    if (next !== '{') return null;
    const end = closingBrace(text, at + 2);
    if (end === -1) return null;
    const choice = /^[A-Za-z_][A-Za-z0-9_]*:?-/.exec(text.slice(at + 2, Math.min(end, at + 258)));
    if (!choice) return null;
    const value = fill(text.slice(at + 2 + choice[0].length, end), depth + 1);
    if (value === null) return null;
    result += value;
    at = end;
  }
  return result;
}

function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '$' && text[at + 1] === '{') open++;
  }
  return -1;
}
