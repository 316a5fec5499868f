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
  if (problem || typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const setting = (value as { rules?: Record<string, unknown> }).rules?.[rule];
  const path = typeof setting === 'object' && setting !== null ? ['rules', rule, 'severity'] : ['rules', rule];
  const edits = modify(current, path, 'off', { formattingOptions: { insertSpaces: true, tabSize: 2 } });
  return applyJsonEdits(current, edits);
}
