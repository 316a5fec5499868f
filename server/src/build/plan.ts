import type { PrintedPlan } from './printedTargets.ts';
import type { BuildRequest, DockerfileWhat, PlannedTarget } from './request.ts';
import { relativeTo } from './relativeTo.ts';

/** What a Dockerfile's request says of the one target that it builds. */
export function dockerfilePlan(what: DockerfileWhat, workspaceFolder: string): PrintedPlan {
  const target: PlannedTarget = {
    name: dockerfileTarget(what, workspaceFolder),
    context: what.context,
    dockerfile: what.dockerfile,
    inline: null,
    target: what.target,
    args: what.args,
    contexts: {},
    tags: what.tags,
    platforms: what.platform === null ? [] : what.platform.split(','),
    needs: [],
  };
  return { targets: [target], asked: [target.name], services: new Map(), entitlements: [] };
}

/** `services/api/Dockerfile`, with the stage behind it where one is named: what is built to it is another image with another history. */
function dockerfileTarget({ dockerfile, target }: DockerfileWhat, workspaceFolder: string): string {
  const path = relativeTo(workspaceFolder, dockerfile);
  return target === null ? path : `${path} (${target})`;
}

/**
 * Whether targets are built by a process each. One process for all is what a person would run, but knows no limit, and ends with the first
 * failure.
 */
export function isBuiltApart({ parallel, onFailure }: BuildRequest, { targets }: PrintedPlan): boolean {
  if (targets.length < 2) return false;
  return onFailure === 'continue' || (parallel > 0 && parallel < targets.length);
}

/** Whether one process builds all of a request, by a command that is the same whatever docker tells of the targets. Bake is told what it may read. */
export function needsNoPlan({ what, parallel, onFailure }: BuildRequest): boolean {
  return what.kind === 'compose' && parallel === 0 && onFailure === 'stop';
}
