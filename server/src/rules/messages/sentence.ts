import { BUILD_TOOLS, PACKAGE_MANAGERS } from '../cache/packageManagers.ts';

/** Programs that reasons begin with and that are no entries of the table. */
const PROGRAMS = ['doas', 'dotnet', 'gosu', 'msw', 'runuser', 'setpriv', 'su', 'sudo'];

/** What is written in small letters even at the start of a sentence. */
const NAMES: ReadonlySet<string> = new Set([...PACKAGE_MANAGERS.map(({ id }) => id), ...BUILD_TOOLS.map(({ label }) => label), ...PROGRAMS]);

/** A reason as a sentence for people; what starts it as a name or as code (`package.json …`, `npm runs …`) keeps its case. */
export function sentence(reason: string): string {
  const word = /^[a-z]+(?=[ ,']|$)/.exec(reason)?.[0];
  return `${word === undefined || NAMES.has(word) ? reason : word[0]!.toUpperCase() + reason.slice(1)}.`;
}
