import type { Paint, Style } from '../report/text.ts';

/** What is written to may be drawn on, and knows colours. */
export interface OutputStream {
  readonly isTTY?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A dumb terminal knows no cursor. */
export function isTerminal(stream: OutputStream, environment: Environment): boolean {
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

/**
 * no-color.org: any value of NO_COLOR but an empty one counts. FORCE_COLOR is stronger, as in Node: `0` and `false` forbid colours, any other value
 * (an empty one too) asks for them wherever the output goes, as logs of CI services show them.
 */
export function hasColours(stream: OutputStream, environment: Environment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal(stream, environment) && !environment['NO_COLOR'];
}

/** Select Graphic Rendition (ECMA-48, 8.3.117): what turns a style on, and what turns it off again. */
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  red: [31, 39], yellow: [33, 39], cyan: [36, 39], green: [32, 39], gray: [90, 39], bold: [1, 22],
};

const PLAIN: Paint = (_, text) => text;

/** Not Node's styleText, which asks standard output by itself whether it wants colours. Returns texts as they are where there are none. */
export function painter({ hasColours: isColoured }: { readonly hasColours: boolean }): Paint {
  if (!isColoured) return PLAIN;
  return (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
}
