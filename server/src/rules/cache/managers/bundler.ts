import { commandVariable } from '../calls/commandVariable.ts';
import { hasMountLike } from '../calls/contextEvidence.ts';
import { NO_DEFEATS, type PackageManager } from '../packageManager.ts';

/**
 * Gems are unpacked where they run from, and only the archives in `cache` beside them are a cache; where that is depends on three
 * settings, and gems from git may even run from it (rubygems #3204). So it is asked for and never written.
 * Sources: bundler.io, `bundle config`; docker-library/ruby (GEM_HOME).
 */
export const bundler: PackageManager = {
  id: 'bundler',
  label: 'Bundler',
  token: 'bundle',
  program: /^bundler?$/,
  installVerbs: [['install'], [], ['update'], ['cache'], ['package'], ['add']],
  valueOptions: new Set([
    '--gemfile', '--jobs', '--path', '--retry', '--with', '--without', '--group', '--binstubs', '--shebang', '--trust-policy',
    '-P', '-j',
  ]),
  offlineOptions: [{ name: '--local' }, { name: '--prefer-local' }, { name: '--version' }, { name: '-v' }, { name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--local' }],
  claims: ({ run, command }) => {
    const path = commandVariable(run, command, 'BUNDLE_PATH');
    if ((!path && !commandVariable(run, command, 'GEM_HOME')) || hasMountLike(run, /bundle|gem|vendor/i)) return false;
    return !isDeployed(commandVariable(run, command, 'BUNDLE_DEPLOYMENT')?.value, path?.value);
  },
  folders: [
    {
      place: { kind: 'home', path: '.bundle/cache' },
      movedBy: [{ kind: 'variable', name: 'BUNDLE_PATH', below: 'ruby/<abi>/cache' }, { kind: 'variable', name: 'GEM_HOME', below: 'cache' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: true,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [['config', 'set'], ['config']],
    folderKeys: ['path', 'deployment', 'cache-path', 'system'],
    files: ['.bundle/config'],
    telltale: /^BUNDLE_(?:PATH|DEPLOYMENT)/m,
  },
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])(?:bundle|bundler|gems?)(?:[/._-]|$)/i,
  requireMount: 'report',
  severity: 'information',
};

/** Gems go to vendor/bundle then, unless BUNDLE_PATH says otherwise. */
function isDeployed(deployment: string | null | undefined, path: string | null | undefined): boolean {
  return path === undefined && deployment !== undefined && deployment !== 'false' && deployment !== '';
}
