/** A place in a compose text that is filled in from the environment of whoever runs compose. */
export interface VariableReference {
  readonly name: string;
  /** What stands between the name and the closing brace: `:-default`; empty for a plain name. */
  readonly operation: string;
  /** From its `$`, in UTF-16 code units of the text. */
  readonly start: number;
  readonly end: number;
}

const REFERENCE = /\$(?:\$|\{([A-Za-z_]\w*)((?::?[-+?][^{}$]*)?)\}|([A-Za-z_]\w*))/g;

/**
 * The variables of a text as compose reads them (compose-spec, "Interpolation"): `$$` is a dollar, and `$1`, `$?` or `$(` are left alone. A reference
 * whose default holds braces or variables of its own is left out.
 */
export function variableReferences(text: string): readonly VariableReference[] {
  return [...text.matchAll(REFERENCE)].flatMap(({ 0: whole, 1: braced, 2: operation = '', 3: plain, index }) => {
    const name = braced ?? plain;
    return name === undefined ? [] : [{ name, operation, start: index, end: index + whole.length }];
  });
}
