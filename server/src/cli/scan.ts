import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readConfigLayer, resolveConfig, type Config } from '../core/engine/config.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import { fixUntilStable } from '../core/engine/fixAll.ts';
import type { Language } from '../core/engine/rule.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { scanFiles, withoutExcluded, type ScannedFile } from '../host/scanFiles.ts';
import { loadShellParser } from '../host/shellGrammar.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { CONFIG_FILE, parseConfigText } from '../host/configFile.ts';
import type { FileReport, ScanReport } from '../report/scanReport.ts';
import { RULES } from '../rules/index.ts';
import { UsageError, type ScanArguments } from './arguments.ts';
import type { CliProcess } from './run.ts';
import { createFile, replaceFile } from './writeFile.ts';

/** One folder to read the project from, and what of it was asked for. */
interface Root {
  readonly folder: string;
  /** Paths below the folder: '' for all of it. */
  readonly wanted: string[];
  /** Files that were named one by one, below the folder. */
  readonly named: string[];
}

interface Target {
  readonly path: string;
  readonly language: Language;
}

/** Scans, fixes where asked, and tells what is left. */
export async function scan(args: ScanArguments, self: CliProcess): Promise<ScanReport> {
  const roots = await findRoots(args.paths, self.cwd);
  const files: FileReport[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const created: string[] = [];
  for (const root of roots) {
    const index = new WorkspaceIndex(nodeFileSystem, toSlashes(root.folder));
    await index.open();
    const config = await readConfig(args.config, root.folder, self);
    const targets = wantedFiles(index, root, config);
    for (const file of root.named.filter((name) => !checkedLanguage(name))) {
      skipped.push({ path: toSlashes(path.relative(self.cwd, path.join(root.folder, file))), reason: 'Its name is none of a Dockerfile or compose file.' });
    }
    const shell = await loadShellParser();
    const onRuleError = (rule: string, error: unknown) => self.error(`drydock: the rule ${rule} failed and is left out: ${String(error)}\n`);
    for await (const file of scanFiles({ index, files: targets, rules: RULES, config, shell, onRuleError })) {
      const shown = toSlashes(path.relative(self.cwd, path.join(root.folder, file.path)));
      if (file.skipped !== null) skipped.push({ path: shown, reason: file.skipped });
      else files.push(await fixFile(file, shown, root, args, self.cwd, { skipped, created }));
    }
  }
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return { files: files.sort(byPath), skipped: skipped.sort(byPath), created };
}

/** The working folder holds what lies below it; anything else is read with its own folder around it. */
async function findRoots(paths: readonly string[], cwd: string): Promise<Root[]> {
  const roots = new Map<string, Root>();
  for (const given of paths) {
    const full = path.resolve(cwd, given);
    const found = await stat(full).catch(() => null);
    if (!found) throw new UsageError(`${given} does not exist or cannot be read.`);
    const below = path.relative(cwd, full);
    const isInside = !below.startsWith('..') && !path.isAbsolute(below);
    const folder = isInside ? cwd : found.isDirectory() ? full : path.dirname(full);
    const root = roots.get(folder) ?? { folder, wanted: [], named: [] };
    const relative = toSlashes(path.relative(folder, full));
    if (found.isDirectory()) root.wanted.push(relative);
    else root.named.push(relative);
    roots.set(folder, root);
  }
  return [...roots.values()];
}

/** What lies below the wanted folders and is not excluded, and every file that was named. */
function wantedFiles(index: WorkspaceIndex, { wanted, named }: Root, config: Config): Target[] {
  const below = withoutExcluded(index.dockerFiles(), config).filter(({ path: file }) =>
    wanted.some((folder) => folder === '' || file.startsWith(`${folder}/`)),
  );
  const known = new Set(below.map(({ path: file }) => file));
  const others = named.flatMap((file): Target[] => {
    const language = checkedLanguage(file);
    return language && !known.has(file) ? [{ path: file, language }] : [];
  });
  return [...below, ...others];
}

function checkedLanguage(file: string): Language | null {
  const language = languageOf(file);
  return language === 'dockerignore' ? null : language;
}

/** @throws UsageError where the named file cannot be read or understood */
async function readConfig(named: string | null, folder: string, self: CliProcess): Promise<Config> {
  const file = named === null ? path.join(folder, CONFIG_FILE) : path.resolve(self.cwd, named);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null && named !== null) throw new UsageError(`${named} does not exist or cannot be read.`);
  const { value, problem } = text === null ? { value: null, problem: null } : parseConfigText(text);
  if (problem) throw new UsageError(`${toSlashes(path.relative(self.cwd, file))}: ${problem}`);
  const layer = readConfigLayer(value, RULES);
  for (const one of layer.problems) self.error(`drydock: ${toSlashes(path.relative(self.cwd, file))}: ${one}\n`);
  return resolveConfig(RULES, [layer]);
}

async function fixFile(
  file: Extract<ScannedFile, { skipped: null }>,
  shown: string,
  root: Root,
  args: ScanArguments,
  cwd: string,
  results: { skipped: { path: string; reason: string }[]; created: string[] },
): Promise<FileReport> {
  const { document, findings, check } = file;
  const unchanged = { path: shown, lines: document.lines, findings, fixed: 0 };
  if (args.fix === 'none' || findings.length === 0) return unchanged;
  const fixed = fixUntilStable(document, check, args.fix);
  if (fixed.applied.length === 0) return unchanged;
  try {
    if (fixed.document.text !== document.text) await replaceFile(await insideOf(root.folder, file.path), document.text, fixed.document.text);
    for (const creation of fixed.creates) {
      const wasCreated = await createFile(await insideOf(root.folder, creation.path), creation.text);
      if (wasCreated) results.created.push(toSlashes(path.relative(cwd, path.join(root.folder, creation.path))));
    }
  } catch (error) {
    results.skipped.push({ path: shown, reason: `The fixes could not be written: ${error instanceof Error ? error.message : String(error)}` });
    return unchanged;
  }
  const created = new Set(fixed.creates.map(({ path: one }) => one));
  const left = fixed.remaining.filter(({ fixes }) => !fixes.some((fix) => fix.creates?.some(({ path: one }) => created.has(one))));
  return { path: shown, lines: fixed.document.lines, findings: left, fixed: fixed.applied.length };
}

/**
 * The full path of a file below a folder.
 * @throws where a link on the way leads out of the folder: nothing outside is ever written
 */
async function insideOf(folder: string, relative: string): Promise<string> {
  const full = path.join(folder, relative);
  const [base, parent] = await Promise.all([realpath(folder), realpath(path.dirname(full))]);
  const below = path.relative(base, parent);
  const isLink = (await lstat(full).catch(() => null))?.isSymbolicLink() ?? false;
  if (below.startsWith('..') || path.isAbsolute(below) || isLink) throw new Error('it lies outside the scanned folder or is a link');
  return full;
}
