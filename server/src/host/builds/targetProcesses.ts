import { BuildOrder } from '../../build/buildOrder.ts';
import { buildCommand, printedTargetCommand, serviceCommand, targetCommand } from '../../build/commands.ts';
import { isBuiltApart } from '../../build/plan.ts';
import type { BuildRequest, Command } from '../../build/request.ts';
import type { BuildPlan } from './planBuild.ts';

/** One process of a build. */
export interface BuildProcess {
  readonly command: Command;
  /** The target that it builds, beside what that needs; null for all of them. */
  readonly target: string | null;
  /** For standard input. */
  readonly input?: string;
}

/** How it ended; null where it built what it should. */
export type RunProcess<Problem> = (process: BuildProcess) => Promise<Problem | null>;

export interface ProcessesEnded<Problem> {
  /** By the target that failed, in the order in which they did; under null for all. */
  readonly problems: readonly (readonly [target: string | null, problem: Problem])[];
  /** Targets that were not begun, each with the one that it needed and that failed; null where the build was stopped. */
  readonly notBegun: ReadonlyMap<string, string | null>;
}

/**
 * Starts what a build takes: one process, or one for each target, as many at once as the request says.
 * @param stopOthers ends what runs: after the first failure, where the request says so
 */
export async function runProcesses<Problem>(request: BuildRequest, plan: BuildPlan, run: RunProcess<Problem>, stopOthers: () => void, signal: AbortSignal): Promise<ProcessesEnded<Problem>> {
  if (!isBuiltApart(request, plan)) {
    const problem = await run({ command: buildCommand(request, plan.reads), target: null });
    return { problems: problem === null ? [] : [[null, problem]], notBegun: new Map() };
  }
  const order = new BuildOrder(plan.targets, request.parallel);
  const problems: [string, Problem][] = [];
  const notBegun = new Map<string, string | null>();
  const running = new Map<string, Promise<void>>();
  const stop = (): void => order.stop().forEach((name) => notBegun.set(name, null));
  const begin = async (name: string): Promise<void> => {
    const problem = await run(processFor(request, plan, name));
    running.delete(name);
    if (problem === null) return order.built(name);
    problems.push([name, problem]);
    for (const lost of order.failed(name)) notBegun.set(lost, name);
    if (request.onFailure === 'continue' || signal.aborted) return;
    stop();
    stopOthers();
  };
  while (!order.isDone) {
    if (signal.aborted) stop();
    for (const name of order.next()) running.set(name, begin(name));
    // A race of none would never end.
    if (running.size > 0) await Promise.race(running.values());
  }
  return { problems, notBegun };
}

function processFor(request: BuildRequest, plan: BuildPlan, target: string): BuildProcess {
  const { what } = request;
  if (what.kind === 'bake') return { command: targetCommand(request, what, target, plan.reads, plan.asked.includes(target)), target };
  if (what.kind === 'dockerfile') return { command: buildCommand(request), target };
  const needsOthers = plan.targets.some(({ name, needs }) => name === target && needs.length > 0);
  if (request.noCache && needsOthers && plan.printed !== null) return { command: printedTargetCommand(request, target), target, input: plan.printed };
  return { command: serviceCommand(request, what, plan.services.get(target) ?? target), target };
}
