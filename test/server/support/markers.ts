import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { LineIndex } from '../../../server/src/core/text/lines.ts';
import { RULES } from '../../../server/src/rules/index.ts';

/** `# want <rule>: <pattern>` above the line where a finding starts; with `(withheld)` the pattern is of the reason. */
export interface Marker {
  readonly rule: string;
  readonly withheld: boolean;
  readonly pattern: RegExp;
  /** Zero-based line that the finding starts on. */
  readonly line: number;
}

const MARKER = /^\s*# want ([a-z0-9-]+)( \(withheld\))?: (.+)$/;

/** What they find are comments. */
const ABOUT_COMMENTS = new Set(RULES.filter(({ meta }) => meta.language === 'all').map(({ meta }) => meta.id));

export function readMarkers(text: string): Marker[] {
  const lines = text.split(/\r?\n/);
  const markers: Marker[] = [];
  for (const [index, line] of lines.entries()) {
    const match = MARKER.exec(line);
    if (!match) continue;
    let target = index + 1;
    const between = ABOUT_COMMENTS.has(match[1]!) ? MARKER : /^\s*#/;
    while (between.test(lines[target] ?? '')) target++;
    markers.push({ rule: match[1]!, withheld: match[2] !== undefined, pattern: new RegExp(match[3]!, 'i'), line: target });
  }
  return markers;
}

/** What does not fit, as readable lines; empty where findings and markers agree one to one. */
export function compareMarkers(markers: readonly Marker[], findings: readonly Finding[], text: string): string[] {
  const lines = new LineIndex(text);
  const left = new Set(findings);
  const problems: string[] = [];
  const satisfied = new Set<Finding>();
  for (const marker of markers) {
    const onLine = findings.filter((finding) => finding.rule === marker.rule && lines.lineAt(finding.span.start) === marker.line);
    const found = onLine.find((finding) => marker.pattern.test(marker.withheld ? (finding.withheld ?? '') : finding.message) && (marker.withheld || !satisfied.has(finding)));
    if (found) {
      left.delete(found);
      if (!marker.withheld) satisfied.add(found);
    } else {
      const said = onLine.map((finding) => (marker.withheld ? finding.withheld : finding.message));
      problems.push(`line ${marker.line + 1}: wanted ${marker.rule} ${marker.pattern}, found ${JSON.stringify(said)}`);
    }
  }
  for (const finding of left) problems.push(`line ${lines.lineAt(finding.span.start) + 1}: unexpected ${finding.rule}: ${finding.message}`);
  return problems;
}
