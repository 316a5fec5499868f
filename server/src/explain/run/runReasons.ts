import type { CopyFact, DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { Instruction, Mount, Stage } from '../../core/dockerfile/model.ts';
import { isRemoteSource, contextPath } from '../../core/dockerfile/paths.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';

/** Something that makes a RUN run again where it changes, in the order of the build. */
export type RunReason =
  | { readonly kind: 'image'; readonly instruction: Instruction; readonly stage: Stage }
  /** COPY or ADD of the build context. */
  | { readonly kind: 'files'; readonly instruction: Instruction; readonly sources: readonly string[] }
  /** A bind mount of the build context. */
  | { readonly kind: 'mount'; readonly instruction: Instruction; readonly sources: readonly string[] }
  /** Files of another stage, image or named context, copied or mounted. */
  | { readonly kind: 'other'; readonly instruction: Instruction; readonly from: string; readonly sources: readonly string[] }
  /** ADD of something that is fetched. */
  | { readonly kind: 'fetched'; readonly instruction: Instruction; readonly url: string }
  | { readonly kind: 'argument'; readonly instruction: Instruction; readonly name: string };

/** Instructions above a RUN that are looked at; nobody writes more. */
const MOST_STEPS = 2_000;

/**
 * What the cache key of a RUN rests on besides its own text, the first thing first. BuildKit keys an ExecOp by its command, environment and mounts,
 * and by what it stands on (solver/llbsolver/ops/exec.go); files that are copied or mounted read-only count by their contents, so it is all
 * the same why another stage ran again (ops/file.go). ARG and ENV are in the environment of every RUN below them, in stages that
 * continue this one too (dockerfile2llb/convert.go, `dispatchArg`). Contents of cache mounts and secrets count nowhere. A `COPY --link` keeps its own
 * layer, but not the RUN above it: that one stands on the merged files.
 */
export function runReasons(run: Instruction, stage: Stage, facts: DockerfileFacts): readonly RunReason[] {
  const chain = [...stageChain(stage)].reverse();
  const root = chain[0]!;
  const reasons: RunReason[] = [{ kind: 'image', instruction: root.from, stage: root }];
  const copies = new Map(chain.flatMap((one) => facts.stageFact(one).copies).map((copy) => [copy.instruction, copy] as const));
  let left = MOST_STEPS;
  for (const one of chain) {
    for (const instruction of one.instructions) {
      if (left-- <= 0 || (one === stage && instruction.span.start > run.span.start)) break;
      if (!instruction.isTrigger) reasons.push(...reasonsOf(instruction, copies.get(instruction)));
    }
  }
  return reasons;
}

function reasonsOf(instruction: Instruction, copy: CopyFact | undefined): RunReason[] {
  if (copy) return copyReasons(copy);
  if (instruction.keyword === 'RUN') return instruction.mounts.flatMap((mount) => mountReasons(instruction, mount));
  if (instruction.keyword !== 'ARG') return [];
  return instruction.words.flatMap(({ value }): RunReason[] => {
    const name = value.split('=', 1)[0]!;
    return /^[A-Za-z_]\w*$/.test(name) ? [{ kind: 'argument', instruction, name }] : [];
  });
}

function copyReasons({ instruction, fromContext, sources }: CopyFact): RunReason[] {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  const words = (instruction.exec ?? instruction.words).slice(0, -1);
  if (from) return [{ kind: 'other', instruction, from, sources: words.map(({ value }) => value) }];
  const fetched = words.filter(({ value }) => isRemoteSource(value));
  return [
    ...(fromContext ? [{ kind: 'files' as const, instruction, sources: sources.map(({ path }) => path) }] : []),
    ...fetched.map(({ value }): RunReason => ({ kind: 'fetched', instruction, url: value })),
  ];
}

function mountReasons(instruction: Instruction, { type, options }: Mount): RunReason[] {
  if (type !== 'bind') return [];
  const source = options.get('source');
  const written = typeof source === 'string' ? source : '.';
  const from = options.get('from');
  if (typeof from === 'string') return [{ kind: 'other', instruction, from, sources: [written] }];
  return [{ kind: 'mount', instruction, sources: [contextPath(written)] }];
}
