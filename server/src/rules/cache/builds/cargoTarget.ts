import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { isWritten } from '../calls/contextEvidence.ts';
import { managerCalls, type Install, type ManagerCall } from '../calls/managerCall.ts';
import { ANY_WORD, UNCONFIGURED, type CacheScene, type PackageManager } from '../packageManager.ts';

const VERBS = ['build', 'b', 'rustc', 'install', 'zigbuild'];

/**
 * What Cargo compiled, and the program itself: so a mount here needs somebody who takes the program out of it in the same RUN, which
 * `planTarget` looks for. Sources: doc.rust-lang.org/cargo, "Build Cache", "Configuration" (`build.target-dir`).
 */
export const cargoTarget: PackageManager = {
  id: 'cargo-target',
  label: 'Cargo',
  token: 'cargo',
  program: /^cargo$/,
  installVerbs: [...VERBS.map((verb) => [verb]), ...VERBS.map((verb) => [ANY_WORD, verb])],
  valueOptions: new Set([
    '--bin', '--branch', '--color', '--config', '--example', '--features', '--git', '--index', '--jobs', '--manifest-path',
    '--message-format', '--out-dir', '--artifact-dir', '--package', '--path', '--profile', '--registry', '--rev', '--root',
    '--tag', '--target', '--target-dir', '--version', '-C', '-F', '-Z', '-j', '-p',
  ]),
  offlineOptions: [{ name: '--help' }, { name: '-h' }, { name: '--list' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  claims,
  folders: [
    {
      place: { kind: 'project', path: 'target' },
      mountId,
      movedBy: [
        { kind: 'option', option: { name: '--target-dir' } },
        { kind: 'variable', name: 'CARGO_TARGET_DIR' },
        { kind: 'variable', name: 'CARGO_BUILD_TARGET_DIR' },
      ],
      harmlessEntries: ['CACHEDIR.TAG'],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: true,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])target(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/**
 * Only the project itself counts, and only where nobody keeps its dependencies in a layer: with cargo-chef or with an earlier build of
 * the manifests alone they are not compiled again.
 */
function claims(install: Install, scene: CacheScene): boolean {
  const verb = install.positionals.find(({ value }) => value !== null && VERBS.includes(value))?.value;
  const first = install.positionals[0]?.value ?? '';
  if (!VERBS.includes(first) && !first.startsWith('+')) return false;
  if (verb === 'install' && !install.options.some(({ name }) => name === '--path')) return false;
  if (install.options.some(({ name }) => name === '-C' || name === '--manifest-path') || isWritten(scene, CHEF)) return false;
  return buildingRuns.of(scene.facts, scene.model) === 1;
}

const CHEF = /cargo[ -]chef/;

const buildingRuns = new Memo(({ runs }: DockerfileFacts, { text }: DockerfileModel): number => {
  const isBuild = (verb: string | null) => verb !== null && verb !== 'install' && VERBS.includes(verb);
  const builds = ({ positionals }: ManagerCall) => positionals.slice(0, 2).some(({ value }) => isBuild(value));
  const installs = ({ positionals, options }: ManagerCall) => positionals[0]?.value === 'install' && options.some(({ name }) => name === '--path');
  return runs.filter((run) => managerCalls(text, run, cargoTarget).some((call) => builds(call) || installs(call))).length;
});

/** Projects at the same path must not take each other's programs for their own. */
function mountId({ run }: Install, { project, facts }: CacheScene): string | null {
  const manifests = (project?.uses ?? []).map(({ context: { files } }) => files.text('Cargo.toml') ?? '');
  const names = new Set(manifests.map((manifest) => /^\s*name\s*=\s*["']([\w-]+)["']/m.exec(manifest)?.[1]));
  const [name] = names;
  if (names.size !== 1 || name === undefined) return null;
  const isMusl = facts.stageFact(run.stage).distribution === 'alpine';
  return `cargo-target-${name}${isMusl ? '-musl' : ''}`;
}
