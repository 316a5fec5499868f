import { Memo } from '../../../core/collections/memo.ts';
import type { StageFact } from '../../../core/dockerfile/facts.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import { managerInstalls, type Install } from '../../cache/calls/managerCall.ts';
import type { PackageManager } from '../../cache/packageManager.ts';
import { ALL_MANAGERS } from '../../cache/packageManagers.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { stagePackages, type Scene, type StagePackages } from '../musl/stagePackages.ts';
import { builtProgram, type BuiltProgram } from './builtPrograms.ts';
import type { Origin } from './copiedFrom.ts';

/** Something that a COPY takes from another stage and that only runs where its surroundings are right. */
export type Artifact =
  /** The interpreter itself, `/usr/local/bin/node`, or a folder that it is in. */
  | { readonly kind: 'interpreter'; readonly name: 'node' | 'python' }
  /** Packages for one version of Python; `version` where the path names it. */
  | { readonly kind: 'python-packages'; readonly version: string | null; readonly packages: StagePackages }
  | { readonly kind: 'venv'; readonly packages: StagePackages }
  | { readonly kind: 'node-modules'; readonly packages: StagePackages }
  | { readonly kind: 'program'; readonly program: BuiltProgram };

const SITE_PACKAGES = /^\/usr\/local\/lib\/python(3\.\d+)(?:\/(?:site|dist)-packages)?$/;
const INTERPRETERS: readonly (readonly [RegExp, 'node' | 'python'])[] = [
  [/^\/usr\/local(?:\/bin(?:\/node)?)?$/, 'node'],
  [/^\/usr\/local(?:\/bin(?:\/python3?(?:\.\d+)?)?)?$/, 'python'],
];

const PIP = ALL_MANAGERS.filter(({ id }) => id === 'pip' || id === 'uv');
const NODE = ALL_MANAGERS.filter(({ installsOnly }) => installsOnly === 'javascript');

/** What is at a path of the stage that made it; null where that is nothing that depends on where it runs, or cannot be told. */
export function artifactAt({ stage, path }: Origin, family: string | null, scene: Scene): Artifact | null {
  const interpreter = INTERPRETERS.find(([pattern, name]) => name === family && pattern.test(path));
  if (interpreter) return { kind: 'interpreter', name: interpreter[1] };
  const site = SITE_PACKAGES.exec(path);
  if (site && family === 'python') return { kind: 'python-packages', version: site[1]!, packages: stage ? stagePackages(scene, stage) : { installs: [], isComplete: false } };
  if (!stage) return null;
  const fact = scene.facts.stageFact(stage);
  const program = builtProgram(path, chainOf(fact, scene));
  if (program) return { kind: 'program', program };
  if (family === 'python') {
    const { environments, prefixes } = installFolders.of(fact, scene);
    if (environments.has(path)) return { kind: 'venv', packages: stagePackages(scene, stage) };
    if (prefixes.has(path)) return { kind: 'python-packages', version: null, packages: stagePackages(scene, stage) };
  }
  if (family === 'node' && installFolders.of(fact, scene).modules.has(path)) {
    return { kind: 'node-modules', packages: stagePackages(scene, stage) };
  }
  return null;
}

/** Where a stage installs to. */
interface InstallFolders {
  readonly environments: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
  /** Folders with a `node_modules`, and that itself. */
  readonly modules: ReadonlySet<string>;
}

const installFolders = new Memo((fact: StageFact, scene: Scene): InstallFolders => {
  const chain = chainOf(fact, scene);
  const modules = nodeFolders(chain, scene).flatMap((folder) => [folder, joinPath(folder, 'node_modules')]);
  return { environments: environmentsOf(chain), prefixes: prefixesOf(chain, scene), modules: new Set(modules) };
});

function chainOf({ stage }: StageFact, { facts }: Scene): readonly StageFact[] {
  return stageChain(stage).map((one) => facts.stageFact(one));
}

/** Folders that `python -m venv`, `virtualenv` and `uv venv` make. */
function environmentsOf(chain: readonly StageFact[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { runs } of chain) {
    for (const { commands, state } of runs) {
      for (const { name, args, cd } of commands) {
        const words = args.map(({ value }) => value);
        const isVenv = name === 'venv' || name === 'virtualenv' || (name === 'uv' && words[0] === 'venv') || (/^python/.test(name ?? '') && words[0] === '-m' && /^(?:venv|virtualenv)$/.test(words[1] ?? ''));
        const folder = words.findLast((word) => word !== null && !word.startsWith('-') && word !== 'venv' && word !== 'virtualenv');
        if (isVenv && folder && state.workdir !== null && cd !== undefined) found.add(joinPath(joinPath(state.workdir, cd ?? '.'), folder));
        if (name === 'uv' && words[0] === 'sync' && state.workdir !== null && cd !== undefined) {
          const set = state.env.get('UV_PROJECT_ENVIRONMENT');
          if (set !== null) found.add(joinPath(joinPath(state.workdir, cd ?? '.'), set ?? '.venv'));
        }
      }
    }
  }
  return found;
}

/** Folders that pip is told to install below: `--prefix=/install`, `--target /packages`, and the user's own. */
function prefixesOf(chain: readonly StageFact[], scene: Scene): ReadonlySet<string> {
  const found = new Set<string>();
  for (const install of installsOf(chain, scene, PIP)) {
    for (const { name, value } of install.options) {
      const { workdir, user } = install.run.state;
      if (['--prefix', '--target', '-t', '--root'].includes(name) && typeof value === 'string' && workdir !== null) found.add(joinPath(workdir, value));
      if (name === '--user' && user.home !== null) found.add(joinPath(user.home, '.local'));
    }
  }
  return found;
}

/** Folders that hold a `node_modules` that an install fills. */
function nodeFolders(chain: readonly StageFact[], scene: Scene): readonly string[] {
  return installsOf(chain, scene, NODE).flatMap(({ run, command, options, rest }) => {
    const isElsewhere = options.some(({ name }) => ['-g', '--global', '--prefix', '-C', '--cwd', '--dir'].includes(name));
    if (isElsewhere || rest.some(({ value }) => value === 'global') || run.state.workdir === null || command.cd === undefined) return [];
    return [joinPath(run.state.workdir, command.cd ?? '.')];
  });
}

function installsOf(chain: readonly StageFact[], { model }: Scene, managers: readonly PackageManager[]): readonly Install[] {
  return chain.flatMap(({ runs }) => runs.flatMap((run) => managers.flatMap((manager) => managerInstalls(model.text, run, manager))));
}
