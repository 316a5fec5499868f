import type { DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { isNode } from 'yaml';
import type { ComposeModel } from '../../core/compose/model.ts';
import type { Config } from '../../core/engine/config.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { Span } from '../../core/text/span.ts';
import type { ScanSource, VulnerabilityDiagnostic } from '../../protocol.ts';
import { dockerfileFindings } from '../../vulnerabilities/dockerfileFindings.ts';
import { severityOf, type VulnerabilityFinding } from '../../vulnerabilities/findings.ts';
import { countLevels, type ImageScan, type Vulnerability } from '../../vulnerabilities/model.ts';
import { worstFirst } from '../../vulnerabilities/places.ts';
import type { SarifPlace } from '../../vulnerabilities/sarif.ts';
import { serviceMessage, vulnerabilityText } from '../../vulnerabilities/words.ts';
import { SOURCE, toRange, toTextEdit } from '../convert.ts';
import type { Place } from '../folders.ts';

const SEVERITY: Readonly<Record<VulnerabilityFinding['severity'], DiagnosticSeverity>> = { error: 1, warning: 2, information: 3, hint: 4 };
const MOST_LISTED = 10;

export interface Placed {
  readonly findings: readonly VulnerabilityDiagnostic[];
  /** The text that the places belong to. */
  readonly text: string;
  placeOf(vulnerability: Vulnerability): SarifPlace | null;
}

/** The findings of a scan on the lines of the file that the image belongs to, as it is now; null where it cannot be read. */
export async function placedFindings(scan: ImageScan, source: ScanSource, { folder, path }: Place, config: Config | null, signal: AbortSignal): Promise<Placed | null> {
  const { index } = folder;
  if (!index) return null;
  const uri = URI.parse(source.uri).toString();
  if (source.service !== null) {
    const view = await index.viewFor(path, 'compose', signal);
    const model = view.composeFile?.(path);
    return model ? ofService(scan, source.service, model, { uri, path }) : null;
  }
  const project = await index.viewFor(path, 'dockerfile', signal);
  const parsed = index.parsed(path, 'dockerfile');
  if (!parsed) return null;
  const { text, lines } = parsed;
  const { findings, spanOf } = dockerfileFindings(scan, { document: parsed, project, target: source.target, isBaseOnly: source.kind === 'base', config });
  return { text, findings: findings.map((finding) => diagnosticOf(finding, lines, uri)), placeOf: (one) => placeIn(spanOf(one), lines, path) };
}

/** At the `image` of the service, or its name where another file has that. */
function ofService(scan: ImageScan, name: string, model: ComposeModel, { uri, path }: { readonly uri: string; readonly path: string }): Placed | null {
  const service = model.service(name);
  if (!service) return null;
  const lines = new LineIndex(model.text);
  const node = service.get('image')?.node;
  const span = isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : service.keySpan;
  const counts = countLevels(scan.vulnerabilities, scan.leftOut);
  const details = [...scan.vulnerabilities].sort(worstFirst).slice(0, MOST_LISTED).map(vulnerabilityText);
  const finding: VulnerabilityFinding = { span, severity: severityOf(counts), message: serviceMessage(scan), counts, details, fix: null, proposed: null };
  return { text: model.text, findings: scan.vulnerabilities.length === 0 ? [] : [diagnosticOf(finding, lines, uri)], placeOf: () => placeIn(span, lines, path) };
}

function diagnosticOf({ span, severity, message, details, fix, proposed }: VulnerabilityFinding, lines: LineIndex, uri: string): VulnerabilityDiagnostic {
  const range = toRange(span, lines);
  const relatedInformation = details.map((detail): DiagnosticRelatedInformation => ({ location: { uri, range }, message: detail }));
  return {
    diagnostic: { range, severity: SEVERITY[severity], code: 'vulnerabilities', source: SOURCE, message, relatedInformation },
    fix: fix && { title: fix.title, edits: fix.edits.map((edit) => toTextEdit(edit, lines)) },
    proposed,
  };
}

function placeIn(span: Span | null, lines: LineIndex, path: string): SarifPlace | null {
  return span ? { path, start: lines.positionAt(span.start), end: lines.positionAt(span.end) } : null;
}
