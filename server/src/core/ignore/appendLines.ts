import { dominantEol, type TextEdit } from '../text/edits.ts';

/**
 * The edit that adds lines at the end of an ignore file, where they have the last word. Its line ends are kept, and a file without one at its
 * end stays one.
 */
export function appendLines(text: string, lines: readonly string[], { gap = false }: { readonly gap?: boolean } = {}): TextEdit {
  const eol = dominantEol(text);
  const isEmpty = text === '' || text === '\uFEFF';
  const isOpen = !isEmpty && !text.endsWith('\n');
  const before = isEmpty ? '' : (isOpen ? eol : '') + (gap ? eol : '');
  return { span: { start: text.length, end: text.length }, text: `${before}${lines.join(eol)}${isOpen ? '' : eol}` };
}
