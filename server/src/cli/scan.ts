import path from 'node:path';
import type { Config } from '../core/engine/config.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { ownCopy } from '../core/text/ownCopy.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { directFileSystem } from '../host/directFileSystem.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { scanFiles, type ScanInput, type ScannedFile } from '../host/scanFiles.ts';
import { loadShellParser } from '../host/shellGrammar.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { shownContext, type ContextReport } from '../report/contextReport.ts';
import { FindingStore } from '../report/packedFindings.ts';
import { reportFindings } from '../report/reportedFinding.ts';
import type { FileReport, ScanReport } from '../report/scanReport.ts';
import { RULES } from '../rules/index.ts';
import { changedSince } from './changedFiles.ts';
import { fixFile } from './fixFile.ts';
import { keepHeapSmall } from './heap.ts';
import { judged, type ProjectFiles } from './judge.ts';
import { isNegated, leftOutBy } from './pathPatterns.ts';
import { readConfig } from './readConfig.ts';
import { findRoots, isBelow, type Root } from './roots.ts';
import type { CliProcess } from './run.ts';
import type { ScanArguments } from './scanArguments.ts';
import { NO_PROGRESS, type ScanProgress } from './scanProgress.ts';
import { ScanStats } from './scanStats.ts';
import { targetsOf, type Target } from './scanTargets.ts';
import { SeenProject } from './seenProject.ts';
import { shownPath } from './shownPath.ts';
import { readStandardInput } from './standardInput.ts';
import { UsageError } from './usage.ts';

/** Who watches a scan. */
export interface ScanWatch {
  readonly progress?: ScanProgress;
  readonly stats?: ScanStats;
  /** Called with each file that is written: whoever ends the scan waits for it, so that no half of it is left behind. */
  writing?(done: Promise<unknown>): void;
}

/**
 * Scans, fixes where asked, and tells what is left.
 * @throws UsageError where what was named does not exist, or patterns match nothing: a misspelt one must not pass for a clean scan
 */
export async function scan(args: ScanArguments, self: CliProcess, watch: ScanWatch = {}): Promise<ScanReport> {
  keepHeapSmall();
  const shell = await loadShellParser();
  if (args.stdinPath !== null) {
    const { root, unsaved } = await standardInputRoot(args.stdinPath, self);
    const run = new ScanRun(args, self, [root], shell, watch);
    await run.scanRoot(root, unsaved);
    return run.report();
  }
  const { roots, leftOut } = await findRoots(args.paths.filter((one) => !isNegated(one)), self.cwd);
  const run = new ScanRun(args, self, roots, shell, watch, leftOutBy(args.paths.filter(isNegated), self.cwd));
  for (const { path: full, reason } of leftOut) run.skip(full, reason);
  for (const root of roots) await run.scanRoot(root);
  return run.report();
}

interface UnsavedText {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** The project around a file whose text is given; the file itself need not exist. */
async function standardInputRoot(named: string, self: CliProcess): Promise<{ root: Root; unsaved: UnsavedText }> {
  if (!languageOf(named)) throw new UsageError(`--stdin-path takes the path of a Dockerfile, compose file or .dockerignore: by its name, ${named} is none.`);
  const full = path.resolve(self.cwd, named);
  const { folder } = (await findRoots([path.dirname(full)], self.cwd)).roots[0]!;
  const file = toSlashes(path.relative(folder, full));
  return { root: { folder, wanted: [], named: [file], patterns: [] }, unsaved: { path: file, text: await readStandardInput(self) } };
}

class ScanRun {
  private readonly files = new Map<string, FileReport>();
  private readonly findings = new FindingStore();
  private readonly skipped = new Map<string, string>();
  private readonly ignored = new Set<string>();
  private readonly created: string[] = [];
  private readonly contexts: ContextReport[] = [];
  private readonly projects: ProjectFiles[] = [];
  /** Paths of files that a stricter gate holds for. */
  private readonly critical = new Set<string>();
  private readonly thrown = new Set<string>();
  /** Absolute paths of all that was to be checked, so that nothing is checked twice. */
  private readonly taken = new Set<string>();
  private readonly progress: ScanProgress;
  private readonly stats: ScanStats;
  private readonly rules;
  private matched = 0;

