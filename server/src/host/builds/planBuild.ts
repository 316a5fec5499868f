import { planCommand } from '../../build/commands.ts';
import { problemOf } from '../../build/failures.ts';
import { outlineOf } from '../../build/outline.ts';
import { dockerfilePlan } from '../../build/plan.ts';
import { noPlan, nothingToBuild, outsideWorkspace } from '../../build/planProblems.ts';
import { isWithin, readPrintedTargets, readsOutside, type PrintedPlan } from '../../build/printedTargets.ts';
import type { BuildProblem, BuildRequest, PlannedTarget } from '../../build/request.ts';
import type { TargetOutline } from '../../timing/trace.ts';
import { nodeFileSystem, toSlashes } from '../fileSystem.ts';
import { inGroups } from '../inGroups.ts';
import { collectOutput } from './collectOutput.ts';
import type { DockerAccess } from './imageSizes.ts';

/** A larger Dockerfile is none (moby/buildkit takes 2 MiB). */
const LARGEST_DOCKERFILE = 2_097_152;

export interface BuildPlan extends PrintedPlan {
  /** What docker printed; null for a Dockerfile. */
  readonly printed: string | null;
  /** What bake must be allowed to read. */
  readonly reads: readonly string[];
}

/** Asks docker what would be built. */
export async function planBuild(
  request: BuildRequest,
  workspaceFolder: string,
  docker: DockerAccess,
  signal: AbortSignal,
): Promise<{ readonly plan: BuildPlan } | { readonly problem: BuildProblem }> {
  const command = planCommand(request);
  if (command === null || request.what.kind === 'dockerfile') {
    return request.what.kind === 'dockerfile' ? { plan: { ...dockerfilePlan(request.what, workspaceFolder), printed: null, reads: [] } } : { problem: noPlan('') };
  }
  const { code, spawnError, output, errors } = await collectOutput({ ...command, program: docker.program }, docker.env, signal);
  if (signal.aborted || spawnError || code !== 0) {
    return { problem: problemOf({ request, workspaceFolder, spawnError, exitCode: code, text: errors, trace: null, isCancelled: signal.aborted }) };
  }
  const printed = readPrintedTargets(output, toSlashes(request.what.folder));
  if (printed === null) return { problem: noPlan(output) };
  if (printed.targets.length === 0) return { problem: nothingToBuild(request) };
  const reads = readsOutside(printed.targets, toSlashes(request.what.folder));
  const refused = request.what.kind === 'bake' ? reads.find((path) => !isWithin(workspaceFolder, path)) : undefined;
  return refused === undefined ? { plan: { ...printed, printed: output, reads } } : { problem: outsideWorkspace(refused, printed.targets) };
}

/** The Dockerfiles of a plan, read and told in outline. What cannot be read has no stages. */
export async function readOutlines(targets: readonly PlannedTarget[], signal: AbortSignal): Promise<TargetOutline[]> {
  const texts = new Map<PlannedTarget, string | null>();
  await inGroups(targets, async (target) => {
    const text = target.inline ?? (target.dockerfile === null ? null : await nodeFileSystem.readText(target.dockerfile, LARGEST_DOCKERFILE, signal).catch(() => null));
    texts.set(target, text);
  });
  return targets.map((target) => outlineOf(target, texts.get(target) ?? null));
}
