import { commandVariable } from '../commandVariable.ts';
import { hasMountLike } from '../contextEvidence.ts';
import { managerInstalls, type Install } from '../managerCall.ts';
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
  valueOptions: new Set(['--arch', '--configfile', '--configuration', '--framework', '--os', '--output', '--packages', '--runtime', '--source', '--verbosity', '--version', '-a', '-c', '-f', '-o', '-r', '-s', '-v']),
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
};

const MOST_PARENTS = 50;

/** What an earlier command restored is not downloaded again: a build restores implicitly, and finds it all. */
function isFirst(install: Install, { model, facts }: CacheScene): boolean {
  if (install.positionals[0]?.value === 'restore') return true;
  let { stage } = install.run;
  for (let depth = 0; depth < MOST_PARENTS; depth++) {
    for (const run of facts.stageFact(stage).runs) {
      if (run.instruction.span.start > install.run.instruction.span.start) break;
      if (managerInstalls(model.text, run, nuget).some(({ command }) => command.span.start < install.command.span.start)) return false;
    }
    if (!stage.parent) return true;
    stage = stage.parent;
  }
  return false;
}

function isPlaced({ run, command }: Install): boolean {
  return commandVariable(run, command, 'NUGET_HTTP_CACHE_PATH') !== undefined;
}
