/**
 * Text of a compose file in a shape that people write: it has a service `web` and loads. The edits of `edits.compose.ts` are tried on it;
 * `refused` names those that cannot be made there, with words of the sentence that says why.
 */
export interface Shape {
  readonly name: string;
  readonly text: string;
  readonly refused?: Readonly<Record<string, RegExp>>;
}

/** The service that `web` waits for. */
export const db = '\n  db:\n    image: postgres:16\n';

export const BY_MERGE = /anchor `&/;

/** A shape whose text begins on the line below its name. */
export function shape(name: string, text: string, refused: Shape['refused'] = {}): Shape {
  return { name, text: text.replace(/^\n/, ''), refused };
}
