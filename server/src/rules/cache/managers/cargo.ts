import type { ProjectView } from '../../../core/engine/projectView.ts';
import { contextHolds, hasMountLike, isCopied } from '../calls/contextEvidence.ts';
import { effectiveUser } from '../calls/effectiveUser.ts';
import type { Install } from '../calls/managerCall.ts';
import { ANY_WORD, UNCONFIGURED, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { storeHazard } from '../folders/storeHazard.ts';

const VERBS = [
  'build', 'b', 'check', 'c', 'test', 't', 'run', 'r', 'bench', 'doc', 'd', 'fetch', 'install', 'update', 'vendor', 'clippy',
  'rustc', 'rustdoc', 'add', 'generate-lockfile', 'tree', 'package', 'publish', 'nextest', 'zigbuild', 'xwin', 'auditable',
  'llvm-cov', 'leptos', 'tauri', 'lambda', 'component', 'deb', 'tarpaulin',
];

/** Sources: doc.rust-lang.org/cargo, "Cargo Home" (what it holds and what is worth caching), "Environment Variables", "Source Replacement". */
export const cargo: PackageManager = {
  id: 'cargo',
  label: 'Cargo',
  token: 'cargo',
  program: /^(?:xx-)?cargo$/,
  installVerbs: [...VERBS.map((verb) => [verb]), ['chef', 'cook'], ...VERBS.map((verb) => [ANY_WORD, verb]), [ANY_WORD, 'chef', 'cook']],
  valueOptions: new Set([
    '--bench', '--bin', '--branch', '--color', '--config', '--example', '--exclude', '--features', '--git', '--index', '--jobs',
    '--lockfile-path', '--manifest-path', '--message-format', '--out-dir', '--artifact-dir', '--package', '--path', '--profile',
    '--recipe-path', '--registry', '--rev', '--root', '--tag', '--target', '--target-dir', '--test', '--version', '-C', '-F',
    '-Z', '-j', '-p',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--frozen' }, { name: '--help' }, { name: '-h' }, { name: '--list' }, { name: '-V' }],
  offlineVariables: [{ name: 'CARGO_NET_OFFLINE' }],
  cacheOnlyOptions: [{ name: '--offline' }, { name: '--frozen' }],
  claims,
  hazard: (install, scene) => storeHazard(install, scene) ?? parentHazard(install, scene),
  folders: [
    {
      place: { kind: 'home', path: '.cargo/registry' },
      isStore: true,
      movedBy: [{ kind: 'variable', name: 'CARGO_HOME', below: 'registry' }],
      harmlessEntries: ['CACHEDIR.TAG'],
      cleanVerbs: [],
    },
    {
      place: { kind: 'home', path: '.cargo/git/db' },
      isStore: true,
      usedBy: usesGit,
      movedBy: [{ kind: 'variable', name: 'CARGO_HOME', below: 'git/db' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/.])cargo(?:\/(?:registry|git)|\/?$)|cargo-?(?:registry|git)/i,
  requireMount: 'fix',
};

const VENDOR = /^vendor$/;
const CONFIG = /(?:^|\/)\.cargo\/config(?:\.toml)?$/;
const VENDORED = /(?:^|\/)vendor\/[^/]+\/(?:Cargo\.toml|\.cargo-checksum\.json)$/;

/** Words before a verb are toolchains only (`+nightly`); a vendor folder with a configuration replaces the registry. */
function claims(install: Install, scene: CacheScene): boolean {
  const first = install.positionals[0]?.value ?? '';
  if (!first.startsWith('+') && !VERBS.includes(first) && first !== 'chef') return false;
  const named = install.positionals.some(({ value }) => value === 'install' || value === 'add');
  if (named) return true;
  return !(isCopied(scene, VENDOR) || (contextHolds(scene, CONFIG) === true && contextHolds(scene, VENDORED) === true));
}

/**
 * `git/db` is for dependencies by git address only, which few projects have. Another user than root could not make `git/checkouts`
 * beside it, since BuildKit makes `git` for root; and whoever mounts the registry alone knows the project.
 */
function usesGit({ run, command, positionals, options }: Install, { model, project }: CacheScene): boolean {
  if (hasMountLike(run, /cargo/i)) return false;
  const { uid, kind } = effectiveUser(model.text, run, command);
  if (kind !== 'unknown' && uid !== 0) return false;
  const isInstall = positionals.some(({ value }) => value === 'install');
  const has = (name: string) => options.some((option) => option.name === name);
  if (isInstall && !has('--path')) return has('--git');
  return project !== null && namesGit(project);
}

const MOST_MANIFESTS = 200;
const remembered = new WeakMap<ProjectView, boolean>();

function namesGit(project: ProjectView): boolean {
  let named = remembered.get(project);
  if (named === undefined) {
    named = project.uses.some(({ context: { files } }) =>
      files.paths.filter((path) => /(?:^|\/)Cargo\.toml$/.test(path)).slice(0, MOST_MANIFESTS).some((path) => /\bgit\s*=\s*["']/.test(files.text(path) ?? '')),
    );
    remembered.set(project, named);
  }
  return named;
}
