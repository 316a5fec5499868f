import { joinPath } from '../../../core/dockerfile/paths.ts';
import type { BuildContext } from '../../../core/engine/projectView.ts';
import { baseName, folderOf, joinPaths } from '../../../project/paths.ts';
import { commandVariable } from '../../cache/calls/commandVariable.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { contextPathOf, type BroadCopy } from '../manifestsFirst/broadCopy.ts';
import { workFolder, type ManifestInstall } from '../manifestsFirst/manifestInstall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isVisible, nearestAbove, visibleIn } from './contextManifests.ts';
import { hasOption, isSwitchedOn, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { ENVIRONMENTS } from './pip.ts';
import { hasSetting, hasTable, readPythonProject } from './pythonProject.ts';
import { namedRequirements, requirementFiles } from './requirements.ts';

const PROJECT_OPTIONS = new Set([
  '--project', '--directory', '--package', '--all-packages', '--config-file', '--script', '--find-links', '-f',
]);
const WITHOUT_PROJECT = ['--no-install-project', '--no-install-workspace', '--no-install-local'];

/** `uv sync`, `uv pip install -r`, `uv pip sync`. Sources: docs.astral.sh/uv/guides/integration/docker and /concepts/projects. */
export const uv: ManifestEntry = {
  id: 'uv',
  reads(install) {
    const [verb, second] = wordsOf(install);
    if (verb === 'sync') return ['pyproject.toml'];
    if (verb !== 'pip') return null;
    if (second === 'install') return namedRequirements(install);
    const files = install.positionals.slice(2).map(({ value }) => value);
    return second === 'sync' && files.length > 0 && files.every((file) => file !== null) ? files : null;
  },
  named: (install) => (wordsOf(install)[0] === 'sync' ? 'pyproject.toml and uv.lock' : null),
  locks: ['uv.lock'],
  isLocked: (install) => wordsOf(install)[0] === 'pip' || isFrozen(install),
  needs(call, first, context) {
    const option = optionOf(call.install, PROJECT_OPTIONS);
    if (option) return refuse(`uv's ${option} makes it read other files of the project`);
    return wordsOf(call.install)[0] === 'pip' ? pipNeeds(call.install, first, context) : syncNeeds(call.install, first[0]!, context);
  },
  fills: ENVIRONMENTS,
  overwritten: (call, moved, context) => (wordsOf(call.install)[0] === 'sync' ? environmentOverwritten(call, moved, context) : null),
  writesHome: true,
  leavesManifests: (install) => wordsOf(install)[0] === 'pip' || isFrozen(install),
};

function isFrozen(install: Install): boolean {
  return hasOption(install, '--locked', '--frozen') || isSwitchedOn(install, 'UV_LOCKED') || isSwitchedOn(install, 'UV_FROZEN');
}

/** `uv pip` takes its settings from the project around it. */
function pipNeeds(install: Install, first: readonly string[], context: BuildContext): readonly string[] | Refusal {
  const files = wordsOf(install)[1] === 'sync' ? { ...install, rest: [] } : { ...install, rest: install.positionals.slice(2) };
  const folder = folderOf(first[0]!);
  const used = visibleIn(context, folder, ['uv.toml', 'pyproject.toml']).find((path) => hasSettings(path, context)) ?? settingsAbove(folder, context);
  if (used !== null) return refuse(`uv also reads its settings in ${used}`);
  const projects = first.filter((path) => path.endsWith('.toml'));
  const refused = projects.map((path) => projectNeeds(path, context)).find((reason) => reason !== null);
  if (refused) return refused;
  const lists = requirementFiles(files, 'uv', first.filter((path) => !projects.includes(path)), context.files);
  return isRefusal(lists) ? lists : [...projects, ...lists];
}

/** `uv pip install -r pyproject.toml` takes the dependencies of a project and leaves the project itself out. */
function projectNeeds(path: string, { files }: BuildContext): Refusal | null {
  const text = files.text(path);
  if (text === undefined || baseName(path) !== 'pyproject.toml') return refuse(`${path} cannot be read in the build context`);
  const project = readPythonProject(text, 'tool.uv');
  if (project.local !== null) return refuse(`${path} names a local path ("${project.local}")`);
  const isListed = project.lines.some(({ section, text: line }) => section === 'project' && /^dependencies\s*=/.test(line));
  return isListed && !project.isDynamic ? null : refuse(`${path} has dynamic metadata or lists no dependencies, so that uv may build the project to learn them`);
}

function hasSettings(path: string, { files }: BuildContext): boolean {
  return path.endsWith('uv.toml') || /^\s*\[\[?tool\.uv\b/m.test(files.text(path) ?? '[tool.uv');
}

/** uv goes up until it finds settings. */
function settingsAbove(folder: string, context: BuildContext): string | null {
  return nearestAbove(context, folder, 'uv.toml') ?? nearestAbove(context, folder, 'pyproject.toml', (path) => hasSettings(path, context));
}

function syncNeeds(install: Install, manifest: string, context: BuildContext): readonly string[] | Refusal {
  const folder = folderOf(manifest);
  const text = context.files.text(manifest);
  if (text === undefined) return refuse(`${manifest} cannot be read in the build context`);
  const project = readPythonProject(text, 'tool.uv');
  if (hasTable(project, 'tool.uv.workspace') || hasSetting(project, 'tool.uv', 'workspace', '.*')) {
    return refuse(`${manifest} has workspace members, whose own manifests are needed too`);
  }
  const root = nearestAbove(context, folder, 'pyproject.toml', (path) => /^\s*\[tool\.uv\.workspace\]/m.test(context.files.text(path) ?? ''));
  if (root !== null) return refuse(`${root} makes this folder part of a uv workspace`);
  if (project.local !== null) return refuse(`${manifest} names a local path ("${project.local}")`);
  // Without a build system uv installs the dependencies only (docs.astral.sh/uv/concepts/projects/config, build systems).
  const isPackage = project.hasBuildSystem || project.lines.some(({ text: line }) => /^package\s*=\s*true\b/.test(line));
  if (isPackage && !hasSetting(project, 'tool.uv', 'package', 'false') && !hasOption(install, ...WITHOUT_PROJECT)) {
    return refuse(
      'uv sync also builds the project, which needs the source and files such as README.md: run it with --no-install-project before the COPY, and once more after it',
    );
  }
  if (!isFrozen(install)) return refuse('uv may rewrite uv.lock, which the later COPY would undo: add --locked to the install');
  if (project.isDynamic && !hasOption(install, '--frozen') && !isSwitchedOn(install, 'UV_FROZEN')) {
    return refuse(`${manifest} has dynamic metadata, which uv reads from the source to check the lockfile`);
  }
  if (!isVisible(context, joinPaths(folder, 'uv.lock'))) return refuse('the uv.lock that this install needs is not in the build context');
  const above = settingsAbove(folder, context);
  if (above !== null) return refuse(`uv also reads its settings in ${above}`);
  const settings = uvSettings(joinPaths(folder, 'uv.toml'), context);
  return isRefusal(settings) ? settings : [manifest, ...visibleIn(context, folder, ['uv.lock', '.python-version']), ...settings];
}

function uvSettings(path: string, context: BuildContext): readonly string[] | Refusal {
  if (!isVisible(context, path)) return [];
  const text = context.files.text(path);
  if (text === undefined) return refuse(`${path} cannot be read in the build context`);
  const namesFiles = /\bfind-links\b|\burl\s*=\s*["'](?:\.|\/|file:)|^\s*(?:constraint|override|cache-dir)\b.*=/m.test(text);
  return namesFiles ? refuse(`${path} names other files or folders`) : [path];
}

/** Every developer who runs `uv sync` has a `.venv`, so that it must be ignored whether it is there now or not. */
function environmentOverwritten(call: ManifestInstall, moved: readonly BroadCopy[], { ignore }: BuildContext): Refusal | null {
  const work = workFolder(call);
  const variable = commandVariable(call.run, call.install.command, 'UV_PROJECT_ENVIRONMENT');
  if (work === null || variable?.value === null) return refuse('the folder of the virtual environment is not known');
  const environment = joinPath(work, variable?.value ?? '.venv');
  const brought = moved.map((copy) => contextPathOf(copy, environment)).find((path) => path !== null && !ignore?.matcher.ignores(path));
  if (brought === undefined) return null;
  return refuse(`no .dockerignore leaves out ${brought}, so the later COPY could overwrite what uv installed: leave it out, and the fix is offered`);
}
