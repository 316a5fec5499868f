import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { BuildUse, ProjectView, WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';

/** A build whose result has a name. */
export interface NamedBuild {
  readonly file: WorkspaceDockerfile;
  readonly use: BuildUse;
}

const names = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
/** Remembered for the names of that moment: the list stays the same where a compose file gives a build another name. */
const builds = new WeakMap<readonly WorkspaceDockerfile[], { readonly of: ReadonlySet<string> | undefined; readonly byName: ReadonlyMap<string, readonly NamedBuild[]> }>();

/** True where a build of the workspace calls its result so: no registry knows better what is in it. */
export function isBuiltHere(image: ImageReference, { builtImages }: ProjectView): boolean {
  if (!builtImages || builtImages.size === 0) return false;
  let known = names.get(builtImages);
  if (!known) names.set(builtImages, (known = new Set([...builtImages].map(nameOf))));
  return known.has(tagged(image));
}

/** The builds of Dockerfiles that call their result so; none for one whose Dockerfile is written in a compose file. */
export function buildsOfImage(image: ImageReference, { dockerfiles, builtImages }: Pick<ProjectView, 'dockerfiles' | 'builtImages'>): readonly NamedBuild[] {
  if (!dockerfiles) return [];
  let known = builds.get(dockerfiles);
  if (known?.of !== builtImages || !known) builds.set(dockerfiles, (known = { of: builtImages, byName: collect(dockerfiles) }));
  return known.byName.get(tagged(image)) ?? [];
}

function collect(dockerfiles: readonly WorkspaceDockerfile[]): ReadonlyMap<string, readonly NamedBuild[]> {
  const found = new Map<string, NamedBuild[]>();
  for (const file of dockerfiles) {
    for (const use of file.uses) {
      for (const name of new Set(use.images.map(nameOf))) {
        const others = found.get(name);
        if (others) others.push({ file, use });
        else found.set(name, [{ file, use }]);
      }
    }
  }
  return found;
}

function nameOf(written: string): string {
  const image = parseImageReference(written);
  return image ? tagged(image) : written;
}

function tagged(image: ImageReference): string {
  return `${fullImageName(image)}:${image.tag ?? 'latest'}`;
}
