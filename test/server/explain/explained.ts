import { languageOf } from '../../../server/src/core/engine/fileKinds.ts';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import { explainAt } from '../../../server/src/explain/explainAt.ts';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { measureOf } from '../../../server/src/project/context/contextMeasure.ts';
import { shell } from '../support/engine.ts';
import { memoryDisk } from '../support/workspace.ts';
import { treeOf, type Node } from '../project/context/tree.ts';

export interface Workspace {
  /** Texts by path; those of the contexts' files are their names and nothing else. */
  readonly files: Readonly<Record<string, string>>;
  /** What is on disk in a context, by its path: measured then. */
  readonly sizes?: Readonly<Record<string, Readonly<Record<string, Node>>>>;
}

/** What is said of a place: where `at` stands in the file for the first time. Null where nothing is. */
export async function explained({ files, sizes = {} }: Workspace, path: string, at: string): Promise<string | null> {
  const index = new WorkspaceIndex(memoryDisk(Object.entries(files).map(([name, text]) => ({ path: name, text }))), '/workspace');
  index.shell = shell;
  for (const [context, nodes] of Object.entries(sizes)) index.setMeasure(context, measureOf(treeOf(nodes)));
  const language = languageOf(path)!;
  const text = files[path]!;
  const offset = text.indexOf(at);
  if (offset === -1) throw new Error(`${path} has no ${at}`);
  const view = await index.viewFor(path, language);
  const found = explainAt(new SourceDocument(path, language, text, shell), offset, view);
  if (found && (found.span.start > offset || found.span.end < offset)) throw new Error('said of another place');
  return found?.markdown ?? null;
}

/** What is said where nothing is known but the file. */
export function explainedAlone(text: string, at: string, path = 'Dockerfile'): string | null {
  return explainAt(new SourceDocument(null, languageOf(path)!, text, shell), text.indexOf(at), null)?.markdown ?? null;
}
