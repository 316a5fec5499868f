import { createHash } from 'node:crypto';
import type { CancellationToken } from 'vscode-languageserver';
import { fixUntilStable, type FixedDocument } from '../../core/engine/fixAll.ts';
import { countText } from '../../core/text/amounts.ts';
import type { FileToFix, FixWorkspaceParams, FixWorkspaceResult } from '../../protocol.ts';
import { toTextEdit } from '../convert.ts';
import type { OfferContext } from '../editOffer.ts';
import { walkWorkspace, type ScanContext, type VisitedFile } from '../scan.ts';
import { editsOfOthers, toWorkspaceEdit, type FileEdit } from '../workspaceEdits.ts';
import { annotationsOf, causesOf } from './fixCauses.ts';

/** One edit for everything that can be fixed safely, for a person to look through. Unsaved texts count: theirs is what is fixed. */
export async function fixWorkspace(params: FixWorkspaceParams, token: CancellationToken, context: ScanContext & OfferContext): Promise<FixWorkspaceResult> {
  const fixes = new WorkspaceFixes(context);
  const walk = await walkWorkspace(params, token, context, (visited) => fixes.add(visited));
  if (walk.cancelled) return { edit: null, files: [], findings: {}, fixed: 0, skipped: [], cancelled: true };
  return { ...fixes.result(), skipped: [...walk.skipped, ...fixes.skipped], cancelled: false };
}

class WorkspaceFixes {
  readonly skipped: { uri: string; reason: string }[] = [];
  private readonly edits = new Map<string, FileEdit>();
  private readonly files: FileToFix[] = [];
  private readonly findings = new Map<string, number>();
  private readonly causes = new Set<string>();
  private fixed = 0;

  constructor(private readonly context: OfferContext) {}

  add(visited: VisitedFile): void {
    const { file } = visited;
    for (const { rule } of file.findings) this.findings.set(rule, (this.findings.get(rule) ?? 0) + 1);
    if (!file.findings.some(({ fixes }) => fixes.some(({ kind }) => kind === 'safe'))) return;
    const fixed = fixUntilStable(file.document, file.check, 'safe');
    if (fixed.applied.length === 0 || !this.take(visited, fixed)) return;
    this.fixed += fixed.applied.length;
  }

  result(): Omit<FixWorkspaceResult, 'skipped' | 'cancelled'> {
    const { files, fixed } = this;
    const edit = this.edits.size === 0 ? null : toWorkspaceEdit([...this.edits.values()], this.context.abilities, `Fix ${countText(fixed, 'finding')}`, annotationsOf(this.causes));
    return { edit, files: edit ? files : [], findings: Object.fromEntries(this.findings), fixed: edit ? fixed : 0 };
  }

  /** All of one file's fixes or none of them. */
  private take({ uri, folder, file }: VisitedFile, fixed: FixedDocument): boolean {
    const { document } = file;
    const open = this.context.openDocument(uri);
    const others = editsOfOthers({ creates: fixed.creates }, { uriOf: (path) => folder.uriOf(path), openDocument: this.context.openDocument });
    const refusal = this.whyNot(document.text, open?.getText() ?? null, others);
    if (refusal !== null || !others) {
      this.skipped.push({ uri, reason: refusal ?? 'A file that it needs lies outside of the workspace.' });
      return false;
    }
    if (fixed.edits.length > 0) {
      const causes = causesOf(file, fixed);
      const edits = fixed.edits.map((edit, index) => ({ ...toTextEdit(edit, document.lines), annotationId: causes[index]! }));
      for (const cause of causes) this.causes.add(cause);
      this.edits.set(uri, { uri, version: open?.version ?? null, edits });
      this.files.push({ uri, version: open?.version ?? null, hash: hashOf(document.text) });
    }
    for (const created of others) {
      // What two files ask for is created once.
      if (this.edits.has(created.uri)) continue;
      this.edits.set(created.uri, created);
      this.files.push({ uri: created.uri, version: null, hash: null });
    }
    return true;
  }

  private whyNot(checked: string, unsaved: string | null, creates: readonly FileEdit[] | null): string | null {
    if (unsaved !== null && unsaved !== checked) return 'The file changed meanwhile and was left as it is.';
    if (creates?.some(() => !this.context.abilities.createFiles)) return 'This editor cannot create the file that it needs.';
    return null;
  }
}

/** Of the text as an editor has it that shows the file. */
function hashOf(text: string): string {
  return createHash('sha256').update(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')).digest('hex');
}
