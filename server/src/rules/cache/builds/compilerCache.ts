import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { isWritten, wordsOf } from '../calls/contextEvidence.ts';
import type { Install } from '../calls/managerCall.ts';
import { ANY_WORD, UNCONFIGURED, type CacheScene, type PackageManager } from '../packageManager.ts';

/** Targets of `make` that compile nothing, or nothing yet. */
const QUIET_TARGETS = /^(?:install|clean|distclean|test|check|menuconfig|defconfig|oldconfig)$/;

/** What ccache and sccache have in common: they cache for other programs, and do so only where these are told. */
const shared = {
  installVerbs: [[ANY_WORD], []],
  valueOptions: new Set([
    '-C', '-M', '-f', '-j', '-k', '-l', '-o', '--build', '--config', '--directory', '--file', '--max-size', '--set-config',
    '--target',
  ]),
  offlineOptions: [{ name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-n' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  sharing: 'shared',
  holdsLocalBuilds: true,
  ...UNCONFIGURED,
  requireMount: 'fix',
} as const satisfies Partial<PackageManager>;

/** Sources: ccache.dev, manual ("Location of the cache", `cache_dir`; "Run modes"). */
export const ccache: PackageManager = {
  ...shared,
  id: 'ccache',
  label: 'ccache',
  token: 'make',
  program: /^(?:g?make|cmake)$/,
  claims: (install, scene) => compiles(install) && isBehindCcache(install, scene) && !isSet(install, ['CCACHE_DISABLE', 'CCACHE_REMOTE_ONLY']),
  hazard: (install) => (isSet(install, ['CCACHE_DIR']) ? null : 'versions of ccache before 4 keep it in ~/.ccache: set CCACHE_DIR to the folder to mount'),
  folders: [
    {
      place: { kind: 'home', path: '.cache/ccache' },
      movedBy: [{ kind: 'variable', name: 'CCACHE_DIR' }, { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'ccache' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  hint: /(?:^|[^s])ccache/i,
};

/** Source: README of github.com/mozilla/sccache, docs/Local.md and the pages of its other storages. */
export const sccache: PackageManager = {
  ...shared,
  id: 'sccache',
  label: 'sccache',
  token: 'cargo',
  program: /^cargo$/,
  claims: (install) => compiles(install) && hasLauncher('sccache', install, ['RUSTC_WRAPPER', 'CARGO_BUILD_RUSTC_WRAPPER']) && !isSet(install, REMOTE),
  folders: [
    {
      place: { kind: 'home', path: '.cache/sccache' },
      movedBy: [{ kind: 'variable', name: 'SCCACHE_DIR' }, { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'sccache' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  hint: /sccache/i,
};

const REMOTE = ['SCCACHE_BUCKET', 'SCCACHE_REDIS', 'SCCACHE_REDIS_ENDPOINT', 'SCCACHE_MEMCACHED', 'SCCACHE_MEMCACHED_ENDPOINT', 'SCCACHE_GCS_BUCKET',
  'SCCACHE_AZURE_CONNECTION_STRING', 'SCCACHE_GHA_ENABLED', 'SCCACHE_WEBDAV_ENDPOINT', 'SCCACHE_ENDPOINT'];

function isSet({ run, command }: Install, names: readonly string[]): boolean {
  return names.some((name) => {
    const variable = commandVariable(run, command, name);
    return variable !== undefined && variable.value !== '';
  });
}

function compiles({ command, positionals }: Install): boolean {
  if (command.name === 'cmake') return command.args.some(({ value }) => value === '--build');
  if (command.name === 'cargo') return ['build', 'b', 'test', 't', 'rustc', 'install', 'clippy', 'check'].includes(positionals[0]?.value ?? '');
  return positionals.length === 0 || positionals.some(({ value }) => value === null || !QUIET_TARGETS.test(value));
}

function isBehindCcache(install: Install, scene: CacheScene): boolean {
  const byWord = wordsOf(install).some((word) => /^(?:CC|CXX)=(?:\S*\/)?ccache(?:\s|$)/.test(word));
  const byVariable = () => hasLauncher('ccache', install, ['CMAKE_C_COMPILER_LAUNCHER', 'CMAKE_CXX_COMPILER_LAUNCHER', 'CC', 'CXX']);
  return byWord || byVariable() || isOnPath(install) || isConfigured(install, scene);
}

/** `RUSTC_WRAPPER=sccache`, `CC="ccache gcc"`. */
function hasLauncher(tool: string, { run, command }: Install, names: readonly string[]): boolean {
  const launcher = new RegExp(`^(?:\\S*/)?${tool}(?:\\s|$)`);
  return names.some((name) => launcher.test(commandVariable(run, command, name)?.value ?? ''));
}

/** Distributions link compilers to ccache in a folder that only needs to be on the PATH. */
function isOnPath({ run, command }: Install): boolean {
  return CCACHE_FOLDER.test(commandVariable(run, command, 'PATH')?.value ?? pathAsWritten(run));
}

const CCACHE_FOLDER = /(?:^|[:="'\s])\/usr\/lib(?:64)?\/ccache(?:\/bin)?(?::|$)/;

/** `ENV PATH=/usr/lib/ccache:$PATH` has no value that could be told, but that folder. */
function pathAsWritten({ state }: Install['run']): string {
  const origin = state.envOrigin.get('PATH');
  return origin?.words.map(({ raw }) => raw).find((raw) => raw.startsWith('PATH=')) ?? '';
}

/** A `cmake` of the same stage that put it into the build files. */
function isConfigured({ run }: Install, scene: CacheScene): boolean {
  if (!isWritten(scene, LAUNCHER)) return false;
  const first = firstConfigured.of(scene.facts).get(run.stage);
  return first !== undefined && first <= run.instruction.span.start;
}

const firstConfigured = new Memo(({ runs }: DockerfileFacts): ReadonlyMap<Stage, number> => {
  const first = new Map<Stage, number>();
  for (const { commands, stage, instruction } of runs) {
    const sets = commands.some(({ name, args }) => name === 'cmake' && args.some(({ value }) => value !== null && LAUNCHER_OPTION.test(value)));
    if (sets && !first.has(stage)) first.set(stage, instruction.span.start);
  }
  return first;
});

const LAUNCHER = /COMPILER_LAUNCHER/;

const LAUNCHER_OPTION = /^-DCMAKE_(?:C|CXX|CUDA)_COMPILER_LAUNCHER(?::\w+)?=(?:\S*\/)?ccache$/;
