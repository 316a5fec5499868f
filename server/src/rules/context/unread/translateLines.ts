import type { IgnoreFileModel } from '../../../core/ignore/model.ts';
import { contextPart } from '../contextWords.ts';

export type Translation = { readonly ok: true; readonly lines: readonly string[] } | { readonly ok: false; readonly why: string };

/**
 * The lines of an ignore file as they have to be written for a build context further up: patterns get the folder in front, comments and
 * empty lines stay.
 * @param folder the file's folder, relative to that context
 */
export function translateLines({ text, patterns }: IgnoreFileModel, folder: string): Translation {
  if (/[*?[\]\\]|^[!#\s]|\s$/.test(folder)) return { ok: false, why: `the folder ${contextPart(folder)} has a name that a pattern cannot spell` };
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  for (const { line, pattern, raw, negated, invalid } of patterns) {
    if (invalid !== null) return { ok: false, why: `Docker refuses its line ${line + 1}` };
    if (pattern === '.' || pattern === '/' || pattern.split('/').includes('..')) return { ok: false, why: `its line ${line + 1} matches nothing` };
    lines[line] = `${negated ? '!' : ''}${folder}/${pattern}${raw.endsWith('/') ? '/' : ''}`;
  }
  return { ok: true, lines };
}
