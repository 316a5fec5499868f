import type { ComposeProject } from '../../../core/compose/project.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { baseName, folderOf, joinPaths } from '../../../project/paths.ts';
import { isInFolderForTrying } from '../forTrying.ts';
import { ownItems } from './settings.ts';

/** Where settings for development belong. */
export interface Target {
  readonly path: string;
  /** False for a file that the fix creates: compose then loads it with the base without being asked. */
  readonly exists: boolean;
}

/** What a base file is beside, that tells it is not the file for development itself. */
export interface Layers {
  readonly target: Target;
  /** The file that shows it: one for production that is laid over the base, or the one for development. */
  readonly witness: string;
  /** Projects that are deployed: base and production file. Empty where the base is deployed alone, as far as anybody can tell. */
  readonly deployed: readonly ComposeProject[];
  /** True where a file for production mounts a whole folder of the host itself: there the source comes with a checkout, and not in the image. */
  readonly deploysSource: boolean;
}

/** Names that compose loads without being asked (compose-spec, "Compose file"). */
const BASE = /^(?:docker-)?compose\.ya?ml$/;
const OVERRIDE = /^(?:docker-)?compose\.override\.ya?ml$/;
const PRODUCTION = /(?:^|[-._])(?:prod|production|deploy|deployment|live|release|staging)(?:[-._]|$)/i;
const DEVELOPMENT = /(?:^|[-._])(?:dev|devel|develop|development|local|debug)(?:[-._]|$)/i;

/**
 * How the checked file lies under others; null for one that nobody can tell from a file for development: it stands alone, or its name or
 * folder says that it is for development.
 */
export function layersAround(view: ProjectView | null, path: string | null | undefined): Layers | null {
  if (!view?.composeProjects || !path || !BASE.test(baseName(path)) || isInFolderForTrying(path)) return null;
  const projects = view.composeProjects.filter(({ files }) => files.length > 0);
  // Another project includes or extends it: what is taken away here is missing there.
  if (projects.some(({ files }) => files[0] !== path)) return null;
  const overlays = projects.flatMap((project) => (project.files.length === 2 ? [{ project, file: project.files[1]! }] : []));
  const named = (pattern: RegExp) => overlays.filter(({ file }) => pattern.test(baseName(file)));
  const [override] = named(OVERRIDE);
  const production = named(PRODUCTION).filter(({ file }) => !DEVELOPMENT.test(baseName(file)));
  const [development] = override ? [override] : named(DEVELOPMENT);
  const witness = production[0]?.file ?? development?.file;
  const target = development ? { path: development.file, exists: true } : newOverride(view, path);
  if (witness === undefined || target === null) return null;
  return { target, witness, deployed: production.map(({ project }) => project), deploysSource: production.some(({ file }) => mountsFolder(view, file)) };
}

function mountsFolder(view: ProjectView, file: string): boolean {
  const services = view.composeFile?.(file)?.services ?? [];
  return services.some((service) => ownItems(service, 'volumes').some(({ text }) => /^\.{1,2}\/?:\//.test(text)));
}

function newOverride(view: ProjectView, base: string): Target | null {
  const folder = folderOf(base);
  const names = ['compose', 'docker-compose'].flatMap((stem) => ['yml', 'yaml'].map((ending) => `${stem}.override.${ending}`));
  if (names.some((name) => view.kindOf?.(joinPaths(folder, name)) !== null)) return null;
  return { path: joinPaths(folder, baseName(base).replace(/\.(ya?ml)$/, '.override.$1')), exists: false };
}
