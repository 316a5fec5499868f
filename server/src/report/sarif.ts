import type { RuleMeta } from '../core/engine/rule.ts';
import { artifactLocation, BASE_ID } from './sarif/artifactLocation.ts';
import { rulesFound } from './ruleCounts.ts';
import { messageText } from './sarif/messageText.ts';
import { reportingDescriptor, unknownDescriptor } from './sarif/reportingDescriptor.ts';
import { result } from './sarif/result.ts';
import { JsonList, jsonPieces } from './jsonPieces.ts';
import type { ScanReport } from './scanReport.ts';

/** The standard with its errata: what the tests validate against. */
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What SARIF says of the tool. */
export interface SarifTool {
  readonly version: string;
  readonly rules: readonly RuleMeta[];
  /** The page of a rule, as Markdown; null where it is missing. */
  readonly page: (rule: string) => string | null;
  readonly informationUri?: string;
  readonly helpUri?: (rule: string) => string | null;
}

/** The report as SARIF 2.1.0, for code scanning and viewers. Rules are described where there are findings of them. */
export function sarifReport(report: ScanReport, tool: SarifTool): string {
  return [...sarifPieces(report, tool)].join('');
}

/** The same, piece by piece. */
export function* sarifPieces(report: ScanReport, tool: SarifTool): Generator<string> {
  const ids = rulesFound(report.files);
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const run = {
    tool: { driver: driver(tool, ids) },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE_ID]: { description: { text: 'The folder that the scan was started in.' } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.skipped.map(notification) }],
    results: new JsonList(results(report, indexes)),
  };
  yield* jsonPieces({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
  yield '\n';
}

function* results({ files }: ScanReport, indexes: ReadonlyMap<string, number>): Generator<unknown> {
  for (const { path, findings } of files) {
    const file = artifactLocation(path);
    for (const finding of findings) yield result(finding, file, indexes.get(finding.rule) ?? -1);
  }
}

function driver({ version, informationUri, rules, page, helpUri }: SarifTool, ids: readonly string[]) {
  const known = new Map(rules.map((meta) => [meta.id, meta]));
  return {
    name: 'Drydock',
    version,
    ...(informationUri === undefined ? {} : { informationUri }),
    rules: ids.map((id) => {
      const meta = known.get(id);
      return meta ? reportingDescriptor(meta, page(id), helpUri?.(id) ?? null) : unknownDescriptor(id);
    }),
  };
}

/** What was not checked is no result: nothing is known of it. */
function notification({ path, reason }: ScanReport['skipped'][number]) {
  return { level: 'warning', message: messageText(`Not checked: ${reason}`), locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }] };
}