  constructor(
    private readonly args: ScanArguments,
    private readonly self: CliProcess,
    private readonly roots: readonly Root[],
    private readonly shell: ShellParser,
    private readonly watch: ScanWatch,
    private readonly leavesOut: (full: string) => boolean = () => false,
  ) {
    this.progress = watch.progress ?? NO_PROGRESS;
    this.stats = watch.stats ?? new ScanStats();
    this.rules = watch.stats ? watch.stats.timed(RULES) : RULES;
  }

  async scanRoot(root: Root, unsaved: UnsavedText | null = null): Promise<void> {
    const { folder } = root;
    const disk = this.self.fileSystem ?? directFileSystem();
    const index = new WorkspaceIndex(disk, toSlashes(folder));
    index.shell = this.shell;
    await this.phase('Reading the project', () => index.open());
    if (!index.searchedEverything) this.skip(folder, 'Some of the folder could not be read: it is too large, or not permitted.');
    if (unsaved) index.overlay(unsaved.path, unsaved.text);
    const { config, files: settings } = await readConfig(folder, this.args.config, this.self);
    for (const file of root.named.filter((name) => !languageOf(name))) this.skip(path.join(folder, file), 'Its name is none of a Dockerfile or compose file.');
    const takeTargets = (): Target[] => this.take(folder, targetsOf(index, root, config, this.leavesOut));
    const targets = await this.wanted(takeTargets(), { index, settings }, folder);
    const measurer = new ContextMeasurer(disk);
    const input: ScanInput = { index, measurer, files: targets, rules: this.rules, config, shell: this.shell, onRuleError: (rule, error) => this.ruleFailed(rule, error) };
    let seen = new SeenProject(config);
    const hasWritten = this.args.fix !== 'none' && (await this.phase('Fixing', () => this.fixAll(input, root, seen)));
    // What one fix changed, others may rest on, and some create files: what is left is told by looking again.
    if (this.args.fix === 'none' || hasWritten) {
      seen = new SeenProject(config);
      const files = hasWritten ? [...targets, ...takeTargets()] : targets;
      await this.phase('Checking', () => this.collect({ ...input, files }, folder, seen));
    }
    this.noteProject(seen, targets, folder, config);
  }

  skip(full: string, reason: string): void {
    this.skipped.set(this.shown(full), reason);
  }

  /** @throws UsageError where patterns match nothing */
  report(): ScanReport {
    const patterns = this.roots.flatMap((root) => root.patterns);
    if (patterns.length > 0 && this.matched === 0) throw new UsageError(`No Dockerfile or compose file matches ${patterns.map(({ given }) => given).join(' ')}.`);
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    const skipped = [...this.skipped].map(([file, reason]) => ({ path: file, reason }));
    const files = [...this.files.values()].map((file) => (this.critical.has(file.path) ? { ...file, isCritical: true } : file)).sort(byPath);
    const ignored = [...this.ignored].filter((file) => !this.files.has(file)).sort();
    return judged({ files, skipped: skipped.sort(byPath), ignored, created: this.created, contexts: this.contexts }, this.projects, this.args);
  }

  /** Those that were not taken before. */
  private take(folder: string, { files, matched, ignored }: ReturnType<typeof targetsOf>): Target[] {
    this.matched += matched;
    for (const file of ignored) this.ignored.add(this.shown(path.join(folder, file)));
    return files.filter(({ path: file }) => {
      const full = path.join(folder, file);
      const isNew = !this.taken.has(full);
      if (isNew) this.taken.add(ownCopy(full));
      return isNew;
    });
  }

