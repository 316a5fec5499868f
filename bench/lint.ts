import { DockerfileParser } from 'dockerfile-ast';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { parseAllDocuments } from 'yaml';
import { resolveConfig } from '../server/src/core/engine/config.ts';
import { SourceDocument } from '../server/src/core/engine/document.ts';
import { lint } from '../server/src/core/engine/lint.ts';
import type { Language } from '../server/src/core/engine/rule.ts';
import { createShellParser, type ShellParser } from '../server/src/core/shell/shellParser.ts';
import { RULES } from '../server/src/rules/index.ts';
import { composeOf, dockerfileOf } from './inputs.ts';

/**
 * Lint time as a ratio to bare parsing of the same text in the same run: seconds depend on the machine, ratios on us.
 * The floor is what dockerfile-ast, yaml and the shell grammar need alone.
 */
const ROUNDS = 40;
const WARM_UP = 25;
/** Texts per round, so that each round bears its share of the garbage collector's pauses. */
const TEXTS = 5;
const BUDGET = 1.5;

interface Case {
  readonly name: string;
  readonly language: Language;
  /** A different text for each number, so that nothing remembered from another helps. */
  text(edition: number): string;
  floor(text: string): void;
}

const config = resolveConfig(RULES, []);
const require = createRequire(import.meta.url);

async function main(): Promise<void> {
  const [runtime, bash] = await Promise.all([
    readFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')),
  ]);
  const shell = await createShellParser({ runtime, grammar: bash });
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(bash));
  const cases: Case[] = [
    { name: 'Dockerfile, 300 lines', language: 'dockerfile', text: (edition) => dockerfileOf(300, edition), floor: (text) => parseDockerfileBare(text, parser) },
    { name: 'compose file, 1,700 lines', language: 'compose', text: (edition) => `# edition ${edition}\n${composeOf(1700)}`, floor: parseComposeBare },
  ];
  let isOver = false;
  for (const one of cases) {
    const { floor, ours, findings } = measure(one, shell);
    const ratio = ours / floor;
    isOver ||= ratio > BUDGET;
    console.log(
      `${one.name}: lint ${ours.toFixed(1)} ms, bare parsing ${floor.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (budget ${BUDGET}), ${findings} findings`,
    );
  }
  if (isOver) process.exitCode = 1;
}

function parseDockerfileBare(text: string, parser: Parser): void {
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'RUN') parser.parse(instruction.getArgumentsContent() ?? '')?.delete();
  }
}

function parseComposeBare(text: string): void {
  parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' });
}

/** Both sides take turns text by text, so that a busy machine slows both down; the first rounds only let the compiler see the code. */
function measure({ language, text, floor }: Case, shell: ShellParser) {
  const ours: number[] = [];
  const bare: number[] = [];
  let findings = 0;
  const check = (own: string): void => {
    const document = new SourceDocument('bench', language, own, shell);
    findings = lint({ document, rules: RULES, config, project: null }).length;
  };
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    let [floorTime, ourTime] = [0, 0];
    for (let i = 0; i < TEXTS; i++) {
      const own = text(round * TEXTS + i);
      floorTime += time(() => floor(own)) / TEXTS;
      ourTime += time(() => check(own)) / TEXTS;
    }
    if (round < WARM_UP) continue;
    bare.push(floorTime);
    ours.push(ourTime);
  }
  return { floor: median(bare), ours: median(ours), findings };
}

function time(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

await main();
