import { measureContexts } from '../host/measureContexts.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';
import type { Folders } from './folders.ts';

interface MeasuringEvents {
  /** Checks a document again, with what is known now. */
  check(document: OpenDocument): Promise<CheckedVersion | null>;
  /** Findings say something else than before. */
  onChanged(): void;
}

/** Measures the build contexts of documents that people look at: after their check, never in its way. */
export class Measuring {
  private readonly running = new Set<string>();

  constructor(
    private readonly folders: Folders,
    private readonly events: MeasuringEvents,
  ) {}

  /** Starts measuring for one document, unless that is under way. A disk that fails, or a folder that is closed meanwhile, tells no amounts. */
  after(document: OpenDocument, checked: CheckedVersion): void {
    if (this.running.has(document.uri)) return;
    this.running.add(document.uri);
    void this.measure(document, checked)
      .catch(() => {})
      .finally(() => this.running.delete(document.uri));
  }

  private async measure(document: OpenDocument, { project, findings }: CheckedVersion): Promise<void> {
    const { index, measurer, closing } = this.folders.placeOf(document.uri)?.folder ?? {};
    if (!index || !measurer || !project || !(await measureContexts(index, measurer, project, closing))) return;
    const again = document.isClosed ? null : await this.events.check(document);
    // Most amounts are read in a hover only: nobody has to pull everything again for them.
    if (again && says(again.findings) !== says(findings)) this.events.onChanged();
  }
}

function says(findings: CheckedVersion['findings']): string {
  return JSON.stringify(findings.map(({ rule, message, severity, fixes }) => [rule, message, severity, fixes.map(({ title }) => title)]));
}
