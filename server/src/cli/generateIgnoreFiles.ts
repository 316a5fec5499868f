import path from 'node:path';
import type { BuildContext } from '../core/engine/projectView.ts';
import { applyEdits } from '../core/text/edits.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { measureContext } from '../host/measureContexts.ts';
import { withoutExcluded } from '../host/scanFiles.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { proposeIgnoreFiles, type IgnoreProposal } from '../project/dockerignore/proposeIgnoreFiles.ts';
import type { GenerateArguments } from './arguments.ts';
import { proposalText, summaryText, type ShownProposal } from './generateReport.ts';
import { patternMatcher } from './pathPatterns.ts';
import { readConfig } from './readConfig.ts';
import { findRoots, isBelow, type Root } from './roots.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';
import { writablePath } from './writablePath.ts';
import { createFile, replaceFile } from './writeFile.ts';

/**
 * `drydock generate dockerignore`: one proposal for each ignore file that the wanted build contexts read or lack.
 * @returns the exit status: 1 where `--check` found something to write, or a file could not be written
 */
export async function generateIgnoreFiles(args: GenerateArguments, self: CliProcess): Promise<number> {
  const { roots, leftOut } = await findRoots(args.paths, self.cwd);
  const shown: ShownProposal[] = [];
  for (const { path: full, reason } of leftOut) self.error(`drydock: ${shownPath(full, self)}: ${reason}\n`);
  for (const root of roots) for (const proposal of await proposalsOf(root, args, self)) shown.push(await settle(proposal, root, args, self));
  for (const one of shown) self.out(proposalText(one, args.mode));
  self.out(summaryText(shown, args.mode));
  if (shown.some(({ problem }) => problem !== null)) return 1;
  return args.mode === 'check' && shown.some(({ isWanted }) => isWanted) ? 1 : 0;
}

/** Proposals of a project for what was named of it, by path of the ignore file. */
async function proposalsOf(root: Root, args: GenerateArguments, self: CliProcess): Promise<readonly IgnoreProposal[]> {
  const index = new WorkspaceIndex(self.fileSystem ?? nodeFileSystem, toSlashes(root.folder));
  await index.open();
  if (!index.searchedEverything) self.error(`drydock: ${shownPath(root.folder, self)}: Some of the folder could not be read: it is too large, or not permitted.\n`);
  const { config } = await readConfig(root.folder, args.config, self);
  const files = withoutExcluded(index.dockerFiles(), config).filter(({ language }) => language === 'dockerfile');
  const wanted = await contextsOf(files, index, root);
  const measurer = new ContextMeasurer(self.fileSystem ?? nodeFileSystem);
  for (const context of wanted) if (!context.isOutside) await measureContext(index, measurer, context);
  return proposeIgnoreFiles(await contextsOf(files, index, root));
}

/** The build contexts that lie in what was named, or that a Dockerfile in there is built from. */
async function contextsOf(files: readonly { readonly path: string }[], index: WorkspaceIndex, root: Root): Promise<readonly BuildContext[]> {
  const contexts = new Set<BuildContext>();
  for (const { path: file } of files) {
    const { uses } = await index.viewFor(file, 'dockerfile');
    for (const { context } of uses) if (isWanted(context.path, root) || isWanted(file, root)) contexts.add(context);
  }
  return [...contexts];
}

function isWanted(file: string, { folder: root, wanted, named, patterns }: Root): boolean {
  if (named.includes(file) || patternMatcher(patterns)(path.join(root, file))) return true;
  return wanted.some((folder) => folder === '' || file === folder || file.startsWith(`${folder}/`));
}

/** Writes a proposal where that is asked for. */
async function settle(proposal: IgnoreProposal, { folder, wanted }: Root, { mode }: GenerateArguments, self: CliProcess): Promise<ShownProposal> {
  const name = proposal.path ?? proposal.contexts[0]!.path;
  const shown = { proposal, name: shownPath(path.join(folder, name), self), isWanted: proposal.nothing === null, problem: null };
  if (mode !== 'write' || proposal.nothing !== null) return shown;
  const areas = [self.cwd, ...wanted.map((one) => path.join(folder, one))];
  const objection = (full: string): string | null =>
    areas.some((area) => isBelow(area, full)) ? null : 'it lies outside of the working folder and of what was named';
  try {
    await write(proposal, folder, objection);
    return shown;
  } catch (error) {
    return { ...shown, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws where the file may not be written, changed since it was read, exists meanwhile, or cannot be written */
async function write({ creation, edit }: IgnoreProposal, folder: string, objection: (full: string) => string | null): Promise<void> {
  const full = await writablePath(folder, (creation ?? edit)!.path, objection);
  if (edit) await replaceFile(full, edit.text, applyEdits(edit.text, edit.edits));
  else if (!(await createFile(full, creation!.text))) throw new Error('it exists meanwhile');
}
