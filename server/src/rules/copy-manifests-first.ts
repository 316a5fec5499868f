import type { CopyFact, DockerfileFacts, StageFact } from '../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../core/dockerfile/model.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import type { BuildContext, BuildUse, ContextFiles, ProjectView } from '../core/engine/projectView.ts';
import { defineDockerfileRule } from '../core/engine/rule.ts';
import { blocksMove, sourceReader } from './layers/between.ts';
import { broadCopy, contextPathOf, isBroad, mayBeBroad, type BroadCopy } from './layers/broadCopy.ts';
import { folderOf, relativeTo, resolvePath } from './layers/containerPath.ts';
import { manifestInstalls, type ManifestInstall } from './layers/manifestInstall.ts';
import { moveCopy } from './layers/moveCopy.ts';
import { npmManifests } from './layers/npmManifests.ts';
import { pipManifests } from './layers/pipManifests.ts';
import { isRefusal, refuse, type Refusal } from './layers/proof.ts';

/** Source: docs.docker.com/build/cache/invalidation: once a COPY misses the cache, everything after it is built again. */
export const copyManifestsFirst = defineDockerfileRule({
  meta: {
    id: 'copy-manifests-first',
    description: 'Copy dependency manifests and install before copying the source, so that a code change does not install everything again.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      broad: 'Every change of any copied file runs `{install}` again: copy {manifests} first, install, then copy the rest.',
      late: 'Every change of any copied file runs `{install}` again: move this COPY below the install.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    for (const { broad, call } of facts.stages.flatMap((stage) => repeatedInstalls(stage, dockerfile, project))) {
      if (!dockerfile.isTrustworthy) return;
      const source = sourceWord(broad.copy);
      const fix = prove(broad, call, dockerfile, facts, project);
      const manifests = call.manager === 'npm' ? 'package.json and its lockfile' : call.manifests.join(', ');
      report({
        messageId: copiedBefore(broad, call, facts) ? 'late' : 'broad',
        data: { install: `${call.manager} ${call.install.positionals[0]?.value ?? 'install'}`, manifests },
        span: source.span,
        severity: severityOf(call),
        related: [{ span: call.install.verbSpan, message: 'This install runs again after every change of what the COPY brings.' }],
        ...(isRefusal(fix) ? { withheld: sentence(fix) } : { fixes: [fix] }),
      });
    }
  },
});

/** A reason that starts with a name (`package.json …`, `npm runs …`) keeps it as it is written. */
function sentence({ reason }: Refusal): string {
  const isName = /^(npm|pip)\b|^\S*[^a-z\s]/.test(reason);
  return `${isName ? reason : reason[0]!.toUpperCase() + reason.slice(1)}.`;
}

function sourceWord({ instruction, sources }: CopyFact) {
  return (instruction.exec ?? instruction.words)[sources[0]!.index]!;
}

/** A cache mount makes the repetition cheaper, and a stage that only tests does not ship: both weigh less. */
function severityOf({ run }: ManifestInstall): Severity {
  const isMounted = run.instruction.mounts.some(({ type }) => type === 'cache');
  const onlyTests = /(^|[-_])(test|tests|lint)($|[-_])/.test(run.stage.name ?? '');
  return isMounted || onlyTests ? 'information' : 'warning';
}

interface RepeatedInstall {
  readonly broad: BroadCopy;
  readonly call: ManifestInstall;
}

/** More broad COPYs, and more installs after one, than any stage has. */
const MOST_COPIES = 100;
const MOST_INSTALLS = 100;

function repeatedInstalls(stage: StageFact, { text }: DockerfileModel, project: ProjectView | null): RepeatedInstall[] {
  const files = project?.uses[0]?.context.files ?? null;
  const copies = stage.copies.flatMap((copy) => broadCopy(copy) ?? []).filter((broad) => mayBeBroad(broad, files)).slice(0, MOST_COPIES);
  if (copies.length === 0) return [];
  const calls = stage.runs.filter(({ instruction }) => !instruction.isTrigger).flatMap((run) => manifestInstalls(text, run));
  return copies.flatMap((broad) => {
    const call = nextInstall(broad, calls, stage, files);
    return call ? [{ broad, call }] : [];
  });
}

