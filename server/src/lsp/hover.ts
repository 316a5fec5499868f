import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';
import { explainAt } from '../explain/explainAt.ts';
import { toRange } from './convert.ts';
import type { CheckedVersion } from './document.ts';

/** What Drydock knows of the words under the pointer; null where others explain them, or nothing is known. */
export function hover({ source, project }: CheckedVersion, position: Position): Hover | null {
  if (source.skipReason) return null;
  const found = explainAt(source, source.lines.offsetAt(position), project);
  return found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(found.span, source.lines) };
}
