import { URI } from 'vscode-uri';
import type { ComposeModel } from '../../core/compose/model.ts';
import { targetStage } from '../../core/dockerfile/stageGraph.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { ScannableImage, ScanSource } from '../../protocol.ts';
import { isImageName } from '../../vulnerabilities/commands.ts';
import { builtImageName } from '../../vulnerabilities/composeNames.ts';
import type { Folder } from '../folder.ts';
import type { Folders } from '../folders.ts';

/** A workspace with more images than this is no list that a person reads. */
const MOST_IMAGES = 2_000;

/** What can be scanned, of one file or of all, each image once for each file that its findings belong to: read from files alone. */
export async function scannableImages(uri: string | null, folders: Folders, signal: AbortSignal): Promise<readonly ScannableImage[]> {
  const images = new Map<string, ScannableImage>();
  const add = (image: string | null | undefined, kind: ScannableImage['kind'], usedBy: string | null, source: Omit<ScanSource, 'kind'>): void => {
    if (!image || !isImageName(image)) return;
    const key = JSON.stringify([kind, image, source.uri, kind === 'base' ? null : source.target]);
    const known = images.get(key);
    const users = usedBy === null ? [] : [usedBy];
    if (known) images.set(key, { ...known, usedBy: [...new Set([...known.usedBy, ...users])] });
    else if (images.size < MOST_IMAGES) images.set(key, { image, kind, usedBy: users, source: { ...source, kind } });
  };
  for (const { folder, path } of placesOf(uri, folders)) {
    await folder.open();
    const { index } = folder;
    if (!index) continue;
    for (const file of index.dockerFiles()) {
      const isAsked = path === null || file.path === path;
      const fileUri = folder.uriOf(file.path);
      if (signal.aborted || fileUri === null) continue;
      // A compose file names what a Dockerfile builds.
      if (file.language === 'compose' && (isAsked || uri !== null)) {
        const view = await index.viewFor(file.path, 'compose', signal);
        const model = view.composeFile?.(file.path);
        if (model) addServices({ path: file.path, uri: fileUri, model, view, folder, only: isAsked ? null : path }, add);
      }
      if (file.language === 'dockerfile' && isAsked) addDockerfile(fileUri, file.path, await index.viewFor(file.path, 'dockerfile', signal), folder, add);
    }
  }
  return [...images.values()];
}

type Add = (image: string | null | undefined, kind: ScannableImage['kind'], usedBy: string | null, source: Omit<ScanSource, 'kind'>) => void;

interface ComposeFile {
  readonly path: string;
  readonly uri: string;
  readonly model: ComposeModel;
  readonly view: ProjectView;
  readonly folder: Folder;
  /** Only what builds this Dockerfile; null for all services. */
  readonly only: string | null;
}

function addServices({ uri, model, view, folder, only }: ComposeFile, add: Add): void {
  for (const { name } of model.services) {
    const project = view.composeProjects?.find(({ services }) => services.has(name));
    const service = project?.services.get(name);
    if (!project || !service) continue;
    const use = view.serviceUse(name);
    const image = service.get('image');
    if (use && folder.root !== null) {
      const dockerfile = use.dockerfile === null ? null : folder.uriOf(use.dockerfile);
      if (dockerfile === null || (only !== null && use.dockerfile !== only)) continue;
      const built = typeof image === 'string' ? image : image === null ? builtImageName(project, name, folder.root) : null;
      add(built, 'built', name, { uri: dockerfile, target: use.target, service: null });
    } else if (only === null && typeof image === 'string') add(image, 'service', name, { uri, target: null, service: name });
  }
}

function addDockerfile(uri: string, path: string, view: ProjectView, folder: Folder, add: Add): void {
  const model = folder.index?.parsed(path, 'dockerfile')?.dockerfile;
  if (!model) return;
  for (const { images, target, service } of view.uses) for (const image of images) add(image, 'built', service, { uri, target, service: null });
  const targets = new Set(view.uses.map(({ target }) => target));
  for (const target of targets.size > 0 ? targets : [null]) {
    let stage = targetStage(model, target);
    for (let steps = 0; stage?.parent && steps < 10_000; steps++) stage = stage.parent;
    if (stage?.resolvedImage !== 'scratch') add(stage?.resolvedImage, 'base', path, { uri, target, service: null });
  }
}

function placesOf(uri: string | null, folders: Folders): readonly { readonly folder: Folder; readonly path: string | null }[] {
  if (uri === null) return folders.all().map((folder) => ({ folder, path: null }));
  const place = folders.placeOf(URI.parse(uri).toString());
  return place ? [place] : [];
}
