import { interpolate, type Variables } from '../../core/compose/interpolate.ts';

/** Variables of an `.env` file; null where the value rests on an environment that is not known here. */
export type EnvFile = ReadonlyMap<string, string | null>;

/** More than any project sets. */
const MOST_VARIABLES = 10_000;

const NAME = /(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*([=:]|(?=\r?\n|$))[ \t]*/y;
const QUOTED = /'[^']*'|"(?:[^"\\]|\\[^])*"/y;

/**
 * Reads a file of variables as compose does (compose-spec, "env_file"; compose-go `dotenv`): `NAME=value` or `NAME: value`, an
 * `export` in front, comments after a space, `'…'` as it stands, `"…"` with escapes, variables filled in but in single quotes.
 * @param outer variables that values may name and that nobody set before them in this file
 */
export function readEnvFile(text: string, outer: Variables = () => undefined): EnvFile {
  const set = new Map<string, string | null>();
  const known: Variables = (name) => (set.has(name) ? set.get(name) : outer(name));
  const source = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < source.length && set.size < MOST_VARIABLES; ) {
    at = afterBlank(source, at);
    NAME.lastIndex = at;
    const found = source[at] === '#' ? null : NAME.exec(source);
    // A name alone hands on what the environment has.
    if (!found || found[2] === '') {
      at = endOfLine(source, at) + 1;
      continue;
    }
    QUOTED.lastIndex = NAME.lastIndex;
    const quoted = QUOTED.exec(source)?.[0];
    const end = quoted === undefined ? endOfLine(source, NAME.lastIndex) : QUOTED.lastIndex;
    set.set(found[1]!, quoted === undefined ? bareValue(source.slice(NAME.lastIndex, end), known) : quotedValue(quoted, known));
    at = endOfLine(source, end) + 1;
  }
  return set;
}

function bareValue(written: string, variables: Variables): string | null {
  return interpolate(written.replace(/(?:^|[ \t])#.*$/, '').trim(), variables);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$$' };

function quotedValue(written: string, variables: Variables): string | null {
  const inner = written.slice(1, -1);
  if (written.startsWith("'")) return inner;
  return interpolate(inner.replace(/\\([^])/g, (all, char: string) => ESCAPES[char] ?? all), variables);
}

function afterBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
