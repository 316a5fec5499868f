import type { CancellationToken } from 'vscode-languageserver';
import { lint } from '../core/engine/lint.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { RULES } from '../rules/index.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';
import type { Folders } from './folders.ts';
import type { OpenWork } from './openWork.ts';
import type { Settings } from './settings.ts';

/** Results of another process must not pass for ours: a client may keep their ids over a restart. */
const LAUNCH = Date.now().toString(36);

/** Checks open documents: joins text, settings and project, and remembers the result for this version of all three. */
export class Checker {
  constructor(
    private readonly folders: Folders,
    private readonly settings: Settings,
    private readonly openWork: OpenWork,
    private readonly loadShell: () => Promise<ShellParser | null>,
    private readonly onRuleError: (rule: string, error: unknown) => void,
    private readonly onChecked: (document: OpenDocument, checked: CheckedVersion, milliseconds: number) => void,
  ) {}

  /**
   * Null where the document is none of ours, or was edited, closed or cancelled meanwhile, or settings changed: whoever asked
   * asks again.
   * Asking twice costs nothing as long as text, settings and project are the same.
   */
  check(document: OpenDocument, token?: CancellationToken): Promise<CheckedVersion | null> {
    return this.openWork.answer(() => this.checkNow(document, token));
  }

  private async checkNow(document: OpenDocument, token: CancellationToken | undefined): Promise<CheckedVersion | null> {
    const { language, version } = document;
    const { epoch } = this.settings;
    if (!language) return null;
    const isStale = () => document.isClosed || document.version !== version || this.settings.epoch !== epoch || token?.isCancellationRequested === true;
    const place = this.folders.placeOf(document.uri);
    // What a compose file's healthchecks call depends on what the RUNs of its Dockerfiles install.
    const shell = language === 'dockerignore' ? null : await this.loadShell();
    const config = await this.settings.forDocument(document.uri);
    if (isStale()) return null;
    const started = performance.now();
    const source = document.parsed(place?.path ?? null, language, shell);
    if (place?.folder.index && shell) place.folder.index.shell = shell;
    const view = place && !source.skipReason ? await place.folder.viewFor(source) : null;
    if (isStale()) return null;
    const stamp = [LAUNCH, document.id, version, epoch, view?.generation, place?.folder.uri].join(':');
    if (document.checked?.stamp === stamp) return document.checked;
    const input = { rules: RULES, config, project: view?.project ?? null, onRuleError: this.onRuleError };
    const findings = lint({ ...input, document: source, isCancelled: () => token?.isCancellationRequested ?? false });
    if (token?.isCancellationRequested) return null;
    // Later checks of fixed texts belong to other requests: this one's token must not stop them.
    document.checked = { stamp, source, findings, project: input.project, check: (text) => (text === source ? findings : lint({ ...input, document: text })) };
    this.onChecked(document, document.checked, performance.now() - started);
    return document.checked;
  }
}
