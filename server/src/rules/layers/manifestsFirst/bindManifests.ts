import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { baseName } from '../../../project/paths.ts';
import { frontendWithoutMounts } from '../../cache/mounts/frontend.ts';
import { insertMounts } from '../../cache/mounts/mountInsertion.ts';
import { manifestNames, moveCopies } from './moveCopies.ts';
import type { ProvedMove } from './proveMove.ts';
import type { RepeatedInstall } from './repeatedInstalls.ts';

/**
 * The other way to run an install before the source is there: its manifests mounted while it runs, and no layer for them.
 * Mounts are read-only, so that only installs count which leave their manifests as they are.
 * Source: docs.docker.com/reference/dockerfile/#run---mounttypebind.
 * @returns null where the install may write to a manifest, or a mount cannot be written
 */
export function bindManifests(repeated: RepeatedInstall, move: ProvedMove, model: DockerfileModel): Fix | null {
  const { broad, call } = repeated;
  if (move.groups.length === 0 || !call.entry.leavesManifests(call.install) || !isFolderThere(repeated)) return null;
  if (frontendWithoutMounts(model) !== null) return null;
  const destination = joinPath('/', broad.copy.destination!);
  const files = move.groups.flatMap(({ folder, paths }) => paths.map((path) => ({ path, image: joinPath(joinPath(destination, folder), baseName(path)) })));
  if (isMounted(repeated, files.map(({ image }) => image))) return null;
  const mounts = files.map(({ path, image }) => `--mount=type=bind,source=${path},target=${targetOf(image, repeated)}`);
  const rest = moveCopies(model, { ...move, groups: [] });
  return {
    kind: 'suggestion',
    title: `Mount ${manifestNames(move.groups)} read-only for the install and copy everything after it (needs BuildKit)`,
    edits: [insertMounts(model, move.install, mounts), ...rest.edits],
  };
}

/** True where bind mounts do this work already, or another mount (a secret .npmrc) lies over one of the files. */
function isMounted({ call: { run } }: RepeatedInstall, images: readonly string[]): boolean {
  return run.instruction.mounts.some(({ type, options }) => {
    const target = options.get('target');
    return type === 'bind' || (typeof target === 'string' && images.includes(joinPath(run.state.workdir ?? '/', target)));
  });
}

/** Relative to the working folder as in everybody's examples; absolute where the install goes elsewhere. */
function targetOf(image: string, { call: { run, install } }: RepeatedInstall): string {
  const { workdir } = run.state;
  const below = workdir === null || workdir === '/' || install.command.cd !== null ? null : pathBelow(workdir, image);
  return below === null || below === '' ? image : below;
}

/** A folder that the COPY made for its user would be root's if a mount made it, so that another user could not install there. */
function isFolderThere({ call: { run, install } }: RepeatedInstall): boolean {
  return run.state.user.kind === 'root' || (install.command.cd === null && run.state.workdir !== null && run.state.workdir !== '/');
}
