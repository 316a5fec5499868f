import type { SourceDocument } from '../core/engine/document.ts';
import type { Confidence, FileCreation, Finding, Fix, Severity } from '../core/engine/finding.ts';
import { fingerprint } from '../core/text/fingerprint.ts';
import type { Position } from '../core/text/lines.ts';

/** A finding with all that a report tells of it, so that nobody needs the text any more. Positions are zero-based, in UTF-16 code units. */
export interface ReportedFinding {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly start: Position;
  readonly end: Position;
  /** Other places that explain it; `path` is null for the same file, `line` where it is not known. */
  readonly related: readonly { readonly path: string | null; readonly line: number | null; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
  readonly withheld: string | null;
  /** The same after edits elsewhere in the file, and another one for each finding of a file. */
  readonly fingerprint: string;
}

export interface ReportedFix {
  readonly kind: Fix['kind'];
  readonly title: string;
  readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
  readonly creates: readonly FileCreation[];
  /** True where it changes other files too, which `edits` do not tell. */
  readonly reachesOthers: boolean;
}

/**
 * The findings of one file, in their order.
 * @param showPath from a path that is relative to the workspace folder to one as the report has it
 */
export function reportFindings(document: SourceDocument, findings: readonly Finding[], showPath: ShowPath = (path) => path): ReportedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(document, finding);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return reportFinding(document, finding, fingerprint(before === 0 ? identity : `${identity}\0${before}`), showPath);
  });
}

type ShowPath = (path: string) => string;

function reportFinding({ lines, text }: SourceDocument, finding: Finding, print: string, showPath: ShowPath): ReportedFinding {
  const { rule, messageId, message, severity, confidence, span, withheld } = finding;
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const at = (offset: number): Position => withoutMark(lines.positionAt(offset), mark);
  return {
    rule,
    messageId,
    message,
    severity,
    confidence,
    start: at(span.start),
    end: at(span.end),
    related: finding.related.map((place) => ({
      path: place.path === undefined ? null : showPath(place.path),
      line: place.path === undefined ? lines.lineAt(place.span.start) : (place.line ?? null),
      message: place.message,
    })),
    fixes: finding.fixes.map(({ kind, title, edits, creates, elsewhere }) => ({
      kind,
      title,
      edits: edits.map((edit) => ({ start: at(edit.span.start), end: at(edit.span.end), text: edit.text })),
      creates: (creates ?? []).map(({ path, text }) => ({ path: showPath(path), text })),
      reachesOthers: (elsewhere?.length ?? 0) > 0,
    })),
    withheld,
    fingerprint: print,
  };
}

/** @param mark code units of the byte order mark: no column counts it, as no editor shows it */
function withoutMark({ line, character }: Position, mark: number): Position {
  return line > 0 ? { line, character } : { line, character: Math.max(0, character - mark) };
}

/** What makes it the same finding in another version of the file: its words without amounts, which are measured anew, and the line it is about. */
function identityOf({ lines, text }: SourceDocument, { rule, messageId, message, span }: Finding): string {
  const line = lines.lineAt(span.start);
  const written = text.slice(lines.lineStart(line), lines.lineEnd(line)).trim();
  return [rule, messageId, message.replaceAll(/\d+/g, '0'), written].join('\0');
}
