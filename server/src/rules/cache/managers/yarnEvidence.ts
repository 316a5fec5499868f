import { MemoWithin } from '../../../core/collections/memoWithin.ts';
import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { BuildContext, ProjectView } from '../../../core/engine/projectView.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import type { CacheScene } from '../packageManager.ts';

/** What a Dockerfile and the projects that it copies say about the Yarn in use. */
export interface YarnEvidence {
  /** Major versions that the Dockerfile asks for; 2 where it is only known to be no Yarn 1. */
  readonly asked: readonly number[];
  /** Where the Dockerfile installs Yarn 1, which hands over to another one that the project names. */
  readonly hasClassic: boolean;
  readonly usesCorepack: boolean;
  readonly projects: readonly YarnProject[];
}

/** One folder with a package.json in one build context. */
export interface YarnProject {
  readonly context: BuildContext;
  /** Major version by `packageManager` or the release in .yarnrc.yml; null where neither says. */
  readonly major: number | null;
  /** By .yarnrc.yml; null where there is none that can be read. */
  readonly linker: string | null;
  /** True where .yarnrc.yml asks for one cache for all projects, the default of Yarn 4. */
  readonly hasGlobalCache: boolean;
  /** True where the packages themselves come with the sources. */
  readonly hasPackages: boolean;
}

/** More folders than any Dockerfile takes a package.json from. */
const MOST_FOLDERS = 20;

const remembered = new MemoWithin(readEvidence);

/** Remembered, because every call of Yarn asks. */
export function yarnEvidence({ model, facts, project }: CacheScene): YarnEvidence {
  return remembered.of(facts, project, model);
}

function readEvidence(facts: DockerfileFacts, project: ProjectView | null, model: DockerfileModel): YarnEvidence {
  const commands = yarnCommands(model, facts);
  const installed = commands.flatMap((command) => installedMajor(command) ?? []);
  const copied = facts.copies.some(({ fromContext, sources }) => fromContext && sources.some(({ path }) => OWN_FILES.test(path)));
  return {
    asked: distinct([...commands.flatMap((command) => askedMajor(command) ?? []), ...installed.filter((major) => major > 1), ...(copied ? [2] : [])]),
    hasClassic: installed.includes(1),
    usesCorepack: facts.runs.some(({ instruction }) => sliceSpan(model.text, instruction.span).includes('corepack')),
    projects: (project?.uses ?? []).flatMap(({ context }) => projectFolders(facts.copies, context).map((folder) => readProject(context, folder))),
  };
}

/** Each once, and few: versions that nobody has seen yet count as one. */
function distinct(majors: readonly number[]): readonly number[] {
  return [...new Set(majors.map((major) => Math.min(major, 9)))];
}

/** Files of Yarn 2 and later only. */
const OWN_FILES = /(?:^|\/)(?:\.yarnrc\.yml|\.yarn|\.pnp\.(?:cjs|loader\.mjs|\*))(?:\/|$)/;

function yarnCommands({ text }: DockerfileModel, facts: DockerfileFacts): readonly ShellCommand[] {
  return facts.runs.filter(({ instruction }) => sliceSpan(text, instruction.span).includes('yarn')).flatMap(({ commands }) => commands);
}

/** `yarn set version berry`, `corepack prepare yarn@4.1.0 --activate`. */
function askedMajor({ name, args }: ShellCommand): number | null {
  const words = args.map(({ value }) => value ?? '');
  if (name === 'yarn' && words[0] === 'set' && words[1] === 'version') return majorOf(words[2] ?? '');
  if (name !== 'corepack') return null;
  const wanted = words.find((word) => word.startsWith('yarn@'));
  return wanted === undefined ? null : majorOf(wanted.slice('yarn@'.length));
}

const NEW_NAMES = new Set(['berry', 'stable', 'latest', 'canary', 'next']);

function majorOf(version: string): number | null {
  if (NEW_NAMES.has(version)) return 2;
  if (version === 'classic') return 1;
  const digits = /^[v^~=]*(\d+)(?:\.|$)/.exec(version)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The package `yarn` of npm, Debian and Alpine is Yarn 1. */
function installedMajor({ name, args }: ShellCommand): number | null {
  const words = args.map(({ value }) => value ?? '');
  if (name === 'npm') {
    const wanted = words.find((word) => /^yarn(?:@|$)/.test(word));
    if (wanted === undefined || !words.some((word) => word === '-g' || word === '--global')) return null;
    return wanted.includes('@berry') ? 2 : (majorOf(wanted.slice('yarn@'.length)) ?? 1);
  }
  const isPackage = (name === 'apk' && words.includes('add')) || (/^apt(?:-get)?$/.test(name ?? '') && words.includes('install'));
  return isPackage && words.some((word) => /^yarn(?:pkg)?(?:[=~<>]|$)/.test(word)) ? 1 : null;
}

/** Folders of the context that a COPY takes a package.json from; the context itself where none says. */
function projectFolders(copies: readonly CopyFact[], context: BuildContext): readonly string[] {
  const folders = new Set<string>();
  for (const { fromContext, sources } of copies) {
    if (!fromContext) continue;
    for (const { path } of sources) {
      if (folders.size >= MOST_FOLDERS) break;
      const folder = /(?:^|\/)package[^/]*\.json$/.test(path) ? cleanPath(`${path}/..`) : path;
      if (folder !== '.' && context.files.has(`${folder}/package.json`)) folders.add(folder);
    }
  }
  return context.files.has('package.json') || folders.size === 0 ? ['.', ...folders] : [...folders];
}

function readProject(context: BuildContext, folder: string): YarnProject {
  const at = (name: string) => (folder === '.' ? name : `${folder}/${name}`);
  const wanted = /"packageManager"\s*:\s*"yarn@([^"+]{1,40})/.exec(context.files.text(at('package.json')) ?? '')?.[1];
  const settings = context.files.text(at('.yarnrc.yml'));
  const release = /^yarnPath:[^\n]*\/yarn-(\d+)\./m.exec(settings ?? '')?.[1];
  const packages = at('.yarn/cache');
  return {
    context,
    major: wanted !== undefined ? majorOf(wanted) : release !== undefined ? Number(release) : settings !== undefined ? 2 : null,
    linker: settings === undefined ? null : (/^nodeLinker:[ \t]*["']?([\w-]+)/m.exec(settings)?.[1] ?? 'pnp'),
    hasGlobalCache: /^enableGlobalCache:[ \t]*true/m.test(settings ?? ''),
    hasPackages: context.files.hasFolder(packages) && !context.ignore?.matcher.ignores(packages),
  };
}
