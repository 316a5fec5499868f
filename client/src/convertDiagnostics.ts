import * as vscode from 'vscode';
import type { Diagnostic } from '../../server/src/protocol.ts';

const SEVERITY = [
  vscode.DiagnosticSeverity.Error,
  vscode.DiagnosticSeverity.Warning,
  vscode.DiagnosticSeverity.Information,
  vscode.DiagnosticSeverity.Hint,
];

/** From the protocol's shape to the editor's; only what our server sends. */
export function toVscodeDiagnostic(diagnostic: Diagnostic): vscode.Diagnostic {
  const severity = SEVERITY[(diagnostic.severity ?? 1) - 1];
  const { message: text } = diagnostic;
  const converted = new vscode.Diagnostic(toRange(diagnostic.range), typeof text === 'string' ? text : text.value, severity);
  converted.source = diagnostic.source;
  converted.code =
    diagnostic.codeDescription && diagnostic.code !== undefined
      ? { value: diagnostic.code, target: vscode.Uri.parse(diagnostic.codeDescription.href) }
      : diagnostic.code;
  converted.relatedInformation = diagnostic.relatedInformation?.map(({ location, message }) => {
    const place = new vscode.Location(vscode.Uri.parse(location.uri), toRange(location.range));
    return new vscode.DiagnosticRelatedInformation(place, message);
  });
  return converted;
}

export function toRange({ start, end }: Diagnostic['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
