import { Language, Parser } from 'web-tree-sitter';
import type { ParsedScript } from './parsedScript.ts';
import { treeCommands } from './treeCommands.ts';

/** Reads shell scripts; never throws, and remembers what it read. */
export interface ShellParser {
  /** Commands with offsets of `script`; incomplete where the script is not understood, too long or takes too long. */
  parse(script: string): ParsedScript;
}

export interface ShellGrammar {
  /** `web-tree-sitter.wasm` */
  readonly runtime: Uint8Array;
  /** `tree-sitter-bash.wasm` */
  readonly grammar: Uint8Array;
}

/** The longest script that is read, some 800 lines. */
const MAX_SCRIPT = 32 * 1024;
/** Milliseconds. An honest script takes about 1 per thousand characters; recovery from errors in a hostile one can take minutes. */
const MAX_TIME = 150;
const MAX_TIME_PER_CHARACTER = 0.015;
/** Where one command holds more of these, the grammar's ambiguities multiply and a single step takes seconds. */
const MAX_OPERATORS = 256;
/** Scripts, and their characters, that are remembered at most. */
const MAX_ENTRIES = 4000;
const MAX_REMEMBERED = 4 * 1024 * 1024;
const NOTHING: ParsedScript = { commands: [], scope: { kind: 'script', parent: null }, isComplete: false };

let runtime: Promise<void> | undefined;

/** Both in milliseconds, from any start. */
export interface Clocks {
  /** The time, which costs next to nothing to ask. */
  now(): number;
  /** What this process has worked: by it, what is read does not depend on what else the machine does. */
  worked(): number;
}

const WALL: Clocks = { now: () => performance.now(), worked: () => performance.now() };

/**
 * @throws when the wasm files are not those of web-tree-sitter and tree-sitter-bash
 */
export async function createShellParser(wasm: ShellGrammar, clocks: Clocks = WALL): Promise<ShellParser> {
  runtime ??= Parser.init({ wasmBinary: wasm.runtime });
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  return new RememberingParser(parser, clocks);
}

class RememberingParser implements ShellParser {
  /** What was asked for lately, and what was before that: the older half goes as a whole, since Maps are slow to lose their first entry. */
  private recent = new Map<string, ParsedScript>();
  private older: ReadonlyMap<string, ParsedScript> = new Map();
  private recentSize = 0;

  constructor(
    private readonly parser: Parser,
    private readonly clocks: Clocks,
  ) {}

  parse(script: string): ParsedScript {
    if (script.length > MAX_SCRIPT) return NOTHING;
    const known = this.recent.get(script);
    if (known) return known;
    const parsed = this.older.get(script) ?? this.read(script);
    this.remember(script, parsed);
    return parsed;
  }

  private read(script: string): ParsedScript {
    if (isOverloaded(script)) return NOTHING;
    const isOver = timeLimit(MAX_TIME + script.length * MAX_TIME_PER_CHARACTER, this.clocks);
    try {
      const tree = this.parser.parse(script, null, { progressCallback: isOver });
      if (!tree) {
        // A parse that was stopped would otherwise go on with the next script.
        this.parser.reset();
        return NOTHING;
      }
      try {
        return treeCommands(tree.rootNode, script);
      } finally {
        tree.delete();
      }
    } catch {
      return NOTHING;
    }
  }

  private remember(script: string, parsed: ParsedScript): void {
    if (this.recent.size >= MAX_ENTRIES / 2 || this.recentSize + script.length > MAX_REMEMBERED / 2) {
      this.older = this.recent;
      this.recent = new Map();
      this.recentSize = 0;
    }
    this.recent.set(script, parsed);
    this.recentSize += script.length;
  }
}

/** Asks for the work only when half of the limit has passed: the system takes longer to tell it than most scripts take to be read. */
function timeLimit(limit: number, { now, worked }: Clocks): () => boolean {
  const started = now();
  let end: number | null = null;
  return () => {
    if (end === null && now() - started < limit / 2) return false;
    end ??= worked() + limit / 2;
    return worked() > end;
  };
}

/** True where more operators than any person writes stand between two separators, quoted text left out. */
function isOverloaded(script: string): boolean {
  if (script.length <= MAX_OPERATORS) return false;
  let count = 0;
  for (const [piece] of script.matchAll(/'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[;\n]|&&|[|<>`(){}&]/g)) {
    if (piece === ';' || piece === '\n' || piece === '&&') count = 0;
    else if (piece.length === 1 && ++count > MAX_OPERATORS) return true;
  }
  return false;
}
