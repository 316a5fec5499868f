import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import type { PackageManager } from '../packageManager.ts';

/** What a list of managers looks for, worked out once per list: most RUNs start one of them or none. */
interface Lookup {
  /** Finds a token of one of them. */
  readonly tokens: RegExp;
  /** Managers by the program names seen so far. */
  readonly byName: Map<string, readonly PackageManager[]>;
}

/** More program names than files in an editor have; then names are looked up anew. */
const MOST_NAMES = 2_000;

const lookups = new WeakMap<readonly PackageManager[], Lookup>();

/** Those of `managers` whose program a RUN starts, in their order. */
export function startedManagers(text: string, run: RunFact, managers: readonly PackageManager[]): readonly PackageManager[] {
  const { tokens, byName } = lookupOf(managers);
  if (!tokens.test(sliceSpan(text, run.instruction.span))) return [];
  const started: PackageManager[] = [];
  for (const { name } of run.commands) {
    if (name === null) continue;
    let named = byName.get(name);
    if (!named) {
      if (byName.size >= MOST_NAMES) byName.clear();
      byName.set(name, (named = managers.filter(({ program }) => program.test(name))));
    }
    for (const manager of named) if (!started.includes(manager)) started.push(manager);
  }
  return started.length < 2 ? started : managers.filter((manager) => started.includes(manager));
}

function lookupOf(managers: readonly PackageManager[]): Lookup {
  let lookup = lookups.get(managers);
  if (!lookup) {
    const tokens = [...new Set(managers.map(({ token }) => token))].map((token) => token.replace(/[^\w]/g, '\\$&'));
    lookups.set(managers, (lookup = { tokens: new RegExp(tokens.join('|') || '(?!)'), byName: new Map() }));
  }
  return lookup;
}
