import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { interpolate } from '../../../core/compose/interpolate.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { arrivingText } from '../../../core/compose/settings/arrivingText.ts';
import { passwordInside, secretKind, type SecretKind } from './secretValues.ts';

/** A literal secret that the text gives a variable. */
export interface WrittenSecret {
  readonly name: string;
  readonly kind: SecretKind;
  /** As the container gets it. Never to be shown. */
  readonly value: string;
  /** The value, or the whole `NAME=value` of a list. */
  readonly scalar: Scalar;
  /** The key that names it; null in a list. */
  readonly key: Scalar | null;
  /** True where the secret is only a part of the value, as in a URL. */
  readonly isPart: boolean;
  /** The first service that reads it. */
  readonly service: ComposeService;
}

/** Cheap: most variables have neither such a name nor such a value. */
const MENTIONS = /pass|secret|token|key|pwd|pat\b/i;
const VALUES = /:\/\/|-----BEGIN|password=|pwd=|\b(?:gh[pousr]_|github_pat_|gl(?:pat|rt|dt)-|xox[abposr]-|[sr]k[-_]|SG\.|npm_|hf_|dop_v1_|\d{8,10}:AA)/i;

/** Each place once, in the order of the services. A value with a variable in it is none: the secret is elsewhere, and so is what the variable's default is for. */
export function writtenSecrets(compose: ComposeModel): readonly WrittenSecret[] {
  const seen = new Set<Node>();
  const found: WrittenSecret[] = [];
  const add = (service: ComposeService, [name, written, scalar, key]: Entry, guesses: () => ReadonlySet<string>): void => {
    if (!MENTIONS.test(name) && !VALUES.test(written)) return;
    // Null for a value with a variable, one that has a default included: the environment may give another.
    const value = interpolate(written, () => null);
    const kind = value === null ? null : secretKind(name, value, guesses());
    if (value === null || kind === null) return;
    found.push({ name, kind, value, scalar, key, isPart: passwordInside(value) !== null, service });
  };
  for (const service of compose.services) {
    for (const layer of service.layersOf('environment')) {
      const holder = compose.resolve(layer);
      if (!holder || seen.has(holder)) continue;
      seen.add(holder);
      const entries = entriesOf(compose, holder);
      let known: ReadonlySet<string> | null = null;
      const guesses = () => (known ??= guessesFrom(service, entries));
      for (const entry of entries) {
        if (seen.has(entry[2])) continue;
        seen.add(entry[2]);
        add(service, entry, guesses);
      }
    }
  }
  return found;
}

type Entry = readonly [name: string, written: string, scalar: Scalar, key: Scalar | null];

/** Names and texts of `environment`, in either of its forms. */
function entriesOf(compose: ComposeModel, holder: Node): Entry[] {
  if (isMap(holder)) {
    return [...compose.entries(holder)].flatMap(([name, { pair }]): Entry[] => {
      const scalar = compose.resolve(pair.value);
      const text = isScalar(scalar) ? textOf(scalar) : null;
      return text === null ? [] : [[name, text, scalar as Scalar, isScalar(pair.key) ? pair.key : null]];
    });
  }
  if (!isSeq(holder)) return [];
  return holder.items.flatMap((written): Entry[] => {
    const item = compose.resolve(written as Node | null);
    const equals = isScalar(item) && typeof item.value === 'string' ? item.value.indexOf('=') : -1;
    if (!isScalar(item) || equals < 1) return [];
    const text = item.value as string;
    return [[text.slice(0, equals), text.slice(equals + 1), item, null]];
  });
}

/** A password that is the name of its user, database or service is tried first. */
function guessesFrom(service: ComposeService, entries: readonly Entry[]): ReadonlySet<string> {
  const names = entries.flatMap(([name, text]) => (MENTIONS.test(name) || text.length > 64 ? [] : [text.toLowerCase()]));
  return new Set([service.name.toLowerCase(), ...names]);
}

function textOf(scalar: Scalar): string | null {
  if (typeof scalar.value === 'string') return scalar.value;
  return scalar.source === undefined ? null : arrivingText(scalar.source).text;
}
