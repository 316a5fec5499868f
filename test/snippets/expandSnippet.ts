/**
 * Expands the part of VS Code's snippet syntax that our snippets use: tab stops, placeholders (nested and mirrored),
 * choices and the escapes `\$`, `\}` and `\\`. Anything else that starts with `$` is refused, because it would be a
 * variable of the editor: an unescaped `$TARGETARCH` would vanish from the inserted text.
 * Syntax: https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax
 */
type Part = string | { readonly stop: number; readonly options: readonly (readonly Part[])[] };

export interface Expansion {
  readonly text: string;
  readonly stops: readonly number[];
}

/** One expansion per option of the longest choice list, so that every option is seen once; the first takes all defaults. */
export function expandAll(body: readonly string[]): Expansion[] {
  const parts = parse(body.join('\n'));
  const defaults = new Map<number, readonly (readonly Part[])[]>();
  collect(parts, defaults);
  const rounds = Math.max(1, ...[...defaults.values()].map((options) => options.length));
  const stops = [...defaults.keys()].sort((a, b) => a - b);
  return Array.from({ length: rounds }, (_, round) => ({ text: render(parts, defaults, round), stops }));
}

function collect(parts: readonly Part[], found: Map<number, readonly (readonly Part[])[]>): void {
  for (const part of parts) {
    if (typeof part === 'string') continue;
    const known = found.get(part.stop);
    if (part.options.length > 0 && known && known.length > 0 && JSON.stringify(known) !== JSON.stringify(part.options)) {
      throw new Error(`tab stop ${part.stop} has two different defaults`);
    }
    if (!known || known.length === 0) found.set(part.stop, part.options);
    for (const option of part.options) collect(option, found);
  }
}

function render(parts: readonly Part[], defaults: ReadonlyMap<number, readonly (readonly Part[])[]>, round: number): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const options = defaults.get(part.stop) ?? [];
      return render(options[Math.min(round, options.length - 1)] ?? [], defaults, round);
    })
    .join('');
}

function parse(text: string): Part[] {
  let at = 0;

  function parts(ends: string): Part[] {
    const found: Part[] = [];
    let plain = '';
    while (at < text.length && !ends.includes(text.charAt(at))) {
      if (text[at] === '\\' && '$}\\|,'.includes(text.charAt(at + 1)) && at + 1 < text.length) {
        plain += text.charAt(at + 1);
        at += 2;
      } else if (text[at] === '$') {
        if (plain) found.push(plain);
        plain = '';
        found.push(tabStop());
      } else {
        plain += text.charAt(at);
        at += 1;
      }
    }
    if (plain) found.push(plain);
    return found;
  }

  function tabStop(): Part {
    const simple = /^\$(\d+)/.exec(text.slice(at, at + 8));
    if (simple) {
      at += simple[0].length;
      return { stop: Number(simple[1]), options: [] };
    }
    const open = /^\$\{(\d+)([:|}])/.exec(text.slice(at, at + 8));
    if (!open) throw new Error(`not a tab stop: ${text.slice(at, at + 30)}`);
    at += open[0].length;
    const options: Part[][] = [];
    if (open[2] === ':') {
      options.push(parts('}'));
      expect('}');
    } else if (open[2] === '|') {
      do options.push(parts(',|'));
      while (text[at] === ',' && at++ < text.length);
      expect('|');
      expect('}');
    }
    return { stop: Number(open[1]), options };
  }

  function expect(character: string): void {
    if (text[at] !== character) throw new Error(`${character} is missing at: ${text.slice(Math.max(0, at - 20), at + 10)}`);
    at += 1;
  }

  return parts('');
}
