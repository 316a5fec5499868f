import { hasOption, lastOption } from '../calls/callOptions.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { hasVerb, type Install, type ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { hasCallLike } from './anyCall.ts';
import { isLocalInstall } from './localPackages.ts';

const LINK_MODE = { name: '--link-mode' };

/**
 * Sources: uv's `crates/uv-cache/src/cli.rs` (order of the folders, `--no-cache-dir` as an alias), `docs/concepts/cache.md` and the
 * guide "Using uv in Docker". `uv run`, `uvx` and `uv tool run` are left alone: options behind the tool's name belong to that tool.
 */
export const uv: PackageManager = {
  id: 'uv',
  label: 'uv',
  installsOnly: 'python',
  token: 'uv',
  program: /^uv$/,
  installVerbs: [
    ['sync'], ['add'], ['lock'], ['build'], ['pip', 'install'], ['pip', 'sync'], ['pip', 'compile'], ['tool', 'install'],
    ['tool', 'upgrade'],
  ],
  valueOptions: new Set([
    '--allow-insecure-host', '--annotation-style', '--branch', '--build-constraint', '--build-constraints', '--cache-dir',
    '--color', '--config-file', '--config-setting', '--config-settings', '--constraint', '--constraints', '--default-index',
    '--directory', '--editable', '--exclude-newer', '--extra', '--extra-index-url', '--find-links', '--fork-strategy', '--group',
    '--index', '--index-strategy', '--index-url', '--keyring-provider', '--link-mode', '--no-binary', '--no-binary-package',
    '--no-build-isolation-package', '--no-build-package', '--no-extra', '--no-group', '--no-install-package', '--only-binary',
    '--only-group', '--optional', '--out-dir', '--output-file', '--override', '--overrides', '--package', '--prefix',
    '--prerelease', '--project', '--python', '--python-platform', '--python-preference', '--python-version', '--refresh-package',
    '--reinstall-package', '--requirement', '--requirements', '--resolution', '--rev', '--root', '--script', '--tag', '--target',
    '--torch-backend', '--trusted-host', '--upgrade-package', '--with', '--with-editable', '--with-requirements', '-b', '-c',
    '-C', '-e', '-f', '-i', '-m', '-o', '-p', '-P', '-r', '-w',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--no-index' }, { name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-V' }],
  offlineVariables: [{ name: 'UV_OFFLINE' }, { name: 'UV_NO_INDEX' }],
  cacheOnlyOptions: [{ name: '--offline' }],
  downloadsNothing: (call) => call.positionals[0]?.value === 'pip' && isLocalInstall(call),
  hazard,
  needs: [
    {
      isMet: (call) => linkMode(call) !== undefined,
      why: 'uv warns that it cannot link files out of the mount and copies them',
      kind: 'variable',
      text: 'UV_LINK_MODE=copy',
      isEssential: false,
    },
  ],
  folders: [
    {
      place: { kind: 'home', path: '.cache/uv' },
      movedBy: [
        { kind: 'option', option: { name: '--cache-dir' } },
        { kind: 'variable', name: 'UV_CACHE_DIR' },
        { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'uv' },
      ],
      harmlessEntries: [],
      // A plain `uv cache prune` keeps what is in use.
      cleanVerbs: [['cache', 'clean'], ['clean']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: true,
  defeats: {
    options: [{ name: '--no-cache' }, { name: '--no-cache-dir' }, { name: '-n' }],
    // clap's boolish values; uv refuses an empty one.
    variables: [{ name: 'UV_NO_CACHE', values: /^(?:y|yes|t|true|on|1)$/i, restoring: 'false' }],
    overruledBy: [],
    configKeys: [],
  },
  config: { setVerbs: [], folderKeys: [], files: ['uv.toml'], telltale: /^[ \t]*(?:no-cache|cache-dir)[ \t]*=/m },
  folderQuery: /^"?\$\(\s*uv cache dir\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])uv(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/** Undefined where uv is left to choose; null where the mode is given by something unseen. */
function linkMode(call: ManagerCall): string | null | undefined {
  const option = lastOption(call.options, LINK_MODE);
  if (option) return typeof option.value === 'string' ? option.value : null;
  const variable = commandVariable(call.run, call.command, 'UV_LINK_MODE');
  return variable?.value === '' ? undefined : variable?.value;
}

const dropsDownloads = (call: ManagerCall): boolean => hasVerb(call, ['cache', 'prune']) && hasOption(call.options, { name: '--ci' });

function hazard(install: Install, scene: CacheScene): string | null {
  if (linkMode(install) === 'symlink') return 'the link mode `symlink` makes the installed packages links into the cache, which break without the mount';
  if (hasCallLike(install, scene, dropsDownloads)) return '`uv cache prune --ci` removes from the mount what was downloaded';
  const value = commandVariable(install.run, install.command, 'UV_NO_CACHE')?.value;
  return value === null ? 'UV_NO_CACHE may switch the cache off' : null;
}
