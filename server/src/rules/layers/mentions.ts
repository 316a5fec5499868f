/** Finds any of some names as whole words of a text; names of variables only. */
export class Mentions {
  private readonly pattern: RegExp | null;

  constructor(names: Iterable<string>) {
    const plain = [...names].filter((name) => /^\w+$/.test(name));
    this.pattern = plain.length === 0 ? null : new RegExp(`(?<!\\w)(?:${plain.join('|')})(?!\\w)`);
  }

  in(text: string): boolean {
    return this.pattern?.test(text) ?? false;
  }
}

/** Names of the variables that a text refers to: `$NAME`, `${NAME:-x}`. */
export function referencedNames(text: string): string[] {
  return !text.includes('$') ? [] : [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1]!);
}
