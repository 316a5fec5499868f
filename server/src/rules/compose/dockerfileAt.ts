import type { ProjectView, WorkspaceDockerfile } from '../../core/engine/projectView.ts';

const byPath = new WeakMap<readonly WorkspaceDockerfile[], ReadonlyMap<string, WorkspaceDockerfile>>();

/** A Dockerfile of the workspace; null where there is none at that path, or nobody looked for Dockerfiles. */
export function dockerfileAt(path: string | null | undefined, view: ProjectView | null): WorkspaceDockerfile | null {
  const dockerfiles = view?.dockerfiles;
  if (!path || !dockerfiles) return null;
  let known = byPath.get(dockerfiles);
  if (!known) byPath.set(dockerfiles, (known = new Map(dockerfiles.map((file) => [file.path, file]))));
  return known.get(path) ?? null;
}
