import { applyEdits as applyJsonEdits, modify } from 'jsonc-parser';
import { isObject } from '../core/collections/objects.ts';
import { dominantEol } from '../core/text/edits.ts';
import { ConfigText } from './configText.ts';

export const CONFIG_FILE = 'drydock.json';

/** Where people without a drydock.json may keep their settings, and under which key. */
export const MANIFEST = 'package.json';
export const MANIFEST_KEY = 'drydock';

/**
 * The text of a file of settings with one rule switched off, everything else left as it is; null where the file cannot be read safely.
 * @param prefix where in the file our settings are
 */
export function switchRuleOff(text: string | null, rule: string, prefix: readonly string[] = []): string | null {
  const current = text?.trim() ? text : '{}\n';
  const { value: whole, mistake } = new ConfigText(current);
  if (mistake) return null;
  const value = prefix.reduce<unknown>((found, key) => own(found, key), whole);
  if (!isObject(value)) return null;
  const rules = Object.hasOwn(value, 'rules') ? value['rules'] : {};
  // What is no object has no place for a rule: a person must mend it first.
  if (!isObject(rules)) return null;
  const path = Object.hasOwn(rules, rule) && isObject(rules[rule]) ? ['rules', rule, 'severity'] : ['rules', rule];
  const mark = current.startsWith('\uFEFF') ? '\uFEFF' : '';
  const json = current.slice(mark.length);
  const eol = dominantEol(json);
  return mark + applyJsonEdits(json, modify(json, [...prefix, ...path], 'off', { formattingOptions: { insertSpaces: true, tabSize: 2, eol } }));
}

function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
