import type { PhysicalLines } from './physicalLines.ts';
import { skipSpace } from './logicalText.ts';

export interface Directives {
  readonly escape: '\\' | '`';
  /** Lines at the top that hold directives. */
  readonly lineCount: number;
  /** Offset of the line after the last directive; after the byte order mark where there is none. */
  readonly after: number;
  /** False where BuildKit refuses the file: a directive given twice, an escape character that is none. */
  readonly isValid: boolean;
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;
const KNOWN = new Set(['syntax', 'escape', 'check']);

/**
 * Reads the parser directives: `syntax`, `escape` and `check`, on the first lines only; the first line that is anything
 * else, a blank one or another comment included, ends them (BuildKit: frontend/dockerfile/parser/directives.go).
 */
export function readDirectives(text: string, lines: PhysicalLines): Directives {
  const seen = new Set<string>();
  let escape: '\\' | '`' = '\\';
  let isValid = true;
  let line = 0;
  for (; line < lines.count; line++) {
    const start = skipSpace(text, lines.start(line), lines.end(line));
    if (text.charCodeAt(start) !== 35) break;
    const match = DIRECTIVE.exec(text.slice(start, lines.end(line)));
    const name = match?.[1]?.toLowerCase();
    if (!match || name === undefined || !KNOWN.has(name)) break;
    const value = match[2]!.trim();
    if (seen.has(name)) isValid = false;
    seen.add(name);
    if (name !== 'escape') continue;
    if (value === '\\' || value === '`') escape = value;
    else isValid = false;
  }
  return { escape, lineCount: line, after: line === 0 ? (lines.start(0) === 1 ? 1 : 0) : lines.start(line), isValid };
}
