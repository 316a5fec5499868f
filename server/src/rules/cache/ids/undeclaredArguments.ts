import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount, Stage } from '../../../core/dockerfile/model.ts';
import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import { PLATFORM_ARGUMENTS } from '../../../core/dockerfile/scope.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { variablesIn } from './mountIdentity.ts';
import type { CacheScene } from '../packageManager.ts';

/** Build arguments in ids of cache mounts that their stage does not know, so that BuildKit puts nothing in their place. */
export interface UndeclaredArguments {
  /** The first that uses one of them. */
  readonly run: RunFact;
  /** All that use them, in order. */
  readonly mounts: Mount[];
  readonly names: string[];
  /** True where the platform is among them. */
  isPlatform: boolean;
}

/** Once for each stage; what a parent stage lacks and should declare is not told again. */
export function undeclaredArguments(scene: CacheScene): readonly UndeclaredArguments[] {
  const globals = globalArguments(scene);
  const declarations = new Declarations(scene.model.escape);
  const found = new Map<Stage, UndeclaredArguments>();
  for (const run of scene.facts.runs) {
    for (const mount of run.instruction.mounts) {
      const id = mount.type === 'cache' ? mount.options.get('id') : undefined;
      if (typeof id !== 'string' || !id.includes('$')) continue;
      for (const name of new Set(variablesIn(id))) {
        const isPlatform = PLATFORM_ARGUMENTS.has(name);
        if (run.state.env.has(name) || !(isPlatform || (globals.has(name) && run.state.isEnvComplete)) || declarations.isDeclared(run, name)) continue;
        if (stageChain(run.stage).slice(1).some((stage) => found.get(stage)?.names.includes(name))) continue;
        const inStage = found.get(run.stage) ?? { run, mounts: [], names: [], isPlatform: false };
        found.set(run.stage, inStage);
        if (inStage.mounts.at(-1) !== mount) inStage.mounts.push(mount);
        if (!inStage.names.includes(name)) inStage.names.push(name);
        inStage.isPlatform ||= isPlatform;
      }
    }
  }
  return [...found.values()];
}

function globalArguments({ model }: CacheScene): ReadonlySet<string> {
  const first = model.stages[0]?.from.span.start ?? 0;
  const before = model.instructions.filter(({ keyword, span }) => keyword === 'ARG' && span.start < first);
  return new Set(before.flatMap((instruction) => readAssignments(instruction, model.escape).map(({ name }) => name)));
}

/** Where each stage first declares its arguments. An ARG without a default is in no `env`. */
class Declarations {
  private readonly byStage = new Map<Stage, ReadonlyMap<string, number>>();

  constructor(private readonly escape: string) {}

  isDeclared(run: RunFact, name: string): boolean {
    return stageChain(run.stage).some((stage) => (this.of(stage).get(name) ?? Infinity) < run.instruction.span.start);
  }

  private of(stage: Stage): ReadonlyMap<string, number> {
    const known = this.byStage.get(stage);
    if (known) return known;
    const first = new Map<string, number>();
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'ARG' || instruction.isTrigger) continue;
      for (const { name } of readAssignments(instruction, this.escape)) if (!first.has(name)) first.set(name, instruction.span.start);
    }
    this.byStage.set(stage, first);
    return first;
  }
}
