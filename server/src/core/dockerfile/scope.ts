import { readAssignments } from './assignments.ts';
import { EnvBudget } from './envBudget.ts';
import type { Instruction } from './model.ts';
import type { VariableScope } from './variables.ts';
import { expandWord } from './variables.ts';

/** Set by BuildKit to what the build runs on and for; FROM sees them, a stage after `ARG NAME` only. */
export const PLATFORM_ARGUMENTS: ReadonlySet<string> = new Set([
  'TARGETPLATFORM', 'TARGETOS', 'TARGETARCH', 'TARGETVARIANT', 'TARGETSTAGE', 'TARGETOSVERSION',
  'BUILDPLATFORM', 'BUILDOS', 'BUILDARCH', 'BUILDVARIANT', 'BUILDOSVERSION',
]);

/** The arguments before the first FROM. A default counts as the value, since a build without `--build-arg` takes it. */
export class GlobalScope implements VariableScope {
  private readonly values = new Map<string, string | null>();
  private readonly budget = new EnvBudget();

  lookup(name: string): string | null | undefined {
    return this.values.has(name) ? this.values.get(name) : PLATFORM_ARGUMENTS.has(name) ? null : undefined;
  }

  takePattern(): boolean {
    return this.budget.takePattern();
  }

  declare(name: string, value: string | null): void {
    this.values.set(name, value);
  }
}

export function globalScope(instructions: readonly Instruction[], escape: string): GlobalScope {
  const scope = new GlobalScope();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { name, value } of readAssignments(instruction, escape)) {
      if (value !== null) scope.declare(name, expandWord(value, scope, escape));
    }
  }
  return scope;
}
