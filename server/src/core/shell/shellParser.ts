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

/** The longest script that is read: a thousand lines, twice what people put into one RUN. */
const MAX_SCRIPT = 64 * 1024;
/** A long honest script takes about 10 ms; error recovery on a hostile one can take minutes. */
const MAX_MILLISECONDS = 150;
const MAX_ENTRIES = 4000;
const MAX_REMEMBERED = 4 * 1024 * 1024;
const NOTHING: ParsedScript = { commands: [], scope: { kind: 'script', parent: null }, isComplete: false };

let runtime: Promise<void> | undefined;

/**
 * @throws when the wasm files are not those of web-tree-sitter and tree-sitter-bash
 */
export async function createShellParser(wasm: ShellGrammar): Promise<ShellParser> {
  runtime ??= Parser.init({ wasmBinary: wasm.runtime });
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  return new RememberingParser(parser);
}

class RememberingParser implements ShellParser {
  private readonly remembered = new Map<string, ParsedScript>();
  private size = 0;

  constructor(private readonly parser: Parser) {}

  parse(script: string): ParsedScript {
    if (script.length > MAX_SCRIPT) return NOTHING;
    const known = this.remembered.get(script);
    if (known) {
      this.remembered.delete(script);
      this.remembered.set(script, known);
      return known;
    }
    const parsed = this.read(script);
    this.remember(script, parsed);
    return parsed;
  }

  private read(script: string): ParsedScript {
    const started = performance.now();
    let tree = null;
    try {
      tree = this.parser.parse(script, null, { progressCallback: () => performance.now() - started > MAX_MILLISECONDS });
      return tree ? treeCommands(tree.rootNode, script) : NOTHING;
    } catch {
      return NOTHING;
    } finally {
      tree?.delete();
      // A parse that was stopped would otherwise go on with the next script.
      this.parser.reset();
    }
  }

  private remember(script: string, parsed: ParsedScript): void {
    this.remembered.set(script, parsed);
    this.size += script.length;
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= MAX_ENTRIES && this.size <= MAX_REMEMBERED) break;
      this.remembered.delete(oldest);
      this.size -= oldest.length;
    }
  }
}
