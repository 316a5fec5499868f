import { htmlPagePieces, sarifWithHelpPieces } from '../host/scanPages.ts';
import { version } from '../host/version.ts';
import { checkstylePieces } from '../report/checkstyle.ts';
import { githubPieces } from '../report/github.ts';
import { jsonReportPieces } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { textPieces, type Paint } from '../report/text.ts';

/** Forms of the report of a scan. */
export const SCAN_FORMATS = ['text', 'json', 'sarif', 'github', 'markdown', 'html', 'checkstyle'] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

export interface FormatOptions {
  /** For text that goes to a terminal. */
  readonly paint?: Paint | undefined;
  /** False leaves out what is told of all files together. */
  readonly summary?: boolean;
  /** From a path of the report to one that is relative to the checked-out repository. */
  readonly showPath?: (path: string) => string;
}

type Reporter = (report: ScanReport, options: FormatOptions) => Pieces | Promise<Pieces>;

/** Begins anew each time. */
type Pieces = () => Iterable<string>;

const REPORTERS: Readonly<Record<ScanFormat, Reporter>> = {
  text: (report, { paint, summary }) => () => textPieces(report, paint, { summary: summary ?? true }),
  json: (report) => () => jsonReportPieces(report),
  sarif: (report) => sarifWithHelpPieces(report, version),
  github: (report, { showPath }) => () => githubPieces(report, showPath),
  markdown: (report) => () => [markdownReport(report)],
  html: (report) => () => htmlPagePieces(report),
  checkstyle: (report) => () => checkstylePieces(report),
};

/** The report in one of its forms, with a line break at its end: in pieces, since it may be larger than all that was read. They begin anew for whoever goes through them again. */
export async function formatted(format: ScanFormat, report: ScanReport, options: FormatOptions = {}): Promise<Iterable<string>> {
  const pieces = await REPORTERS[format](report, options);
  return { [Symbol.iterator]: () => pieces()[Symbol.iterator]() };
}
