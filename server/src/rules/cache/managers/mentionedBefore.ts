import { MemoByKey } from '../../../core/collections/memoByKey.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

/** Something about the configuration of a package manager that a Dockerfile may see to. */
export interface Concern {
  /** Without this text no RUN is looked at. */
  readonly token: string;
  /** How a RUN that sees to it reads; a line left blank never makes it match. */
  readonly inScript: RegExp;
  /** Destinations of COPY and ADD that may bring it along. */
  readonly copiedTo: RegExp;
}

/** Where a stage first sees to it, by offset; -1 where it starts with that, absent where it never does. */
type Firsts = ReadonlyMap<Stage, number>;

const remembered = new MemoByKey(collect);

/** True where an instruction of the stage, of one that it continues, or of the RUN itself before the install has seen to it. */
export function isMentionedBefore(concern: Concern, { run, command }: Install, { model, facts }: CacheScene): boolean {
  return (remembered.of(facts, concern, model).get(run.stage) ?? Infinity) < command.span.start;
}

function collect(facts: DockerfileFacts, concern: Concern, model: DockerfileModel): Firsts {
  const firsts = new Map<Stage, number>();
  for (const { stage, runs, copies } of facts.stages) {
    if (stage.parent && firsts.has(stage.parent)) {
      firsts.set(stage, -1);
      continue;
    }
    const run = firstMention(model, runs, concern);
    const copy = copies.find(({ instruction, destination }) => !instruction.isTrigger && destination !== null && concern.copiedTo.test(destination));
    const first = Math.min(run ?? Infinity, copy?.instruction.span.start ?? Infinity);
    if (first < Infinity) firsts.set(stage, first);
  }
  return firsts;
}

function firstMention(model: DockerfileModel, runs: readonly RunFact[], concern: Concern): number | null {
  for (const { instruction } of runs) {
    const at = mention(model, instruction, concern);
    if (at !== null) return at;
  }
  return null;
}

/** Comment lines are blanked, so that offsets stay. */
function mention(model: DockerfileModel, { span, isTrigger }: Instruction, { token, inScript }: Concern): number | null {
  const script = sliceSpan(model.text, span);
  if (isTrigger || !script.includes(token) || !inScript.test(script)) return null;
  const read = script.includes('#') ? script.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length)) : script;
  const at = read.search(inScript);
  return at === -1 ? null : span.start + at;
}