/** The first install after the COPY, in its stage, of manifests that the COPY brought; null where an earlier install did that work. */
function nextInstall(broad: BroadCopy, calls: readonly ManifestInstall[], stage: StageFact, files: ContextFiles | null): ManifestInstall | null {
  const isBefore = ({ run }: ManifestInstall) => run.instruction.span.start < broad.copy.instruction.span.start;
  const done = new Set(calls.filter(isBefore).map(({ manager }) => manager));
  const open = calls.filter((call) => !done.has(call.manager) && call.run.state.shell === 'posix');
  for (const call of open.slice(0, MOST_INSTALLS)) {
    const path = imagePaths(call)?.[0];
    // Where the folder of the install is unknown, `COPY . .` is still the likely source of what it reads.
    if (path === undefined ? broad.source !== '' : !brings(broad, path, stage)) continue;
    if (isBroad(broad, files)) return call;
  }
  return null;
}

/** True where this COPY, and no later one before the install, put the file there. */
function brings(broad: BroadCopy, path: string, { copies }: StageFact): boolean {
  if (contextPathOf(broad, path) === null && broad.copy.destination !== null) return false;
  const { start } = broad.copy.instruction.span;
  return !copies.some(({ fromContext, instruction }) => !fromContext && instruction.span.start > start && instruction.keyword === 'ADD');
}

