import { htmlPage, sarifWithHelp } from '../host/scanPages.ts';
import { version } from '../host/version.ts';
import { checkstyleReport } from '../report/checkstyle.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { textReport, type Paint } from '../report/text.ts';

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

type Reporter = (report: ScanReport, options: FormatOptions) => string | Promise<string>;

const REPORTERS: Readonly<Record<ScanFormat, Reporter>> = {
  text: (report, { paint, summary }) => textReport(report, paint, { summary: summary ?? true }),
  json: (report) => jsonReport(report),
  sarif: (report) => sarifWithHelp(report, version),
  github: (report, { showPath }) => githubReport(report, showPath),
  markdown: (report) => markdownReport(report),
  html: (report) => htmlPage(report),
  checkstyle: (report) => checkstyleReport(report),
};

/** The report in one of its forms, with a line break at its end. */
export async function formatted(format: ScanFormat, report: ScanReport, options: FormatOptions = {}): Promise<string> {
  return REPORTERS[format](report, options);
}
