import { DockerfileParser } from 'dockerfile-ast';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { parseAllDocuments } from 'yaml';
import { resolveConfig } from '../server/src/core/engine/config.ts';
import { SourceDocument } from '../server/src/core/engine/document.ts';
import { fixUntilStable } from '../server/src/core/engine/fixAll.ts';
import { lint } from '../server/src/core/engine/lint.ts';
import type { Language } from '../server/src/core/engine/rule.ts';
import { createShellParser, type ShellParser } from '../server/src/core/shell/shellParser.ts';
import { RULES } from '../server/src/rules/index.ts';
import { composeOf, dockerfileOf, grownComposeOf } from './inputs.ts';

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
  /** Rounds that count, where a text is too long for many. */
  readonly rounds?: number;
  /** What is measured: the check unless told otherwise, for which alone there is a budget. */
  readonly work?: 'fix-all';
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
    { name: 'compose file, 1,700 lines, 40 services, anchors', language: 'compose', text: (edition) => `# edition ${edition}\n${grownComposeOf(1700)}`, floor: parseComposeBare },
    { name: 'compose file, 10,000 lines, anchors', language: 'compose', text: (edition) => `# edition ${edition}\n${grownComposeOf(10_000)}`, floor: parseComposeBare, rounds: 4 },
    { name: 'compose file, 1,700 lines, 40 services, every fix', language: 'compose', text: (edition) => `# edition ${edition}\n${grownComposeOf(1700)}`, floor: parseComposeBare, rounds: 10, work: 'fix-all' },
  ];
  let isOver = false;
  for (const one of cases) {
    const { floor, ours, findings } = measure(one, shell);
    const ratio = ours / floor;
    isOver ||= !one.work && ratio > BUDGET;
    const budget = one.work ? 'no budget' : `budget ${BUDGET}`;
    console.log(
      `${one.name}: ${one.work ?? 'lint'} ${ours.toFixed(1)} ms, bare parsing ${floor.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (${budget}), ${findings} findings`,
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
function measure({ language, text, floor, rounds = ROUNDS, work }: Case, shell: ShellParser) {
  const ours: number[] = [];
  const bare: number[] = [];
  let findings = 0;
  const check = (own: string): void => {
    const document = new SourceDocument('bench', language, own, shell);
    const find = (version: SourceDocument) => lint({ document: version, rules: RULES, config, project: null });
    findings = work === 'fix-all' ? fixUntilStable(document, find, 'suggestions').applied.length : find(document).length;
  };
  const warmUp = Math.min(WARM_UP, rounds);
  for (let round = 0; round < rounds + warmUp; round++) {
    let [floorTime, ourTime] = [0, 0];
    for (let i = 0; i < TEXTS; i++) {
      const own = text(round * TEXTS + i);
      floorTime += time(() => floor(own)) / TEXTS;
      ourTime += time(() => check(own)) / TEXTS;
    }
    if (round < warmUp) continue;
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
