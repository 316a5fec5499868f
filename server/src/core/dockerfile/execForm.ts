/** An element of a JSON array by offsets of the text given, quotes included. */
export interface ExecElement {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The elements of a JSON array of strings, with the offsets of each literal; null for anything else. BuildKit reads the rest
 * of an instruction with a strict JSON parser (parseJSON in frontend/dockerfile/parser/line_parsers.go) and falls back to shell form.
 */
export function execElements(text: string): readonly ExecElement[] | null {
  if (!text.trimEnd().endsWith(']')) return null;
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values)) return null;
  const elements: ExecElement[] = [];
  let at = 0;
  for (const value of values as unknown[]) {
    if (typeof value !== 'string') return null;
    const start = text.indexOf('"', at);
    at = endOfLiteral(text, start);
    elements.push({ value, start, end: at });
  }
  return elements;
}

function endOfLiteral(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
  }
  return text.length;
}
