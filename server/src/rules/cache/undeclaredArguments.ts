import type { RunFact } from '../../core/dockerfile/facts.ts';
import type { Mount, Stage } from '../../core/dockerfile/model.ts';
import { readAssignments } from '../../core/dockerfile/assignments.ts';
import { PLATFORM_ARGUMENTS } from '../../core/dockerfile/scope.ts';
import { variablesIn } from './mountIdentity.ts';
import type { CacheScene } from './packageManager.ts';
import { stageChain } from './stageChain.ts';

/** A build argument in the id of a cache mount that its stage does not know, so that BuildKit puts nothing in its place. */
export interface UndeclaredArgument {
  readonly run: RunFact;
  readonly mount: Mount;
  readonly name: string;
  readonly isPlatform: boolean;
  /** Further mounts of the stage with the same. */
  readonly others: Mount[];
}

/** Once for each stage and argument, at its first use. */
export function undeclaredArguments(scene: CacheScene): readonly UndeclaredArgument[] {
  const globals = globalArguments(scene);
  const declarations = new Declarations(scene.model.escape);
  const found = new Map<Stage, Map<string, UndeclaredArgument>>();
  for (const run of scene.facts.runs) {
    for (const mount of run.instruction.mounts) {
      const id = mount.type === 'cache' ? mount.options.get('id') : undefined;
      if (typeof id !== 'string' || !id.includes('$')) continue;
      for (const name of new Set(variablesIn(id))) {
        const isPlatform = PLATFORM_ARGUMENTS.has(name);
        if (run.state.env.has(name) || !(isPlatform || (globals.has(name) && run.state.isEnvComplete)) || declarations.isDeclared(run, name)) continue;
        if (stageChain(run.stage).slice(1).some((stage) => found.get(stage)?.has(name))) continue;
        const inStage = found.get(run.stage) ?? new Map<string, UndeclaredArgument>();
        found.set(run.stage, inStage);
        const known = inStage.get(name);
        if (known) known.others.push(mount);
        else inStage.set(name, { run, mount, name, isPlatform, others: [] });
      }
    }
  }
  return [...found.values()].flatMap((byName) => [...byName.values()]);
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
