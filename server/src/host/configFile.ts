import { isObject } from '../core/collections/objects.ts';
import { dominantEol } from '../core/text/edits.ts';
import { applyEdits as applyJsonEdits, modify, parse, type ParseError } from 'jsonc-parser';

export const CONFIG_FILE = 'drydock.json';

/** Reads drydock.json, comments and trailing commas allowed. */
export function parseConfigText(text: string): { readonly value: unknown; readonly problem: string | null } {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  return { value, problem: errors.length > 0 ? 'The file is not valid JSON; what could be read counts.' : null };
}

/** The text of drydock.json with one rule switched off, everything else left as it is; null where the file cannot be read safely. */
export function switchRuleOff(text: string | null, rule: string): string | null {
  const current = text?.trim() ? text : '{}\n';
  const { value, problem } = parseConfigText(current);
  if (problem || !isObject(value)) return null;
  const rules = Object.hasOwn(value, 'rules') ? value['rules'] : {};
  // What is no object has no place for a rule: a person must mend it first.
  if (!isObject(rules)) return null;
  const path = Object.hasOwn(rules, rule) && isObject(rules[rule]) ? ['rules', rule, 'severity'] : ['rules', rule];
  const mark = current.startsWith('\uFEFF') ? '\uFEFF' : '';
  const json = current.slice(mark.length);
  const eol = dominantEol(json);
  return mark + applyJsonEdits(json, modify(json, path, 'off', { formattingOptions: { insertSpaces: true, tabSize: 2, eol } }));
}
