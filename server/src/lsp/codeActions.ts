import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Fix } from '../core/engine/finding.ts';
import { silenceFile, silenceLine } from '../core/engine/silence.ts';
import { trustedFindings } from '../core/engine/trusted.ts';
import { OPEN_RULE_PAGE_COMMAND } from '../protocol.ts';
import { toDiagnostic, toTextEdit, type DiagnosticPlaces } from './convert.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';
import { fixWidely, type WideFix } from './fixes.ts';
import { editsOfOthers, toWorkspaceEdit, type EditAbilities, type FileEdit, type FilePlaces } from './workspaceEdits.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.drydock`;

/** More single fixes than a person reads in one menu. */
const MOST_SINGLE_FIXES = 30;

export interface EditContext {
  readonly document: OpenDocument;
  readonly checked: CheckedVersion;
  readonly places: DiagnosticPlaces;
  readonly abilities: EditAbilities;
  readonly openDocument: FilePlaces['openDocument'];
}

export interface CodeActionContext extends EditContext {
  /** The client asks for the edit of an action when it is picked. */
  readonly canResolve: boolean;
  /** The client has the command that shows a rule's page. */
  readonly canOpenPages: boolean;
  /** The edit that switches a rule off in the workspace's drydock.json; null where there is no folder. */
  silenceInWorkspace(rule: string): FileEdit | null;
}

/** What an action without an edit carries, to be told the edit of later. */
export interface LazyFix extends WideFix {
  readonly uri: string;
  readonly version: number;
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
  const touched = offered(context).filter(({ span }) => span.start <= end && start <= span.end);
  const ofFindings = touched.slice(0, MOST_SINGLE_FIXES).flatMap((finding) => finding.fixes.flatMap((fix) => fixAction(finding, fix, context)));
  const rules = new Map(touched.map((finding) => [finding.rule, finding]));
  return [
    ...ofFindings,
    ...[...rules.values()].flatMap((finding) => fixRule(finding, context)),
    ...(touched.length > 0 ? fixEverything(context) : []),
    ...[...rules.values()].flatMap((finding) => silences(finding, context)),
    ...[...rules.values()].flatMap((finding) => openPage(finding, context)),
  ];
}

function offered({ checked }: EditContext): readonly Finding[] {
  return trustedFindings(checked.source, checked.findings);
}

function fixAction(finding: Finding, fix: Fix, context: CodeActionContext): CodeAction[] {
  const edit = workspaceEdit(context, fix);
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
function fixRule(touched: Finding, context: CodeActionContext): CodeAction[] {
  const { rule } = touched;
  const ofRule = offered(context).filter((finding) => finding.rule === rule);
  const safe = ofRule.filter(hasSafeFix);
  const fixable = safe.length > 0 ? safe : ofRule.filter(({ fixes }) => fixes.length > 0);
  const needsFiles = fixable.some(({ fixes }) => (fixes[0]?.creates?.length ?? 0) > 0);
  if (fixable.length < 2 || (needsFiles && !context.abilities.createFiles)) return [];
  const suffix = safe.length > 0 ? '' : ' (suggestions: look through them)';
  const title = `Fix all ${fixable.length} "${rule}" findings in this file${suffix}`;
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(touched, context)] };
  return wideAction(action, { rule, selection: safe.length > 0 ? 'safe' : 'suggestions' }, context);
}

function fixEverything(context: CodeActionContext): CodeAction[] {
  const count = offered(context).filter(hasSafeFix).length;
  if (count < 2) return [];
  const title = `Fix all ${count} safely fixable Drydock findings in this file`;
  return wideAction({ title, kind: CodeActionKind.QuickFix }, { rule: null, selection: 'safe' }, context);
}

/** Clients that can ask for the edit later do: checking a long file again for a menu would be felt at every move of the cursor. */
function wideAction(action: CodeAction, fix: WideFix, context: CodeActionContext): CodeAction[] {
  if (context.canResolve) return [{ ...action, data: { ...fix, uri: context.document.uri, version: context.document.version } satisfies LazyFix }];
  const edit = wideEdit(fix, context);
  return edit ? [{ ...action, edit }] : [];
}

/** The edit of an action that was offered without one; null where it comes to nothing. */
export function wideEdit(fix: WideFix, context: EditContext): WorkspaceEdit | null {
  const fixed = fixWidely(context.checked, fix);
  if (fixed.edits.length === 0 && fixed.creates.length === 0) return null;
  return workspaceEdit(context, fixed);
}

function sourceFixAll(context: CodeActionContext): CodeAction[] {
  if (!offered(context).some(hasSafeFix)) return [];
  const edit = wideEdit({ rule: null, selection: 'safe' }, context);
  return edit ? [{ title: 'Fix all safely fixable Drydock findings', kind: FIX_ALL_KIND, edit }] : [];
}

function hasSafeFix({ fixes }: Finding): boolean {
  return fixes.some(({ kind }) => kind === 'safe');
}

function silences(finding: Finding, context: CodeActionContext): CodeAction[] {
  const { source } = context.checked;
  const { rule } = finding;
  const byEdit = (where: string, edit: WorkspaceEdit | null): CodeAction[] =>
    edit
      ? [{ title: `Silence "${rule}" ${where}`, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding, context)], edit }]
      : [];
  const inConfig = context.silenceInWorkspace(rule);
  return [
    ...byEdit('for this line', workspaceEdit(context, { edits: [silenceLine(source, finding)] })),
    ...byEdit('for this file', workspaceEdit(context, { edits: [silenceFile(source, rule)] })),
    ...byEdit('in this workspace', inConfig && toWorkspaceEdit([inConfig], context.abilities)),
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

/** Null where the client cannot do it, or another file is not what it was: no fix is offered in half. */
function workspaceEdit(context: EditContext, { edits, creates, elsewhere, title = '' }: Pick<Fix, 'edits' | 'creates' | 'elsewhere'> & { title?: string }): WorkspaceEdit | null {
  const { document, places, abilities, openDocument } = context;
  const others = editsOfOthers({ creates, elsewhere }, { uriOf: (path) => places.uriOf(path), openDocument });
  if (!others) return null;
  const own = edits.length > 0 ? [{ uri: document.uri, version: document.version, edits: edits.map((edit) => toTextEdit(edit, places.lines)) }] : [];
  // One file more than the one on the screen is still looked over at a glance.
  return toWorkspaceEdit([...own, ...others], abilities, elsewhere && elsewhere.length > 1 ? title : null);
}
