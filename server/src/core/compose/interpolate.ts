/** Nested defaults deeper than this are no file that a person wrote. */
const DEEPEST = 16;

/** Linux hands no program a longer variable (`MAX_ARG_STRLEN`): values that double each other grow without end. */
const LONGEST = 131_072;

/** A variable's value; null where it is set to something that is not known here, undefined where nobody sets it. */
export type Variables = (name: string) => string | null | undefined;

const NOTHING_SET: Variables = () => undefined;

/**
 * Fills in compose variables (compose-spec, "Interpolation"): `$NAME` and `${NAME}`, `:-` and `-` with a default, `:+` and `+` with an
 * alternative, `:?` and `?` that must be set; `$$` is a dollar. Null where a variable is set nowhere and has no default: its value
 * lives in an environment that no file tells. One that has a default gets it, as if the environment set nothing.
 */
export function interpolate(text: string, variables: Variables = NOTHING_SET): string | null {
  return text.includes('$') ? fill(text, variables, 0) : text;
}

function fill(text: string, variables: Variables, depth: number): string | null {
  if (depth > DEEPEST) return null;
  let result = '';
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    result += text.slice(at, dollar);
    const next = text[dollar + 1];
    if (next === '$') {
      result += '$';
      at = dollar + 2;
      continue;
    }
    const end = next === '{' ? closingBrace(text, dollar + 2) : -1;
    const name = /^[A-Za-z_]\w*/.exec(text.slice(dollar + (next === '{' ? 2 : 1), dollar + 258))?.[0];
    if (name === undefined || (next === '{' && end === -1)) return null;
    at = next === '{' ? end + 1 : dollar + 1 + name.length;
    const operation = next === '{' ? text.slice(dollar + 2 + name.length, end) : '';
    const value = valueOf(variables(name), operation, variables, depth);
    if (value === null || result.length + value.length > LONGEST) return null;
    result += value;
  }
  return result + text.slice(at);
}

/** @param operation what stands between the name and the closing brace */
function valueOf(value: string | null | undefined, operation: string, variables: Variables, depth: number): string | null {
  if (operation === '') return value ?? null;
  const [, colon, sign, word] = /^(:?)([-+?])([^]*)$/.exec(operation) ?? [];
  if (value === null || sign === undefined) return null;
  const isThere = value !== undefined && !(colon && value === '');
  if (sign === '-') return isThere ? value : fill(word!, variables, depth + 1);
  if (sign === '?') return isThere ? value : null;
  // Nobody sets it in a file: the environment still may, and then it is the alternative.
  if (value === undefined) return null;
  return isThere ? fill(word!, variables, depth + 1) : '';
}

function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '$' && text[at + 1] === '{') open++;
  }
  return -1;
}
