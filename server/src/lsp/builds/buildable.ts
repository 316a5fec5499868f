import { URI } from 'vscode-uri';
import { LineIndex } from '../../core/text/lines.ts';
import type { ComposeModel } from '../../core/compose/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { bakeWhat, buildArguments, composeWhat, dockerfileWhat, namedStages } from '../../build/whatToBuild.ts';
import type { BuildableDockerfile, BuildableResult, BuildableService, BuildableTarget } from '../../protocol.ts';
import { toRange } from '../convert.ts';
import type { Folder } from '../folder.ts';
import type { Folders } from '../folders.ts';

/** What can be built, of one file or of all: read from files alone, since docker is asked nothing before somebody builds. */
export async function buildable(uri: string | null, folders: Folders, signal: AbortSignal): Promise<BuildableResult> {
  const services: BuildableService[] = [];
  const dockerfiles: BuildableDockerfile[] = [];
  const bakeTargets: BuildableTarget[] = [];
  for (const { folder, path } of placesOf(uri, folders)) {
    await folder.open();
    const { index, root } = folder;
    if (!index || root === null) continue;
    for (const file of index.dockerFiles()) {
      if (path !== null && file.path !== path) continue;
      if (file.language === 'compose') {
        const view = await index.viewFor(file.path, 'compose', signal);
        const model = view.composeFile?.(file.path);
        if (model) services.push(...servicesOf(file.path, model, view, folder));
      }
      if (file.language === 'dockerfile') {
        const view = await index.viewFor(file.path, 'dockerfile', signal);
        const one = dockerfileOf(file.path, view, folder);
        if (one) dockerfiles.push(one);
      }
    }
    bakeTargets.push(...(await targetsOf(folder, path, signal)));
  }
  return { services, dockerfiles, bakeTargets };
}

/** The services of one compose file that it gives a `build`, itself or by `extends`, in its order. */
export function servicesOf(path: string, model: ComposeModel, view: ProjectView, folder: Folder): readonly BuildableService[] {
  const { index, root } = folder;
  const uri = folder.uriOf(path);
  if (!index || root === null || uri === null) return [];
  const lines = new LineIndex(model.text);
  const composeFiles = new Set(index.dockerFiles().flatMap((file) => (file.language === 'compose' ? [file.path] : [])));
  return model.services.flatMap((service): BuildableService[] => {
    if (service.get('build') === null && service.get('extends') === null) return [];
    const what = composeWhat(view.composeProjects ?? [], service.name, root, composeFiles);
    if (!what) return [];
    const dockerfile = view.serviceUse(service.name)?.dockerfile ?? null;
    return [{ service: service.name, uri, range: toRange(service.keySpan, lines), what, dockerfile: dockerfile === null ? null : folder.uriOf(dockerfile) }];
  });
}

function dockerfileOf(path: string, view: ProjectView, folder: Folder): BuildableDockerfile | null {
  const uri = folder.uriOf(path);
  const model = folder.index?.parsed(path, 'dockerfile')?.dockerfile;
  const use = view.uses.find(({ context }) => context.known) ?? view.uses[0];
  if (uri === null || folder.root === null || !model || !use) return null;
  return { uri, what: dockerfileWhat(path, use, folder.root), stages: namedStages(model), args: buildArguments(model) };
}

async function targetsOf(folder: Folder, path: string | null, signal: AbortSignal): Promise<readonly BuildableTarget[]> {
  const definitions = (await folder.index?.definitions(signal)) ?? [];
  return definitions.flatMap(({ source, service, definedIn }): BuildableTarget[] => {
    const uri = folder.uriOf(definedIn);
    if (source !== 'bake' || uri === null || folder.root === null || (path !== null && definedIn !== path)) return [];
    return [{ target: service, uri, what: bakeWhat(definedIn, service, folder.root) }];
  });
}

function placesOf(uri: string | null, folders: Folders): readonly { readonly folder: Folder; readonly path: string | null }[] {
  if (uri === null) return folders.all().map((folder) => ({ folder, path: null }));
  const place = folders.placeOf(URI.parse(uri).toString());
  return place ? [place] : [];
}
