import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { ShellParser } from '../core/shell/shellParser.ts';
import type { Config } from '../core/engine/config.ts';
import { scanFiles, withoutExcluded, type ScannedFile } from '../host/scanFiles.ts';
import type { IgnoredFile, ScanWorkspaceParams, ScanWorkspaceResult } from '../protocol.ts';
import { RULES } from '../rules/index.ts';
import { BackgroundTurns } from './backgroundTurns.ts';
import { cancellable } from './cancellable.ts';
import { hiddenBy } from './filesExclude.ts';
import type { Folder } from './folder.ts';
import type { Folders } from './folders.ts';
import type { OpenWork } from './openWork.ts';
import type { ServerHost } from './serverHost.ts';
import type { Settings } from './settings.ts';

export interface ScanContext {
  readonly connection: Connection;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly host: ServerHost;
  /** What a scan gives way to. */
  readonly openWork: OpenWork;
  loadShell(): Promise<ShellParser | null>;
  readonly onRuleError: (rule: string, error: unknown) => void;
}

/** One file that was checked. */
export interface VisitedFile {
  readonly uri: string;
  readonly folder: Folder;
  readonly file: Extract<ScannedFile, { skipped: null }>;
  readonly config: Config;
}

/** What becomes of each file; nothing of it is kept here. */
export type Visit = (visited: VisitedFile, signal: AbortSignal) => void | Promise<void>;

export type WorkspaceWalk = Pick<ScanWorkspaceResult, 'skipped' | 'ignored' | 'milliseconds' | 'cancelled'>;

/** At most this many progress reports a second: a person reads no more. */
const REPORT_EVERY = 100;

/** Checks every Docker file of the workspace, one after the other; what was visited before a cancellation is for the caller to throw away. */
export async function walkWorkspace(params: ScanWorkspaceParams, token: CancellationToken, context: ScanContext, visit: Visit): Promise<WorkspaceWalk> {
  const started = performance.now();
  const result = { skipped: [] as ScanWorkspaceResult['skipped'][number][], ignored: [] as IgnoredFile[] };
  const { signal, dispose } = cancellable(token);
  const turns = new BackgroundTurns(context.openWork);
  const progress = params.workDoneToken === undefined ? null : await context.connection.window.attachWorkDoneProgress(params.workDoneToken);
  progress?.begin('Drydock', 0, 'Looking for files', true);
  try {
    const folders = context.folders.all().filter(({ uri }) => !params.folders || params.folders.includes(uri));
    const work = [];
    for (const folder of folders) {
      if (folder.index) work.push(await orAborted(filesOf(folder, context), signal));
      if (!folder.index) result.skipped.push({ uri: folder.uri, reason: 'The folder is on no disk of this machine, so only its open files are checked.' });
      else if (!folder.isWhole) result.skipped.push({ uri: folder.uri, reason: 'Some of the folder could not be read: it is too large, or not permitted.' });
    }
    for (const { ignored } of work) result.ignored.push(...ignored);
    const total = work.reduce((sum, { files }) => sum + files.length, 0);
    let done = 0;
    let reported = 0;
    for (const { folder, files, config } of work) {
      signal.throwIfAborted();
      const shell = await orAborted(context.loadShell(), signal);
      // Before anything is parsed, so that nothing is parsed again with it.
      folder.index!.shell = shell;
      const input = { index: folder.index!, measurer: folder.measurer, files, rules: RULES, config, shell, signal, turns, onRuleError: context.onRuleError };
      for await (const file of scanFiles(input)) {
        done++;
        if (performance.now() - reported > REPORT_EVERY) {
          reported = performance.now();
          progress?.report(Math.floor((done / Math.max(1, total)) * 100), `${done} / ${total}`);
        }
        const uri = folder.uriOf(file.path);
        if (uri === null) continue;
        if (file.skipped !== null) {
          result.skipped.push({ uri, reason: file.skipped });
          continue;
        }
        await visit({ uri, folder, file, config }, signal);
      }
    }
    signal.throwIfAborted();
    return { ...result, milliseconds: performance.now() - started, cancelled: false };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { skipped: [], ignored: [], milliseconds: performance.now() - started, cancelled: true };
  } finally {
    dispose();
    progress?.done();
  }
}

/** A disk that takes its time must not hold up who cancels. */
function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    // One scan waits many times on the same signal.
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function filesOf(folder: Folder, { folders, settings }: ScanContext) {
  await folder.open();
  const config = await settings.forDocument(folder.uri);
  const isHidden = hiddenBy(await settings.filesExclude(folder.uri));
  const index = folder.index!;
  const ignored: IgnoredFile[] = [];
  const files = withoutExcluded(index.dockerFiles(), config).filter(({ path }) => {
    const uri = folder.uriOf(path);
    // A file of a nested folder is that folder's.
    if (uri === null || folders.placeOf(uri)?.folder !== folder) return false;
    const by = index.isIgnoredByGit(path) ? 'git' : isHidden(path) ? 'files.exclude' : null;
    if (by) ignored.push({ uri, by });
    return by === null;
  });
  return { folder, config, files, ignored };
}
