import type { ImageLayer } from '../timing/record.ts';

/** Characters of one instruction, and layers of one image: an image has 127 at the most, and instructions without one beside them. */
const MOST_TEXT = 200;
const MOST_LAYERS = 500;
/** A shorter value is part of any word, and no secret. */
const SHORTEST_VALUE = 3;

/**
 * Reads `docker history --format json --no-trunc --human=false`: newest first. The image tells the values of its build arguments, which
 * are left out here: they may be secrets, and this is kept.
 */
export function readLayers(printed: string): ImageLayer[] {
  const entries = printed.split('\n').slice(0, MOST_LAYERS).flatMap(readEntry);
  const args = new Map<string, string>();
  // Oldest first: an argument counts for the instructions after it.
  const layers = entries.toReversed().map(({ bytes, createdBy }): ImageLayer => ({ bytes, createdBy: shorten(withoutValues(createdBy, args)) }));
  return layers.reverse();
}

function readEntry(line: string): { readonly bytes: number; readonly createdBy: string }[] {
  try {
    const { CreatedBy, Size } = JSON.parse(line) as { CreatedBy?: unknown; Size?: unknown };
    const bytes = Number(Size);
    return typeof CreatedBy === 'string' && Number.isFinite(bytes) && bytes >= 0 ? [{ bytes, createdBy: CreatedBy }] : [];
  } catch {
    return [];
  }
}

function withoutValues(createdBy: string, args: Map<string, string>): string {
  const text = createdBy.replace(/ ?# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\) +/, '');
  const [, keyword = '', rest = ''] = /^([A-Z]+) ([^]*)$/.exec(text) ?? [];
  if (keyword === 'ARG') {
    const at = rest.indexOf('=');
    if (at > 0) args.set(rest.slice(0, at), rest.slice(at + 1));
    return `ARG ${at > 0 ? rest.slice(0, at) : rest}`;
  }
  if (keyword === 'ENV' || keyword === 'LABEL') return `${keyword} ${rest.split('=', 1)[0]!}`;
  if (keyword === 'RUN') return `RUN ${withNames(runCommand(rest, args) ?? '…', args)}`;
  // As the engine wrote it before BuildKit did.
  if (keyword === '' && text.startsWith('|')) return `RUN ${withNames(runCommand(text, args) ?? '…', args)}`;
  return withNames(text, args);
}

/** `|2 A=x B=y z /bin/sh -c make`: what follows as many arguments as the number says. Null where those are not the ones that are known. */
function runCommand(text: string, args: ReadonlyMap<string, string>): string | null {
  const count = /^\|(\d+) /.exec(text);
  if (!count) return withoutShell(text);
  let left = text.slice(count[0].length);
  for (let argument = Number(count[1]); argument > 0; argument--) {
    const name = left.split('=', 1)[0]!;
    const given = `${name}=${args.get(name) ?? ''} `;
    if (!args.has(name) || !left.startsWith(given)) return null;
    left = left.slice(given.length);
  }
  return withoutShell(left);
}

function withoutShell(command: string): string {
  return command.replace(/^\/bin\/sh -c /, '');
}

function withNames(text: string, args: ReadonlyMap<string, string>): string {
  let named = text;
  for (const [name, value] of args) if (value.length >= SHORTEST_VALUE && named.includes(value)) named = named.replaceAll(value, () => `$${name}`);
  return named;
}

function shorten(text: string): string {
  const line = text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT - 1)}…` : line;
}