/** Absolute paths of the manifests in the image; null where the working folder is unknown. */
function imagePaths({ run, install, manifests }: ManifestInstall): string[] | null {
  const { workdir } = run.state;
  const { cd } = install.command;
  if (workdir === null || cd === undefined || (cd !== null && /[$`~]/.test(cd))) return null;
  const folder = cd === null ? workdir : resolvePath(workdir, cd);
  return manifests.map((manifest) => resolvePath(folder, manifest));
}

/** True where an earlier, narrow COPY of the stage brings the manifests already. */
function copiedBefore(broad: BroadCopy, call: ManifestInstall, facts: DockerfileFacts): boolean {
  const paths = imagePaths(call);
  return paths !== null && paths.every((path) => isCopiedBefore(broad, path, contextPathOf(broad, path), facts));
}

function isCopiedBefore({ copy }: BroadCopy, imagePath: string, contextPath: string | null, facts: DockerfileFacts): boolean {
  if (contextPath === null) return false;
  const name = contextPath.slice(contextPath.lastIndexOf('/') + 1);
  return facts.stageFact(copy.stage).copies.some(
    ({ instruction, fromContext, sources, destination }) =>
      fromContext &&
      instruction.span.start < copy.instruction.span.start &&
      destination !== null &&
      sources.some(({ path }) => path === contextPath || (folderOf(path) === folderOf(contextPath) && matchesName(path, name))) &&
      (resolvePath('/', destination) === imagePath || resolvePath(destination, name) === imagePath),
  );
}

/** `package*.json` in a COPY: `*` is the only wildcard that people use there. */
function matchesName(pattern: string, name: string): boolean {
  const [head, tail, ...more] = pattern.slice(pattern.lastIndexOf('/') + 1).split('*');
  return tail !== undefined && more.length === 0 && name.length >= head!.length + tail.length && name.startsWith(head!) && name.endsWith(tail);
}

/** The fix, where every condition of a safe move holds for every known build of this file; else the first that does not. */
function prove(broad: BroadCopy, call: ManifestInstall, dockerfile: DockerfileModel, facts: DockerfileFacts, project: ProjectView | null): Fix | Refusal {
  const { copy } = broad;
  const paths = imagePaths(call);
  if (copy.destination === null || paths === null) return refuse('the folder that the COPY or the install works in is not known');
  const destination = resolvePath('/', copy.destination);
  const place = checkPlace(broad, call, destination, dockerfile, facts);
  if (place) return place;
  if (!project) return refuse('the build context is not known');
  const plans = project.uses.map((use) => manifestsFor(use, broad, call, paths, facts));
  const refused = plans.find(isRefusal);
  if (refused) return refused;
  const [first, ...others] = plans as string[][];
  if (others.some((other) => other.join('\n') !== first!.join('\n'))) return refuse('the services that build this file have different manifests');
  const folders = new Set(first!.map((path) => folderOf(path)));
  if (folders.size > 1) return refuse('the manifests lie in different folders');
  const contextFolder = [...folders][0] ?? '';
  const folder = broad.source === '' ? contextFolder : (relativeTo(`/${broad.source}`, `/${contextFolder}`) ?? '');
  const missing = first!.filter((path) => !isCopiedBefore(broad, imagePathOf(destination, broad, path), path, facts));
  return moveCopy(dockerfile, { broad: copy.instruction, install: call.run.instruction, manifests: missing, folder });
}

function imagePathOf(destination: string, { source }: BroadCopy, contextPath: string): string {
  return resolvePath(destination, source === '' ? contextPath : contextPath.slice(source.length + 1));
}

/** Folders that hold, or are above those that hold, what an install writes. */
const SYSTEM_FOLDERS = /^\/($|(usr|usr\/local|opt|var|home|root)$|(bin|sbin|lib|etc|usr\/(local\/)?(bin|sbin|lib))(\/|$))/;

/** What can be judged from the Dockerfile alone. */
function checkPlace({ copy }: BroadCopy, call: ManifestInstall, destination: string, dockerfile: DockerfileModel, facts: DockerfileFacts): Refusal | null {
  const { instruction } = copy;
  const words = instruction.exec ?? instruction.words;
  const flag = instruction.flags.find(({ name }) => !['chown', 'chmod', 'link'].includes(name));
  if (flag) return refuse(`the COPY has --${flag.name}`);
  if (words.some(({ value }) => /[$\s"'\\]/.test(value)) || /\n/.test(instruction.flags.map(({ value }) => value ?? '').join(''))) {
    return refuse('the COPY uses variables or spaces');
  }
  if (SYSTEM_FOLDERS.test(destination)) {
    return refuse(`the COPY fills ${destination}, where the install may write as well`);
  }
  const home = call.run.state.user.home;
  if (home !== null && relativeTo(destination, home) !== null && call.manager === 'pip') {
    return refuse(`the COPY fills the user's home ${home}, where pip may write as well`);
  }
  if (!call.run.isComplete) return refuse('the RUN of the install could not be read as a whole');
  if (call.install.command.isConditional) return refuse('the install runs only under a condition');
  const own = manifestInstalls(dockerfile.text, call.run).map(({ install }) => install.command);
  if (own.length > 1) return refuse('this RUN holds several installs');
  const reader = sourceReader(dockerfile.text, call.run, own);
  if (reader) return refuse(`this RUN also runs "${reader.nameWord.raw}", which may need the source: give it a RUN of its own`);
  return blocksMove(instructionsBetween(instruction, call.run.instruction, copy.stage.instructions), dockerfile, facts, (words.at(-1)?.value ?? '').startsWith('/'));
}

function instructionsBetween(from: Instruction, to: Instruction, all: readonly Instruction[]): Instruction[] {
  return all.filter(({ span }) => span.start > from.span.start && span.end <= to.span.start);
}

/** Context paths of what the install reads, as one build of this file sees them. */
function manifestsFor(use: BuildUse, broad: BroadCopy, call: ManifestInstall, paths: readonly string[], facts: DockerfileFacts): string[] | Refusal {
  const { context } = use;
  if (!context.known) return refuse(`nothing in the workspace says how this file is built, so its build context (${context.path === '.' ? 'this folder' : context.path}) is only assumed`);
  if (!context.files.complete) return refuse('the build context is too large to be read completely');
  const first: string[] = [];
  for (const path of paths) {
    const contextPath = contextPathOf(broad, path);
    if (contextPath === null || !context.files.has(contextPath)) {
      if (!isBroughtOtherwise(path, broad, facts)) return refuse(`${path} is not in the build context`);
      return refuse(`${path} comes from another COPY`);
    }
    first.push(contextPath);
  }
  const manifests = call.manager === 'pip' ? pipManifests(call, first, context.files) : npmManifests(call, first[0]!, context);
  if (isRefusal(manifests)) return manifests;
  return visibleManifests(manifests as string[], context, call);
}

function isBroughtOtherwise(path: string, broad: BroadCopy, facts: DockerfileFacts): boolean {
  return facts.stageFact(broad.copy.stage).copies.some(
    ({ destination, instruction }) =>
      instruction !== broad.copy.instruction && destination !== null && relativeTo(resolvePath('/', destination), path) !== null,
  );
}

function visibleManifests(manifests: string[], { ignore, files }: BuildContext, call: ManifestInstall): string[] | Refusal {
  const odd = manifests.find((path) => /[^\w./@+-]/.test(path));
  if (odd) return refuse(`the name of ${odd} needs quoting`);
  const missing = manifests.find((path) => !files.has(path));
  if (missing) return refuse(`${missing} is not in the build context`);
  const hidden = manifests.find((path) => ignore?.matcher.ignores(path));
  if (hidden) return refuse(`${hidden} is left out by ${ignore!.path}`);
  const environment = call.manager === 'pip' ? ['.venv', 'venv', 'env'].find((name) => files.hasFolder(name) && !ignore?.matcher.ignores(name)) : undefined;
  if (environment) return refuse(`the virtual environment ${environment} is in the build context and could overwrite what pip installs: add it to the .dockerignore`);
  return manifests;
}
