import type { CancellationToken } from 'vscode-languageserver';
import { lint } from '../core/engine/lint.ts';
import type { SourceDocument } from '../core/engine/document.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { RULES } from '../rules/index.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';
import type { Folders } from './folders.ts';
import type { Settings } from './settings.ts';

/** Checks open documents: joins text, settings and project, and remembers the result for this version of all three. */
export class Checker {
  constructor(
    private readonly folders: Folders,
    private readonly settings: Settings,
    private readonly loadShell: () => Promise<ShellParser | null>,
    private readonly onRuleError: (rule: string, error: unknown) => void,
    private readonly onChecked: (document: OpenDocument, checked: CheckedVersion, milliseconds: number) => void,
  ) {}

  /** Changes whenever settings or project facts change: a result with another stamp is stale. */
  stamp(document: OpenDocument): string {
    return `${document.version}:${this.settings.epoch}:${this.folders.epoch}`;
  }

  /** Null where the document is none of ours or the request was cancelled. */
  async check(document: OpenDocument, token?: CancellationToken): Promise<CheckedVersion | null> {
    const language = document.language;
    if (!language) return null;
    const stamp = this.stamp(document);
    if (document.checked?.stamp === stamp) return document.checked;
    const place = this.folders.placeOf(document.uri);
    const shell = language === 'dockerfile' ? await this.loadShell() : null;
    const config = await this.settings.forDocument(document.uri);
    if (token?.isCancellationRequested) return null;
    const started = performance.now();
    const source = document.parsed(place?.path ?? null, language, shell);
    const project = place && !source.skipReason ? await place.folder.viewFor(place.path, language) : null;
    if (token?.isCancellationRequested || this.stamp(document) !== stamp) return null;
    const check = (version: SourceDocument): Finding[] =>
      lint({
        document: version,
        rules: RULES,
        config,
        project,
        isCancelled: () => token?.isCancellationRequested ?? false,
        onRuleError: this.onRuleError,
      });
    const findings = check(source);
    if (token?.isCancellationRequested) return null;
    const checked = { stamp, source, findings, check };
    document.checked = checked;
    this.onChecked(document, checked, performance.now() - started);
    return checked;
  }
}
