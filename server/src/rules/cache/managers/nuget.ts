import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { hasMountLike } from '../calls/contextEvidence.ts';
import { managerInstalls, type Install } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';

/**
 * The HTTP cache only: a mount over ~/.nuget/packages would have to be there for every later build and publish, and breaks those for
 * another platform (dotnet/dotnet-docker #3353, #4958). SDKs differ in its name below ~/.local/share/NuGet.
 * Sources: learn.microsoft.com/nuget, "Managing the global packages, cache, and temp folders", "NuGet CLI environment variables".
 */
export const nuget: PackageManager = {
  id: 'nuget',
  label: 'NuGet',
  token: 'dotnet',
  program: /^dotnet$/,
  installVerbs: [['restore'], ['build'], ['publish'], ['test'], ['run'], ['pack'], ['tool', 'install'], ['tool', 'restore'], ['add']],
  valueOptions: new Set([
    '--arch', '--configfile', '--configuration', '--framework', '--os', '--output', '--packages', '--runtime', '--source',
    '--verbosity', '--version', '-a', '-c', '-f', '-o', '-r', '-s', '-v',
  ]),
  offlineOptions: [{ name: '--no-restore' }, { name: '--no-build' }, { name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  claims: (install, scene) => (isPlaced(install) || !hasMountLike(install.run, /nuget/i)) && isFirst(install, scene),
  hazard: (install) =>
    isPlaced(install) ? null : 'SDKs differ in where they keep the HTTP cache of NuGet: set NUGET_HTTP_CACHE_PATH to the folder to mount',
  folders: [
    {
      place: { kind: 'home', path: '.local/share/NuGet/http-cache' },
      movedBy: [{ kind: 'variable', name: 'NUGET_HTTP_CACHE_PATH' }],
      harmlessEntries: [],
      cleanVerbs: [['nuget', 'locals', 'http-cache'], ['nuget', 'locals', 'all']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  defeats: { options: [{ name: '--no-http-cache' }, { name: '--no-cache' }], variables: [], overruledBy: [], configKeys: [] },
  config: null,
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /nuget/i,
  requireMount: 'fix',
  severity: 'hint',
};

/** What an earlier command restored is not downloaded again: a build restores implicitly, and finds it all. */
function isFirst(install: Install, scene: CacheScene): boolean {
  if (install.positionals[0]?.value === 'restore') return true;
  const first = firstInstalls.of(scene.facts, scene.model);
  return stageChain(install.run.stage).every((stage) => (first.get(stage) ?? Infinity) >= install.command.span.start);
}

/** Where in each stage packages are first restored; offsets. */
const firstInstalls = new Memo(({ runs }: DockerfileFacts, { text }: DockerfileModel): ReadonlyMap<Stage, number> => {
  const first = new Map<Stage, number>();
  for (const run of runs) {
    const [found] = managerInstalls(text, run, nuget);
    if (found && !first.has(run.stage)) first.set(run.stage, found.command.span.start);
  }
  return first;
});

function isPlaced({ run, command }: Install): boolean {
  return commandVariable(run, command, 'NUGET_HTTP_CACHE_PATH') !== undefined;
}
