import { decodeBase64 } from './base64.ts';
import { plainText } from './terminalText.ts';
import type { WarningReport } from './solveStatus.ts';
import type { TraceWarning } from './trace.ts';

const MOST_WARNINGS = 500;

/** Warnings of the builder's checks, each once: targets that share a Dockerfile repeat them, and so do processes. */
export class TraceWarnings {
  readonly #known = new Set<string>();
  #list: readonly TraceWarning[] = [];

  /** True where it is new. */
  add(report: WarningReport, target: string | null, dockerfile: string | null): boolean {
    const warning: TraceWarning = {
      target,
      text: plainText(decode(report.short)),
      dockerfile: dockerfile ?? report.filename,
      line: report.line === null ? null : report.line - 1,
    };
    const key = JSON.stringify(warning);
    if (warning.text === '' || this.#known.has(key) || this.#list.length >= MOST_WARNINGS) {
      return false;
    }
    this.#known.add(key);
    this.#list = [...this.#list, warning];
    return true;
  }

  get list(): readonly TraceWarning[] {
    return this.#list;
  }
}

function decode(base64: string): string {
  const bytes = decodeBase64(base64);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}
