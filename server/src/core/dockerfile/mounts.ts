import type { Flag, Mount } from './model.ts';

const ALIASES = new Map([
  ['dst', 'target'],
  ['destination', 'target'],
  ['src', 'source'],
  ['ro', 'readonly'],
  ['rw', 'readwrite'],
]);
const VALUELESS = new Set(['readonly', 'readwrite', 'required']);

/**
 * Parses `--mount` as BuildKit does (frontend/dockerfile/instructions/commands_runmount.go, parseMount): fields by RFC 4180, keys
 * without regard to case, `bind` where no type is given. Unknown keys are kept. The last of equal keys wins.
 * @param written the flag's value as the file has it, quotes included
 */
export function parseMount(flag: Flag, written: string): Mount {
  const value = flag.value ?? '';
  let options = readOptions(csvFields(value));
  // BuildKit drops quotes before it reads the fields, so `"target=/a,b"` fails to build; what was meant is plain all the same.
  if (written.includes('"') && hasStrayField(options)) {
    const asWritten = readOptions(csvFields(written));
    if (!hasStrayField(asWritten)) options = asWritten;
  }
  const type = options.get('type');
  return { flag, type: typeof type === 'string' ? type.toLowerCase() : 'bind', options };
}

function readOptions(fields: readonly string[]): Map<string, string | true> {
  const options = new Map<string, string | true>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
    if (key !== '') options.set(ALIASES.get(key) ?? key, equals === -1 ? true : field.slice(equals + 1));
  }
  return options;
}

function hasStrayField(options: ReadonlyMap<string, string | true>): boolean {
  for (const [key, value] of options) if (value === true && !VALUELESS.has(key)) return true;
  return false;
}

/** One RFC 4180 record. A quote inside an unquoted field, or one that never closes, counts as text. */
export function csvFields(record: string): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = record[at] === '"' ? quotedField(record, at) : null;
    if (quoted) {
      fields.push(quoted.value);
      at = quoted.end;
    } else {
      const comma = record.indexOf(',', at);
      const end = comma === -1 ? record.length : comma;
      fields.push(record.slice(at, end));
      at = end;
    }
    if (at >= record.length) return fields;
    at++;
  }
}

function quotedField(record: string, start: number): { value: string; end: number } | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = record.indexOf('"', from);
    if (quote === -1) return null;
    value += record.slice(from, quote);
    if (record[quote + 1] === '"') {
      value += '"';
      from = quote + 2;
      continue;
    }
    const end = quote + 1;
    return end === record.length || record[end] === ',' ? { value, end } : null;
  }
}
