import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { VariableReference } from '../../../core/compose/variableReferences.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { environmentOfService } from '../../../core/compose/settings/environment.ts';

/** What compose makes of a variable in a healthcheck that the container knows as well. */
export type Mistake =
  /** The script sets it itself. */
  | { readonly kind: 'script' }
  /** No file sets it: nothing is left of it. */
  | { readonly kind: 'unset' }
  /** Compose fills in something else than the container has. */
  | { readonly kind: 'differs' };

/** Where variables stand in a text, with what lies between them. */
export interface Pieces {
  readonly text: string;
  readonly references: readonly VariableReference[];
}

/**
 * Whether compose fills in something else than the container would, for sure; null where it may be the same, or where nobody can tell.
 * @param expanded the whole text as compose hands it on; `UNKNOWN` where a variable of it is set nowhere
 */
export function mistakeOf(index: number, pieces: Pieces, expanded: string | typeof UNKNOWN, service: ProjectService): Mistake | null {
  const { name, operation } = pieces.references[index]!;
  if (isSetInScript(name, pieces.text)) return { kind: 'script' };
  const container = environmentOfService(service).values.get(name);
  // A bare name, or a value that rests on the same unknown: the host has it, and both are the same.
  if (typeof container !== 'string') return null;
  if (expanded === UNKNOWN) return operation === '' && container !== '' && !hasLoneDollar(pieces.text) ? { kind: 'unset' } : null;
  const host = filledIn(pieces, expanded)?.[index];
  return host === undefined || host === container ? null : { kind: 'differs' };
}

/** `name=…`, `for name in`, `read name`: the shell's own variable, whoever else has one of that name. */
function isSetInScript(name: string, text: string): boolean {
  return new RegExp(`(?:^|[\\s;&|({])(?:(?:export\\s+|local\\s+)?${name}=|for\\s+${name}\\s+in\\b|read\\s+(?:-\\w+\\s+)*${name}\\b)`).test(text);
}

/** True where the container gets a variable of that name from the host, with a default perhaps: `NAME: ${NAME:-app}`. */
export function isHandedOn(name: string, environment: unknown): boolean {
  const texts = Array.isArray(environment) ? environment : isPlainMap(environment) ? Object.entries(environment).map(([key, value]) => `${key}=${typeof value === 'string' ? value : ''}`) : [];
  return texts.some((text) => typeof text === 'string' && text.startsWith(`${name}=`) && variablesOf(text).has(name));
}

function variablesOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!));
}

/** A `$` that compose leaves alone makes the whole text unknown, even where all its variables are set. */
function hasLoneDollar(text: string): boolean {
  return /\$(?![A-Za-z_{])/.test(text.replaceAll('$$', ''));
}

/** What stands in place of each reference; null where the texts do not fit. */
function filledIn({ text, references }: Pieces, expanded: string): readonly string[] | null {
  const unescape = (piece: string): string => piece.replaceAll('$$', '$');
  const values: string[] = [];
  const first = unescape(text.slice(0, references[0]!.start));
  if (!expanded.startsWith(first)) return null;
  let at = first.length;
  for (const [index, { end }] of references.entries()) {
    const next = unescape(text.slice(end, references[index + 1]?.start));
    const isLast = index === references.length - 1;
    const found = isLast ? expanded.length - next.length : next === '' ? -1 : expanded.indexOf(next, at);
    if (found < at || !expanded.startsWith(next, found)) return null;
    values.push(expanded.slice(at, found));
    at = found + next.length;
  }
  return values;
}
