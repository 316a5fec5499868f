import { decodeBase64 } from './base64.ts';
import { plainText } from './terminalText.ts';
import type { WarningReport } from './solveStatus.ts';
import type { TraceWarning } from './trace.ts';

const MOST_WARNINGS = 500;

/** Warnings of the builder's checks, each once: targets that share a Dockerfile repeat them, and so do processes. */
export class TraceWarnings {
  private readonly known = new Set<string>();
  private told: readonly TraceWarning[] = [];

  /** True where it is new. */
  add(report: WarningReport, target: string | null, dockerfile: string | null): boolean {
    const warning: TraceWarning = {
      target,
      text: plainText(decode(report.short)),
      dockerfile: dockerfile ?? report.filename,
      line: report.line === null ? null : report.line - 1,
    };
    const key = JSON.stringify(warning);
    if (warning.text === '' || this.known.has(key) || this.told.length >= MOST_WARNINGS) return false;
    this.known.add(key);
    this.told = [...this.told, warning];
    return true;
  }

  get list(): readonly TraceWarning[] {
    return this.told;
  }
}

function decode(base64: string): string {
  const bytes = decodeBase64(base64);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}