  private async wanted(targets: readonly Target[], project: { readonly index: WorkspaceIndex; readonly settings: readonly string[] }, folder: string): Promise<readonly Target[]> {
    const { changedSince: ref } = this.args;
    return ref === null ? targets : this.phase('Asking git', () => changedSince(ref, targets, project, folder, this.self));
  }

  private phase<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    this.progress.phase(name);
    return this.stats.time(name, work);
  }

  private noteProject({ contexts, critical }: SeenProject, targets: readonly Target[], folder: string, config: Config): void {
    const shown = (file: string): string => this.shown(path.join(folder, file));
    for (const file of critical) this.critical.add(shown(file));
    this.contexts.push(...contexts.all().map((context) => shownContext(context, shown)));
    this.projects.push({ config, files: new Set(targets.map(({ path: file }) => shown(file))) });
  }

  private async collect(input: ScanInput, folder: string, seen: SeenProject): Promise<void> {
    if (this.args.fix === 'none') this.progress.files(input.files.length);
    for await (const file of scanFiles(input)) {
      const full = path.join(folder, file.path);
      const shown = this.shown(full);
      seen.add(file);
      if (file.skipped !== null) this.skip(full, file.skipped);
      else this.files.set(shown, this.reported(file, folder, shown, this.files.get(shown)?.fixed ?? 0));
      if (this.args.fix === 'none') this.progress.checked(this.files.get(shown)?.findings.length ?? 0);
    }
  }

  private reported({ document, findings }: Extract<ScannedFile, { skipped: null }>, folder: string, shown: string, fixed: number): FileReport {
    const showPath = (file: string): string => this.shown(path.join(folder, file));
    return { path: shown, language: document.language, findings: this.findings.keep(reportFindings(document, findings, showPath)), fixed };
  }

  /** True where a file is other than before. */
  private async fixAll(input: ScanInput, { folder }: Root, seen: SeenProject): Promise<boolean> {
    let hasWritten = false;
    const selection = this.args.fix === 'suggestions' ? 'suggestions' : 'safe';
    this.progress.files(input.files.length);
    for await (const file of scanFiles(input)) {
      const full = path.join(folder, file.path);
      seen.add(file);
      this.progress.checked(file.skipped === null ? file.findings.length : 0);
      if (file.skipped !== null) {
        this.skip(full, file.skipped);
        continue;
      }
      const fixing = file.findings.length > 0 ? fixFile(file, folder, selection, (target) => this.mayWrite(target)) : null;
      if (fixing) this.watch.writing?.(fixing);
      const done = await fixing;
      if (done?.problem) this.skip(full, done.problem);
      // The files that follow are checked against what is there now.
      for (const changed of done?.changed ?? []) await input.index.fileChanged(changed);
      this.created.push(...(done?.created ?? []).map((one) => this.shown(path.join(folder, one))));
      hasWritten ||= (done?.changed.length ?? 0) > 0;
      const shown = this.shown(full);
      this.files.set(shown, this.reported(file, folder, shown, done?.fixed ?? 0));
    }
    return hasWritten;
  }

  /** Only what lies in the working folder or was named, and beside named files, is ever written. */
  private mayWrite(full: string): boolean {
    const { cwd } = this.self;
    if (isBelow(cwd, full)) return true;
    return this.roots.some(
      ({ folder, wanted, named }) =>
        wanted.some((one) => isBelow(path.join(folder, one), full)) || named.some((one) => isBelow(path.dirname(path.join(folder, one)), full)),
    );
  }

  private ruleFailed(rule: string, error: unknown): void {
    if (this.thrown.has(rule)) return;
    this.thrown.add(rule);
    this.self.error(`drydock: the rule ${rule} failed and is left out: ${String(error)}\n`);
  }

  private shown(full: string): string {
    return ownCopy(shownPath(full, this.self));
  }
}
