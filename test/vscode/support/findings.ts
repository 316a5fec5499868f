import * as vscode from 'vscode';
import { until } from './wait.ts';

/** Drydock's findings of a document, as Problems shows them. */
export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'drydock');
}

/** The rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** A finding as `rule: text under the squiggle`, which a test can state in full. */
export function asText(document: vscode.TextDocument, finding: vscode.Diagnostic): string {
  return `${ruleOf(finding)}: ${document.getText(finding.range)}`;
}

/** Waits until exactly these findings, as `asText` gives them and in any order, are shown for a document. */
export async function untilFindings(document: vscode.TextDocument, expected: readonly string[]): Promise<vscode.Diagnostic[]> {
  const wanted = [...expected].sort().join('\n');
  const read = (): string => findingsOf(document.uri).map((finding) => asText(document, finding)).sort().join('\n');
  await until(`these findings:\n${wanted || '(none)'}\n`, read, (shown) => shown === wanted);
  return findingsOf(document.uri);
}

/** Waits until a rule has findings in a document. */
export async function untilRule(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic[]> {
  const read = (): vscode.Diagnostic[] => findingsOf(document.uri);
  const shown = await until(`a finding of ${rule}`, read, (all) => all.some((finding) => ruleOf(finding) === rule));
  return shown.filter((finding) => ruleOf(finding) === rule);
}

/** Waits until a rule has no finding in a document. */
export async function untilNoRule(document: vscode.TextDocument, rule: string): Promise<void> {
  const read = (): string[] => findingsOf(document.uri).map(ruleOf);
  await until(`no finding of ${rule}`, read, (rules) => !rules.includes(rule));
}
