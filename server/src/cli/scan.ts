import path from 'node:path';
import picomatch from 'picomatch';
import type { Config } from '../core/engine/config.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import type { DockerfileUse } from '../core/engine/projectView.ts';
import type { Language } from '../core/engine/rule.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { measureAllContexts } from '../host/measureContexts.ts';
import { scanFiles, withoutExcluded, type ScanInput, type ScannedFile } from '../host/scanFiles.ts';
import { loadShellParser } from '../host/shellGrammar.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { reportContexts, type ContextReport } from '../report/contextReport.ts';
import { reportFindings } from '../report/reportedFinding.ts';
import type { FileReport, ScanReport } from '../report/scanReport.ts';
import { RULES } from '../rules/index.ts';
import type { ScanArguments } from './arguments.ts';
import { fixFile } from './fixFile.ts';
import { readConfig } from './readConfig.ts';
import { findRoots, isBelow, type Root } from './roots.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';
import { UsageError } from './usage.ts';

interface Target {
  readonly path: string;
  readonly language: Language;
}

/** Scans, fixes where asked, and tells what is left. */
export async function scan(args: ScanArguments, self: CliProcess): Promise<ScanReport> {
  const { roots, leftOut } = await findRoots(args.paths, self.cwd);
  const run = new ScanRun(args, self, roots, await loadShellParser());
  for (const { path: full, reason } of leftOut) run.skip(full, reason);
  for (const root of roots) await run.scanRoot(root);
  return run.report();
}

class ScanRun {
  private readonly files = new Map<string, FileReport>();
  private readonly skipped = new Map<string, string>();
  private readonly created: string[] = [];
  private readonly contexts: ContextReport[] = [];
  private readonly thrown = new Set<string>();
  private matched = 0;

  constructor(
    private readonly args: ScanArguments,
    private readonly self: CliProcess,
    private readonly roots: readonly Root[],
    private readonly shell: ShellParser,
  ) {}

  async scanRoot(root: Root): Promise<void> {
    const { folder } = root;
    const index = new WorkspaceIndex(this.self.fileSystem ?? nodeFileSystem, toSlashes(folder));
    index.shell = this.shell;
    await index.open();
    if (!index.searchedEverything) this.skip(folder, 'Some of the folder could not be read: it is too large, or not permitted.');
    const config = await readConfig(folder, this.args.config, this.self);
    const targets = this.targetsOf(index, root, config);
    for (const file of root.named.filter((name) => !languageOf(name))) this.skip(path.join(folder, file), 'Its name is none of a Dockerfile or compose file.');
    const input: ScanInput = { index, files: targets, rules: RULES, config, shell: this.shell, onRuleError: (rule, error) => this.ruleFailed(rule, error) };
    // Findings about build contexts say what builds send of them.
    await measureAllContexts(index, new ContextMeasurer(this.self.fileSystem ?? nodeFileSystem), targets);
    const hasWritten = this.args.fix !== 'none' && (await this.fixAll(input, root));
    // What one fix changed, others may rest on, and some create files: what is left is told by looking again.
    if (this.args.fix === 'none') await this.collect(input, folder);
    else if (hasWritten) await this.collect({ ...input, files: [...targets, ...this.targetsOf(index, root, config)] }, folder);
    await this.noteContexts(index, targets, folder);
  }

  private async noteContexts(index: WorkspaceIndex, targets: readonly Target[], folder: string): Promise<void> {
    const uses: DockerfileUse[] = [];
    for (const { path: file, language } of targets) if (language === 'dockerfile') uses.push(...(await index.viewFor(file, language)).uses);
    const shown = (file: string) => this.shown(path.join(folder, file));
    for (const context of reportContexts(uses)) {
      this.contexts.push({ ...context, path: shown(context.path), dockerfiles: context.dockerfiles.map(shown), ignoreFiles: context.ignoreFiles.map(shown) });
    }
  }

  skip(full: string, reason: string): void {
    this.skipped.set(this.shown(full), reason);
  }

  /** @throws UsageError where patterns match nothing: a misspelt one must not pass for a clean scan */
  report(): ScanReport {
    const patterns = this.roots.flatMap((root) => root.patterns);
    if (patterns.length > 0 && this.matched === 0) throw new UsageError(`No Dockerfile or compose file matches ${patterns.join(' ')}.`);
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    const skipped = [...this.skipped].map(([file, reason]) => ({ path: file, reason }));
    return { files: [...this.files.values()].sort(byPath), skipped: skipped.sort(byPath), created: this.created, contexts: this.contexts };
  }

  private async collect(input: ScanInput, folder: string): Promise<void> {
    for await (const file of scanFiles(input)) {
      const full = path.join(folder, file.path);
      const shown = this.shown(full);
      if (file.skipped !== null) this.skip(full, file.skipped);
      else this.files.set(shown, this.reported(file, shown, this.files.get(shown)?.fixed ?? 0));
    }
  }

  private reported({ document, findings }: Extract<ScannedFile, { skipped: null }>, shown: string, fixed: number): FileReport {
    return { path: shown, language: document.language, findings: reportFindings(document, findings), fixed };
  }

  /** True where a file is other than before. */
  private async fixAll(input: ScanInput, { folder }: Root): Promise<boolean> {
    let hasWritten = false;
    const selection = this.args.fix === 'suggestions' ? 'suggestions' : 'safe';
    for await (const file of scanFiles(input)) {
      const full = path.join(folder, file.path);
      if (file.skipped !== null) {
        this.skip(full, file.skipped);
        continue;
      }
      const done = file.findings.length > 0 ? await fixFile(file, folder, selection, (target) => this.mayWrite(target)) : null;
      if (done?.problem) this.skip(full, done.problem);
      // The files that follow are checked against what is there now.
      for (const changed of done?.changed ?? []) await input.index.fileChanged(changed);
      this.created.push(...(done?.created ?? []).map((one) => this.shown(path.join(folder, one))));
      hasWritten ||= (done?.changed.length ?? 0) > 0;
      const shown = this.shown(full);
      this.files.set(shown, this.reported(file, shown, done?.fixed ?? 0));
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

  /** What lies below the wanted folders and is not excluded, and every file that was named; nothing twice. */
  private targetsOf(index: WorkspaceIndex, { folder, wanted, named, patterns }: Root, config: Config): Target[] {
    const matches = patterns.length > 0 ? picomatch(patterns, { dot: true }) : () => false;
    const below = withoutExcluded(index.dockerFiles(), config).filter(({ path: file }) => {
      const isMatch = matches(file);
      if (isMatch) this.matched++;
      return isMatch || wanted.some((one) => one === '' || file.startsWith(`${one}/`));
    });
    const targets = new Map(below.map((target) => [target.path, target]));
    for (const file of named) {
      const language = languageOf(file);
      if (language && !targets.has(file)) targets.set(file, { path: file, language });
    }
    return [...targets.values()].filter(({ path: file }) => !this.files.has(this.shown(path.join(folder, file))));
  }

  private ruleFailed(rule: string, error: unknown): void {
    if (this.thrown.has(rule)) return;
    this.thrown.add(rule);
    this.self.error(`drydock: the rule ${rule} failed and is left out: ${String(error)}\n`);
  }

  private shown(full: string): string {
    return shownPath(full, this.self);
  }
}

