import type { EnvBudget } from './envBudget.ts';
import type { CopyFact, StageState } from './facts.ts';
import type { Instruction, Stage, Word } from './model.ts';
import { contextPath, fromWindowsPath, isRemoteSource, joinPath } from './paths.ts';
import { scopeOf } from './stageWalk.ts';
import { unfold } from './unfold.ts';
import { expandWord } from './variables.ts';

export interface CopyContext {
  readonly escape: '\\' | '`';
  readonly isWindows: boolean;
  readonly budget: EnvBudget;
}

/** What a COPY or ADD brings in and where to. */
export function copyFact(instruction: Instruction, stage: Stage, state: StageState, context: CopyContext): CopyFact {
  const { escape } = context;
  const words = instruction.exec ?? instruction.words;
  const operators = new Set(instruction.heredocs.map((heredoc) => heredoc.operator.start));
  const scope = scopeOf(state, context.budget);
  const expand = (word: Word): string | null => {
    const written = instruction.exec ? word.value : unfold(word.raw, escape);
    const value = expandWord(written, scope, escape);
    return value !== null && context.isWindows ? fromWindowsPath(value) : value;
  };
  const sources: { path: string; index: number }[] = [];
  for (let index = 0; index < words.length - 1; index++) {
    const word = words[index]!;
    if (operators.has(word.span.start) || isRemoteSource(word.value)) continue;
    const expanded = expand(word);
    if (expanded !== null && isRemoteSource(expanded)) continue;
    sources.push({ path: expanded === null ? word.value : contextPath(expanded), index });
  }
  const hasFrom = instruction.flags.some((flag) => flag.name === 'from');
  const last = words.length > 1 ? words[words.length - 1]! : null;
  return {
    instruction,
    stage,
    state,
    fromContext: !hasFrom && sources.length > 0,
    sources,
    destination: last ? absoluteDestination(expand(last), state.workdir) : null,
  };
}

function absoluteDestination(written: string | null, workdir: string | null): string | null {
  if (written === null) return null;
  if (!written.startsWith('/') && workdir === null) return null;
  const path = joinPath(workdir ?? '/', written);
  const isFolder = written === '' || written === '.' || written.endsWith('/') || written.endsWith('/.');
  return isFolder && path !== '/' ? `${path}/` : path;
}
