import { MemoWithin } from '../../../core/collections/memoWithin.ts';
import { hasSameWheels } from './sameWheels.ts';
import type { DockerfileFacts, RunFact, StageFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ContextFiles, ProjectView } from '../../../core/engine/projectView.ts';
import type { Span } from '../../../core/text/span.ts';
import { managerInstalls, type Install } from '../../cache/calls/managerCall.ts';
import { startedManagers } from '../../cache/calls/startedManagers.ts';
import type { PackageManager } from '../../cache/packageManager.ts';
import { ALL_MANAGERS } from '../../cache/packageManagers.ts';
import { copiedFile } from './copiedFile.ts';
import { NOTHING_KNOWN, packageJson, projectFile, requirementsFile, type ManifestPackages } from './manifestPackages.ts';
import type { Dependency } from './muslVerdict.ts';
import { parseRequirement } from './requirement.ts';

export interface Scene {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly project: ProjectView | null;
}

/** The packages that one command installs. */
export interface InstalledPackages {
  readonly run: RunFact;
  /** The command up to its verb: `pip install`. */
  readonly span: Span;
  /** Context paths of the manifests that were read. */
  readonly manifests: readonly string[];
  readonly dependencies: readonly Dependency[];
  /** False where it may install others that could not be read. */
  readonly isComplete: boolean;
  /** True where packages may come from an index of somebody's own, which may have builds that the public one lacks. */
  readonly hasOwnIndex: boolean;
}

export interface StagePackages {
  readonly installs: readonly InstalledPackages[];
  /** False where the stage, or one that it continues, may install packages of Python or Node.js that are not listed here. */
  readonly isComplete: boolean;
}

const PYTHON: ReadonlySet<string> = new Set(['pip', 'uv', 'poetry', 'pipenv']);
const NODE: ReadonlySet<string> = new Set(['npm', 'yarn', 'yarn-berry', 'pnpm', 'bun']);
const MANAGERS: readonly PackageManager[] = ALL_MANAGERS.filter(({ installsOnly }) => installsOnly === 'python' || installsOnly === 'javascript');

/** What a stage and those that it continues install, read from commands and from the manifests of the build context that they name. */
export function stagePackages(scene: Scene, stage: Stage): StagePackages {
  return chainPackages.of(scene.facts.stageFact(stage), filesOf(scene), scene);
}

function filesOf({ project }: Scene): ContextFiles | null {
  return project?.uses[0]?.context.files ?? null;
}

const chainPackages = new MemoWithin(({ stage }: StageFact, files: ContextFiles | null, scene: Scene): StagePackages => {
  const parts = stageChain(stage).map((one) => ownPackages.of(scene.facts.stageFact(one), files, scene));
  return { installs: parts.flatMap(({ installs }) => installs), isComplete: parts.every(({ isComplete }) => isComplete) };
});

/** Of the stage alone. */
const ownPackages = new MemoWithin(readStage);

function readStage({ stage, runs }: StageFact, files: ContextFiles | null, scene: Scene): StagePackages {
  const chain = stageChain(stage).map((one) => scene.facts.stageFact(one));
  const installs = new Map<number, InstalledPackages>();
  let isComplete = true;
  for (const run of runs) {
    if (run.instruction.isTrigger) continue;
    if (!run.isComplete) isComplete = false;
    for (const manager of startedManagers(scene.model.text, run, MANAGERS)) {
      for (const install of managerInstalls(scene.model.text, run, manager)) {
        if (!installs.has(install.verbSpan.start)) installs.set(install.verbSpan.start, readInstall(install, chain, files));
      }
    }
  }
  return { installs: [...installs.values()], isComplete: isComplete && [...installs.values()].every((one) => one.isComplete) };
}

function readInstall(install: Install, chain: readonly StageFact[], files: ContextFiles | null): InstalledPackages {
  const { run, manager, verbSpan } = install;
  const parts = PYTHON.has(manager.id) ? pythonParts(install, chain, files) : NODE.has(manager.id) ? nodeParts(install, chain, files) : [{ path: null, packages: NOTHING_KNOWN }];
  return {
    run,
    span: verbSpan,
    manifests: parts.flatMap(({ path }) => path ?? []),
    dependencies: parts.flatMap(({ packages }) => packages.dependencies),
    isComplete: parts.every(({ packages }) => packages.isComplete) && !install.command.isConditional,
    hasOwnIndex: parts.some(({ packages }) => packages.hasOwnIndex) || usesOwnIndex(install),
  };
}

interface Part {
  readonly path: string | null;
  readonly packages: ManifestPackages;
}

const UNREAD: Part = { path: null, packages: NOTHING_KNOWN };

