import {
  CodeActionKind,
  TextDocumentEdit,
  CreateFile,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { fixUntilStable, type FixSelection } from '../core/engine/fixAll.ts';
import type { FileCreation, Finding, Fix } from '../core/engine/finding.ts';
import { silenceFile, silenceLine } from '../core/engine/silence.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { OPEN_RULE_PAGE_COMMAND } from '../protocol.ts';
import { toDiagnostic, toTextEdit, type DiagnosticPlaces } from './convert.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.drydock`;

export interface CodeActionContext {
  readonly document: OpenDocument;
  readonly checked: CheckedVersion;
  readonly places: DiagnosticPlaces;
  /** The client can create files in a workspace edit. */
  readonly canCreateFiles: boolean;
  /** The client has the command that shows a rule's page. */
  readonly canOpenPages: boolean;
  /** The edit that switches a rule off in the workspace's drydock.json; null where there is no folder. */
  silenceInWorkspace(rule: string): WorkspaceEdit | null;
}

/** What the light bulb shows for a range, and `source.fixAll.drydock` where it is asked for. */
export function codeActions(params: CodeActionParams, context: CodeActionContext): CodeAction[] {
  const only = params.context.only;
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix)) actions.push(...quickFixes(params, context));
  if (only && wants(only, FIX_ALL_KIND)) actions.push(...sourceFixAll(context));
  return actions;
}

/** A kind is wanted where it is, or lies under, one that was asked for; without a filter everything but source actions is. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`) || asked === '');
}

function quickFixes({ range }: CodeActionParams, context: CodeActionContext): CodeAction[] {
  const { lines } = context.places;
  const start = lines.offsetAt(range.start);
  const end = lines.offsetAt(range.end);
  const touched = context.checked.findings.filter(({ span }) => span.start <= end && start <= span.end);
  const ofFindings = touched.flatMap((finding) =>
    finding.fixes.flatMap((fix) => fixAction(finding, fix, context)),
  );
  const rules = new Map(touched.map((finding) => [finding.rule, finding]));
  return [
    ...ofFindings,
    ...[...rules.keys()].flatMap((rule) => fixRule(rule, context)),
    ...(touched.length > 0 ? fixEverything(context) : []),
    ...[...rules.values()].flatMap((finding) => silences(finding, context)),
    ...[...rules.values()].flatMap((finding) => openPage(finding, context)),
  ];
}

function fixAction(finding: Finding, fix: Fix, context: CodeActionContext): CodeAction[] {
  const edit = workspaceEdit(context, fix.edits, fix.creates);
  if (!edit) return [];
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(finding, context)],
      isPreferred: fix.kind === 'safe',
      edit,
    },
  ];
}

/** All findings of one rule: its safe fixes; where it has none, its suggestions, since a person picks this by hand. */
function fixRule(rule: string, context: CodeActionContext): CodeAction[] {
  const ofRule = context.checked.findings.filter((finding) => finding.rule === rule);
  const selection: FixSelection = ofRule.some(({ fixes }) => fixes.some(({ kind }) => kind === 'safe')) ? 'safe' : 'suggestions';
  const fixable = ofRule.filter(({ fixes }) => (selection === 'safe' ? fixes.some(({ kind }) => kind === 'safe') : fixes.length > 0));
  if (fixable.length < 2) return [];
  const fixed = fixUntilStable(context.checked.source, context.checked.check, selection, (finding) => finding.rule === rule);
  const edit = workspaceEdit(context, fixed.edits, fixed.creates);
  if (!edit) return [];
  const suffix = selection === 'safe' ? '' : ' (suggestions: look through them)';
  return [
    {
      title: `Fix all ${fixed.applied.length} "${rule}" findings in this file${suffix}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: ofRule.map((finding) => diagnosticOf(finding, context)),
      edit,
    },
  ];
}

function fixEverything(context: CodeActionContext): CodeAction[] {
  const fixed = fixUntilStable(context.checked.source, context.checked.check, 'safe');
  if (fixed.applied.length < 2) return [];
  const edit = workspaceEdit(context, fixed.edits, fixed.creates);
  return edit ? [{ title: `Fix all ${fixed.applied.length} safely fixable Drydock findings in this file`, kind: CodeActionKind.QuickFix, edit }] : [];
}

function sourceFixAll(context: CodeActionContext): CodeAction[] {
  const fixed = fixUntilStable(context.checked.source, context.checked.check, 'safe');
  if (fixed.edits.length === 0) return [];
  const edit = workspaceEdit(context, fixed.edits, fixed.creates);
  return edit ? [{ title: 'Fix all safely fixable Drydock findings', kind: FIX_ALL_KIND, edit }] : [];
}

function silences(finding: Finding, context: CodeActionContext): CodeAction[] {
  const { source } = context.checked;
  const { rule } = finding;
  const byEdit = (where: string, edit: WorkspaceEdit | null): CodeAction[] =>
    edit
      ? [{ title: `Silence "${rule}" ${where}`, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding, context)], edit }]
      : [];
  return [
    ...byEdit('for this line', workspaceEdit(context, [silenceLine(source, finding)])),
    ...byEdit('for this file', workspaceEdit(context, [silenceFile(source, rule)])),
    ...byEdit('in this workspace', context.silenceInWorkspace(rule)),
  ];
}

function openPage(finding: Finding, context: CodeActionContext): CodeAction[] {
  if (!context.canOpenPages) return [];
  const title = `Open the page of "${finding.rule}"`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(finding, context)],
      command: { title, command: OPEN_RULE_PAGE_COMMAND, arguments: [finding.rule] },
    },
  ];
}

function diagnosticOf(finding: Finding, { places }: CodeActionContext): Diagnostic {
  return toDiagnostic(finding, places);
}

/** Null where the client cannot do it: a fix that needs a new file is not offered in half. */
function workspaceEdit(
  { document, places, canCreateFiles }: CodeActionContext,
  edits: readonly TextEdit[],
  creates: readonly FileCreation[] = [],
): WorkspaceEdit | null {
  if (creates.length > 0 && !canCreateFiles) return null;
  const changes: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { path, text } of creates) {
    const uri = places.uriOf(path);
    if (!uri) return null;
    changes.push(CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }));
    const start = { line: 0, character: 0 };
    changes.push(TextDocumentEdit.create({ uri, version: null }, [{ range: { start, end: start }, newText: text }]));
  }
  if (edits.length > 0) {
    const lspEdits = edits.map((edit) => toTextEdit(edit, places.lines));
    changes.push(TextDocumentEdit.create({ uri: document.uri, version: document.version }, lspEdits));
  }
  return { documentChanges: changes };
}
