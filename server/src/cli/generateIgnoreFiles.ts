import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { readConfigLayer, resolveConfig, type Config } from '../core/engine/config.ts';
import type { BuildContext } from '../core/engine/projectView.ts';
import { applyEdits } from '../core/text/edits.ts';
import { proposeIgnoreFiles, type IgnoreProposal } from '../generate/dockerignore.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { CONFIG_FILE, parseConfigText } from '../host/configFile.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { withoutExcluded } from '../host/scanFiles.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { RULES } from '../rules/index.ts';
import { UsageError, type GenerateArguments } from './arguments.ts';
import { proposalText, summaryText, type ShownProposal } from './generateReport.ts';
import { findRoots, isBelow, type Root } from './roots.ts';
import type { CliProcess } from './run.ts';
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
  const config = await readConfig(root.folder, args.config, self);
  const files = withoutExcluded(index.dockerFiles(), config).filter(({ language }) => language === 'dockerfile');
  const wanted = await contextsOf(files, index, root);
  const measurer = new ContextMeasurer(self.fileSystem ?? nodeFileSystem);
  for (const { path: context, isOutside } of wanted) if (!isOutside) index.setMeasure(context, await measurer.measure(toSlashes(root.folder), context));
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

function isWanted(file: string, { wanted, named, patterns }: Root): boolean {
  if (named.includes(file) || (patterns.length > 0 && picomatch(patterns, { dot: true })(file))) return true;
  return wanted.some((folder) => folder === '' || file === folder || file.startsWith(`${folder}/`));
}

/** Writes a proposal where that is asked for. */
async function settle(proposal: IgnoreProposal, { folder, wanted }: Root, { mode }: GenerateArguments, self: CliProcess): Promise<ShownProposal> {
  const name = proposal.path ?? proposal.contexts[0]!.path;
  const shown = { proposal, name: shownPath(path.join(folder, name), self), isWanted: proposal.nothing === null, problem: null };
  if (mode !== 'write' || proposal.nothing !== null) return shown;
  const mayWrite = (full: string): boolean => isBelow(self.cwd, full) || wanted.some((one) => isBelow(path.join(folder, one), full));
  try {
    await write(proposal, folder, mayWrite);
    return shown;
  } catch (error) {
    return { ...shown, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws where the file lies outside of what was named, is a link, changed since it was read, or cannot be written */
async function write({ creation, edit }: IgnoreProposal, folder: string, mayWrite: (full: string) => boolean): Promise<void> {
  const full = path.join(folder, (creation ?? edit)!.path);
  if (!mayWrite(full)) throw new Error('it lies outside of the working folder and of what was named');
  const [base, parent] = await Promise.all([realpath(folder), realpath(path.dirname(full))]);
  const isLink = (await lstat(full).catch(() => null))?.isSymbolicLink() ?? false;
  if (!isBelow(base, parent) || isLink) throw new Error('it is a link, or behind one');
  if (edit) await replaceFile(full, edit.text, applyEdits(edit.text, edit.edits));
  else if (!(await createFile(full, creation!.text))) throw new Error('it exists meanwhile');
}

/** @throws UsageError where a configuration that is there cannot be read or understood */
async function readConfig(folder: string, named: string | null, self: CliProcess): Promise<Config> {
  const file = named === null ? path.join(folder, CONFIG_FILE) : path.resolve(self.cwd, named);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null && (named !== null || (await stat(file).catch(() => null)))) throw new UsageError(`${shownPath(file, self)} does not exist or cannot be read.`);
  const { value, problem } = text === null ? { value: null, problem: null } : parseConfigText(text);
  if (problem) throw new UsageError(`${shownPath(file, self)}: ${problem}`);
  return resolveConfig(RULES, [readConfigLayer(value, RULES)]);
}

function shownPath(full: string, { cwd }: CliProcess): string {
  return toSlashes(path.relative(cwd, full)) || '.';
}
