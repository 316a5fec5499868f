import { planCommand } from '../../build/commands.ts';
import { problemOf } from '../../build/failures.ts';
import { outlineOf } from '../../build/outline.ts';
import { dockerfilePlan } from '../../build/plan.ts';
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
    return request.what.kind === 'dockerfile' ? { plan: { ...dockerfilePlan(request.what, workspaceFolder), printed: null, reads: [] } } : noPlan('');
  }
  const { code, spawnError, output, errors } = await collectOutput({ ...command, program: docker.program }, docker.env, signal);
  if (signal.aborted || spawnError || code !== 0) {
    return { problem: problemOf({ request, workspaceFolder, spawnError, exitCode: code, text: errors, trace: null, isCancelled: signal.aborted }) };
  }
  const printed = readPrintedTargets(output, toSlashes(request.what.folder));
  if (printed === null) return noPlan(output);
  if (printed.targets.length === 0) return { problem: nothingToBuild(request) };
  const reads = readsOutside(printed.targets, toSlashes(request.what.folder));
  const refused = request.what.kind === 'bake' ? reads.find((path) => !isWithin(workspaceFolder, path)) : undefined;
  return refused === undefined ? { plan: { ...printed, printed: output, reads } } : { problem: outside(refused, printed.targets) };
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

/** What a bake file may read by itself is bounded by the workspace: a file of strangers could name any folder of the disk. */
function outside(path: string, targets: readonly PlannedTarget[]): BuildProblem {
  const target = targets.find(({ context, dockerfile, contexts }) => [context, dockerfile, ...Object.values(contexts)].includes(path));
  return {
    kind: 'outside-context',
    message: `The target ${target?.name ?? ''} reads ${path}, outside of the workspace folder: open a folder that holds both, or run bake in a terminal with \`--allow=fs.read=${path}\`.`,
    detail: path,
  };
}

function nothingToBuild({ what }: BuildRequest): BuildProblem {
  const names = what.kind === 'compose' ? what.services : [];
  const message = names.length > 0
    ? `There is nothing to build: ${names.length === 1 ? `the service ${names[0]!} has` : 'these services have'} no \`build\` in the compose files.`
    : 'There is nothing to build: no service that is read has a `build`, those of profiles that are not chosen left out.';
  return { kind: 'no-such-target', message: what.kind === 'bake' ? 'There is nothing to build: the bake files name no target.' : message, detail: '' };
}

function noPlan(output: string): { readonly problem: BuildProblem } {
  return { problem: { kind: 'other', message: 'Docker did not tell what it would build: update Docker, so that compose is 2.37 or newer.', detail: output.slice(0, 4_000) } };
}
