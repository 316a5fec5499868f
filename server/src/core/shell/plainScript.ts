import type { Connector } from './command.ts';
import { skipBlanks } from './continuation.ts';
import type { ParsedAssignment, ParsedCommand, ParsedScript, ParsedWord, Scope } from './parsedScript.ts';

/** Longer scripts are for the grammar, which knows when to give up. */
const LONGEST = 8_000;

/** Words that open a construct, or whose operands the grammar reads in its own way. */
const KEYWORDS = new Set([
  'if', 'then', 'else', 'elif', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'esac', 'in', 'function', 'select', 'coproc', 'time',
  'declare', 'typeset', 'export', 'readonly', 'local', 'unset', 'unsetenv',
]);

/**
 * A word of a command: plain characters, variables by name, and quotes that hold no more than these. A variable's name is taken whole, so that
 * an open quote fails at once.
 */
const WORD = /(?:[\w./:@%+,=*~^?-]|\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\}|'[^'\n]*'|"(?:[^"$`\\\n]|\$[A-Za-z_]\w*(?!\w)|\$\{[A-Za-z_]\w*\})*")+/y;
const NAME = /^[\w./][\w./+-]*$/;
/** Its value is of one piece: of several, the grammar makes words of their own. */
const ASSIGNMENT = /^(?!_=)([A-Za-z_]\w*)=(?:[\w./:@%+,-]+|'[^']*'|"[^"]*")$/;
const SEPARATOR = /&&|\|\||;(?!;)/y;

/**
 * Reads a script that is no more than simple commands between `&&`, `||` and `;`, as most are, without the grammar: what comes out is what
 * the grammar says.
 * @returns null for anything else
 */
export function plainScript(script: string): ParsedScript | null {
  return script.length > LONGEST ? null : new PlainReader(script).read();
}

class PlainReader {
  private readonly scope: Scope = { kind: 'script', parent: null };
  private readonly commands: ParsedCommand[] = [];
  private at = 0;

  constructor(private readonly script: string) {}

  read(): ParsedScript | null {
    const { script, scope, commands } = this;
    let connector: Connector | null = null;
    this.skipBlanks();
    while (this.at < script.length) {
      if (!this.command(connector)) return null;
      if (this.at === script.length) return { commands, scope, isComplete: true };
      const separator = this.take(SEPARATOR);
      if (separator === '') return null;
      connector = separator as Connector;
      this.skipBlanks();
    }
    // Only `;` may end a script.
    return connector === null || connector === ';' ? { commands, scope, isComplete: true } : null;
  }

  /** Takes one command and the blanks behind it; false where there is none, or one that is not plain. */
  private command(connector: Connector | null): boolean {
    const start = this.at;
    const words: ParsedWord[] = [];
    const assignments: ParsedAssignment[] = [];
    let end = start;
    for (;;) {
      const word = this.take(WORD);
      if (word === '') break;
      // The grammar knows `==` and `=~`.
      if (word.startsWith('=')) return false;
      const from = this.at - word.length;
      end = this.at;
      if (words.length > 0) words.push({ start: from, end });
      else {
        const name = word.includes('=') ? ASSIGNMENT.exec(word)?.[1] : undefined;
        if (name !== undefined) assignments.push({ start: from, end, name, valueStart: from + name.length + 1, isPartial: false });
        else if (!NAME.test(word) || KEYWORDS.has(word)) return false;
        else words.push({ start: from, end });
      }
      this.skipBlanks();
    }
    if (words.length + assignments.length === 0) return false;
    const isAlternative = connector === '||';
    const scope: Scope = isAlternative ? { kind: 'branch', parent: this.scope } : this.scope;
    this.commands.push({ start, end, words, assignments, redirects: [], connector, isConditional: isAlternative, isNegated: false, scope });
    return true;
  }

  private skipBlanks(): void {
    this.at = skipBlanks(this.script, this.at);
  }

  private take(pattern: RegExp): string {
    const from = this.at;
    pattern.lastIndex = from;
    // Asked for every word: `exec` would make a list for each.
    if (!pattern.test(this.script)) return '';
    this.at = pattern.lastIndex;
    return this.script.slice(from, this.at);
  }
}