/** Tools that only install; no service imports them, and all of them run anywhere. */
const TOOLS: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'poetry', 'pipenv', 'uv', 'build', 'virtualenv', 'pip-tools', 'hatch', 'pdm']);

function pythonParts(install: Install, chain: readonly StageFact[], files: ContextFiles | null): readonly Part[] {
  const verb = install.positionals.filter(({ span }) => span.end <= install.verbSpan.end).map(({ value }) => value).join(' ');
  const project = (name: string): Part => fromManifest(name, install, chain, files, projectFile);
  if (install.manager.id === 'poetry') return verb === 'install' || verb === 'sync' ? [project('pyproject.toml')] : [UNREAD];
  if (install.manager.id === 'pipenv') return (verb === 'install' || verb === 'sync') && install.rest.length === 0 ? [project('Pipfile')] : [UNREAD];
  if (verb === 'sync') return [project('pyproject.toml')];
  if (!['install', 'pip install', 'pip sync', 'wheel', 'tool install'].includes(verb)) return [UNREAD];
  const parts: Part[] = [];
  for (const { name, value } of install.options) {
    if (name === '-r' || name === '--requirement' || name === '--requirements') {
      parts.push(typeof value === 'string' ? fromManifest(value, install, chain, files, requirementsFile) : UNREAD);
    } else if (name === '-e' || name === '--editable' || name === '--group') parts.push(UNREAD);
  }
  for (const { value } of install.rest) {
    const folder = value === null ? null : /^(\.|\.\/|\.\[.*\]|\/[\w./-]+|\.\/[\w./-]+)$/.exec(value)?.[1];
    const found = value === null || folder ? null : parseRequirement(value);
    if (folder && !/\.(?:whl|zip|gz)$/.test(folder)) {
      const part = project(`${folder.replace(/\[.*$/, '').replace(/\/$/, '')}/pyproject.toml`);
      parts.push(folder.includes('[') ? { ...part, packages: { ...part.packages, isComplete: false } } : part);
    } else if (!found) parts.push(UNREAD);
    else if (!TOOLS.has(found.dependency.name)) parts.push({ path: null, packages: { dependencies: [found.dependency], isComplete: true, hasOwnIndex: false } });
  }
  return parts;
}

function nodeParts(install: Install, chain: readonly StageFact[], files: ContextFiles | null): readonly Part[] {
  const named = install.rest.filter(({ value }) => value !== 'install');
  if (named.length === 0) {
    const isProduction = install.options.some(({ name, value }) => (name === '--omit' && value === 'dev') || (name === '--only' && value === 'production')
      || name === '--production' || name === '--prod' || name === '-P') || install.run.state.env.get('NODE_ENV') === 'production';
    return [fromManifest('package.json', install, chain, files, (from, path) => packageJson(from, path, !isProduction))];
  }
  return named.map(({ value }): Part => {
    const name = value === null ? null : /^(@[\w.-]+\/[\w.-]+|[A-Za-z0-9][\w.-]*)(?:@[^/]*)?$/.exec(value)?.[1];
    if (!name) return UNREAD;
    if (['npm', 'yarn', 'pnpm', 'corepack', 'bun'].includes(name)) return { path: null, packages: { dependencies: [], isComplete: true, hasOwnIndex: false } };
    return { path: null, packages: { dependencies: [{ ecosystem: 'node', name, extras: [], newest: null }], isComplete: true, hasOwnIndex: false } };
  });
}

function fromManifest(
  name: string, install: Install, chain: readonly StageFact[], files: ContextFiles | null, read: (files: ContextFiles, path: string) => ManifestPackages,
): Part {
  const { run, command } = install;
  const folder = command.cd === undefined || run.state.workdir === null ? null : joinPath(run.state.workdir, command.cd ?? '.');
  if (!files || (folder === null && !name.startsWith('/'))) return UNREAD;
  const path = copiedFile(joinPath(folder ?? '/', name), run, chain, files);
  return path === null ? UNREAD : { path, packages: read(files, path) };
}

const OWN_INDEX: ReadonlySet<string> = new Set(['-i', '--index-url', '--extra-index-url', '--default-index', '--index', '-f', '--find-links', '--torch-backend']);
const INDEX_VARIABLES = ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS', 'UV_INDEX', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'UV_FIND_LINKS'];

function usesOwnIndex({ options, run, command }: Install): boolean {
  const isOwn = (value: string | true | null): boolean => typeof value !== 'string' || !hasSameWheels(value);
  if (options.some(({ name, value }) => OWN_INDEX.has(name) && isOwn(value))) return true;
  return INDEX_VARIABLES.some((name) => run.state.env.has(name) || [...command.assignments, ...command.inherited].some((one) => one.name === name));
}
