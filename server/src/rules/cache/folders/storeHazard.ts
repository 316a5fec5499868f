import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { resolveFolder } from './cacheFolder.ts';
import { hasOption } from '../calls/callOptions.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { touches } from './folderPath.ts';
import { managerCalls, type Install, type ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';

/** Words of a script that fetches with somebody's credentials. */
const CREDENTIALS = /\.netrc|insteadOf|id_(?:rsa|ed25519)|ssh-keyscan|_?(?:TOKEN|PASSWORD|PASSWD|_KEY)\b/;

const remembered = new Memo<DockerfileFacts, Map<PackageManager, ReadonlyMap<Stage, string | null>>>(() => new Map());

/**
 * Why what one RUN downloads must stay in the image for another: BuildKit may empty a cache mount while the layer that filled it is
 * still cached ("your build should work with any contents of the cache directory", Dockerfile reference), and a RUN that works offline
 * or without the credentials of the first one cannot download again.
 * @param worksOffline tells calls that download nothing for other reasons than the options of the entry
 * @returns a clause for people, or null
 */
export function storeHazard(install: Install, scene: CacheScene, worksOffline: (call: ManagerCall) => boolean = () => false): string | null {
  const known = remembered.of(scene.facts);
  let hazards = known.get(install.manager);
  if (!hazards) known.set(install.manager, (hazards = collect(install.manager, scene, worksOffline)));
  const root = roots.of(scene.model).get(install.run.stage);
  if (!root) return null;
  return hazards.get(root) ?? takenAlong(install, scene, root);
}

function collect(manager: PackageManager, scene: CacheScene, worksOffline: (call: ManagerCall) => boolean): ReadonlyMap<Stage, string | null> {
  const { model, facts } = scene;
  const rootOf = roots.of(model);
  const hazards = new Map<Stage, string | null>();
  const open = new Set<Stage>();
  const secret = new Set<Stage>();
  for (const run of facts.runs) {
    const root = rootOf.get(run.stage) ?? run.stage;
    const calls = managerCalls(model.text, run, manager);
    if (usesCredentials(model.text, run)) secret.add(root);
    else if (calls.length > 0) open.add(root);
    const isOffline = calls.length > 0 && (hasNoNetwork(run) || calls.some((call) => isCacheOnly(call) || worksOffline(call)));
    if (isOffline) hazards.set(root, `a RUN works offline on what ${manager.label} downloads, and would fail whenever BuildKit has emptied the mount`);
  }
  for (const root of secret) {
    if (!open.has(root) || hazards.has(root)) continue;
    hazards.set(root, `one RUN downloads with credentials that another RUN of ${manager.label} has not, which fails whenever BuildKit has emptied the mount`);
  }
  return hazards;
}

function hasNoNetwork({ instruction }: RunFact): boolean {
  return instruction.flags.some(({ name, value }) => name === 'network' && value === 'none');
}

function isCacheOnly({ manager, run, command, options }: ManagerCall): boolean {
  if (manager.cacheOnlyOptions.some((pattern) => hasOption(options, pattern))) return true;
  return manager.offlineVariables.some(({ name, ignoresCase }) => {
    const value = commandVariable(run, command, name, ignoresCase)?.value;
    return value !== undefined && value !== null && !/^(?:|0|false)$/i.test(value);
  });
}

function usesCredentials(text: string, run: RunFact): boolean {
  if (run.instruction.mounts.some(({ type }) => type === 'secret' || type === 'ssh')) return true;
  return CREDENTIALS.test(sliceSpan(text, run.instruction.span));
}

/** A COPY of a folder above the store would leave out what lies in the mount: `COPY --from=build /go /go`. */
function takenAlong(install: Install, scene: CacheScene, root: Stage): string | null {
  const taken = copiedOut.of(scene.facts, scene.model).get(root);
  if (!taken) return null;
  for (const folder of install.manager.folders) {
    if (!folder.isStore) continue;
    const { path } = resolveFolder(scene, install, folder, []);
    if (path === null) continue;
    let above = taken.above.get(path);
    if (above === undefined) taken.above.set(path, (above = [...taken.paths].find((source) => touches(source, path) === 'parent') ?? null));
    if (above !== null) return `a COPY takes ${above} out of this stage, and with it what ${install.manager.label} downloads`;
  }
  return null;
}

interface Taken {
  /** Absolute. */
  readonly paths: Set<string>;
  /** The first of them above a store folder, by the path of the folder; filled as folders are asked about. */
  readonly above: Map<string, string | null>;
}

/** What other stages take out of each chain of stages, by its first. */
const copiedOut = new Memo(({ copies }: DockerfileFacts, model: DockerfileModel): ReadonlyMap<Stage, Taken> => {
  const byRoot = new Map<Stage, Taken>();
  for (const { instruction, sources } of copies) {
    const from = instruction.flags.find(({ name }) => name === 'from')?.value;
    const stage = from ? findStage(model, from) : null;
    const root = stage && roots.of(model).get(stage);
    if (!root) continue;
    const taken = byRoot.get(root) ?? { paths: new Set(), above: new Map() };
    byRoot.set(root, taken);
    for (const { path } of sources) taken.paths.add(cleanPath(`/${path}`));
  }
  return byRoot;
});

/** The stage that each chain of stages starts with. */
const roots = new Memo(({ stages }: DockerfileModel): ReadonlyMap<Stage, Stage> => {
  const found = new Map<Stage, Stage>();
  for (const stage of stages) found.set(stage, (stage.parent && found.get(stage.parent)) ?? stage);
  return found;
});
