import type { BuildProblem, BuildRequest, PlannedTarget } from './request.ts';

/** What a bake file may read by itself is bounded by the workspace: a file of strangers could name any folder of the disk. */
export function outsideWorkspace(path: string, targets: readonly PlannedTarget[]): BuildProblem {
  const target = targets.find(({ context, dockerfile, contexts }) => [context, dockerfile, ...Object.values(contexts)].includes(path));
  return {
    kind: 'outside-context',
    message: `The target ${target?.name ?? ''} reads ${path}, outside of the workspace folder: open a folder that holds both, or run bake in a terminal with \`--allow=fs.read=${path}\`.`,
    detail: path,
  };
}

/** Where docker names no target. */
export function nothingToBuild({ what }: BuildRequest): BuildProblem {
  const names = what.kind === 'compose' ? what.services : [];
  const message = names.length > 0
    ? `There is nothing to build: ${names.length === 1 ? `the service ${names[0]!} has` : 'these services have'} no \`build\` in the compose files.`
    : 'There is nothing to build: no service that is read has a `build`, those of profiles that are not chosen left out.';
  return { kind: 'no-such-target', message: what.kind === 'bake' ? 'There is nothing to build: the bake files name no target.' : message, detail: '' };
}

/** @param output what docker printed instead of a plan */
export function noPlan(output: string): BuildProblem {
  return { kind: 'other', message: 'Docker did not tell what it would build: update Docker, so that compose is 2.37 or newer.', detail: output.slice(0, 4_000) };
}

/** A build that is over, and of which nothing is known. */
export const SILENT_PLAN: BuildProblem = {
  kind: 'other',
  message: 'The build ended, but docker does not tell what it was to build, so nothing is known of it: see whether `docker compose build --print` answers in a terminal.',
  detail: '',
};
