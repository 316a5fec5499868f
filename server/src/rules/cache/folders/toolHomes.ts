import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { isWithin } from './folderPath.ts';
import { isWritten } from '../calls/contextEvidence.ts';
import { managerUses, type InstallFolder, type ManagerUse } from '../calls/managerUse.ts';
import { cacheTargets, type CacheTarget } from '../mounts/mountTarget.ts';
import type { CacheScene } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';

/** A cache mount over the whole home of a tool, where more lies than its cache. */
export interface CoveredHome {
  readonly target: CacheTarget;
  readonly use: ManagerUse;
  /** The folders that should be mounted instead. */
  readonly folders: readonly InstallFolder[];
  /** What happens, as a clause. */
  readonly effect: string;
}

interface ToolHome {
  readonly manager: string;
  readonly effect: string;
  /** True where what else belongs there is surely missed. */
  isMissed(scene: CacheScene, run: RunFact, use: ManagerUse, home: string): boolean;
}

const TOOL_HOMES: readonly ToolHome[] = [
  // python-poetry.org/docs/configuration: `virtualenvs.path` is `{cache-dir}/virtualenvs` unless set.
  { manager: 'poetry', effect: 'the virtual environment that poetry makes there never reaches the image', isMissed: missesVirtualenv },
  // github.com/pnpm/pnpm, store/store-path (canLinkToSubdir): where its home is a mount of its own, the store moves beside the project.
  { manager: 'pnpm', effect: 'pnpm cannot link from there and keeps its store elsewhere', isMissed: (_scene, _run, _use, home) => home.endsWith('/pnpm') },
  { manager: 'cargo', effect: 'cargo and rustup, which live there, are hidden', isMissed: hidesToolchain },
];

export function coveredHomes(scene: CacheScene, run: RunFact): readonly CoveredHome[] {
  const targets = cacheTargets(scene.model, run);
  if (targets.length === 0) return [];
  const watched = PACKAGE_MANAGERS.filter(({ id }) => TOOL_HOMES.some(({ manager }) => manager === id));
  return managerUses(scene, run, watched).flatMap((use) => {
    const row = TOOL_HOMES.find(({ manager }) => manager === use.manager.id)!;
    return targets.flatMap((target): CoveredHome[] => {
      const folders = use.folders.filter(({ mount, resolved }) => mount?.mount === target.mount && resolved.path !== null);
      const [first] = folders;
      if (!first || target.target === null || !target.isPlain) return [];
      const home = first.resolved.path!.slice(0, first.resolved.path!.lastIndexOf('/'));
      if (home === '' || !isWithin(home, target.target) || !row.isMissed(scene, run, use, home)) return [];
      return [{ target, use, folders, effect: row.effect }];
    });
  });
}

const VIRTUALENV = /virtualenv|venv|activate/i;

/** Only where nothing in sight may put the virtualenv elsewhere, or make it of no matter. */
function missesVirtualenv(scene: CacheScene, run: RunFact, use: ManagerUse): boolean {
  const { facts, project } = scene;
  const { commands, state } = run;
  const installs = use.folders.some(({ install }) => ['install', 'sync', 'add'].includes(install.positionals[0]?.value ?? ''));
  if (!installs || !run.isComplete || !state.isEnvComplete || isWritten(scene, VIRTUALENV)) return false;
  const last = commands.at(-1);
  if (!last || !use.calls.some(({ command }) => command === last)) return false;
  return stageChain(run.stage).every((stage) =>
    facts.stageFact(stage).copies.every(({ fromContext, sources, instruction }) => {
      if (!fromContext || instruction.span.start > run.instruction.span.start) return true;
      if (sources.some(({ path }) => path.endsWith('poetry.toml'))) return false;
      const isBroad = sources.some(({ path }) => path === '.' || !/[^/]\.[^/]+$/.test(path));
      if (!isBroad) return true;
      return project !== null && project.uses.every(({ context: { files } }) => files.complete && !files.paths.some((path) => path.endsWith('poetry.toml')));
    }),
  );
}

/** The official image keeps both in CARGO_HOME; so does an installation by rustup, in the home of its user. */
function hidesToolchain({ model, facts }: CacheScene, run: RunFact, _use: ManagerUse, home: string): boolean {
  const { baseImage } = facts.stageFact(run.stage);
  const isOfficial = baseImage !== null && fullImageName(baseImage) === 'docker.io/library/rust';
  if (isOfficial && home === '/usr/local/cargo') return true;
  return home.endsWith('/.cargo') && stageChain(run.stage).some((stage) =>
    facts.stageFact(stage).runs.some(({ instruction }) => {
      return instruction.span.start < run.instruction.span.start && sliceSpan(model.text, instruction.span).includes('sh.rustup.rs');
    }),
  );
}
