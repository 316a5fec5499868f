import { TextDocument } from 'vscode-languageserver-textdocument';
import { MANIFEST, MANIFEST_KEY, switchRuleOff } from '../host/configFile.ts';
import type { Folders } from './folders.ts';
import type { FileEdit } from './workspaceEdits.ts';

/** A document that the client has open. */
export interface OpenText {
  readonly version: number;
  getText(): string;
}

/**
 * Makes, for one document, the function that edits its folder's settings (drydock.json, or package.json where those are) so that a rule is off. Null
 * where there is no such file to know of, or it cannot be edited with certainty.
 * @param openText unsaved text counts: an edit made for the disk's text would damage it
 */
export async function silenceInWorkspace(
  uri: string,
  folders: Folders,
  openText: (uri: string) => OpenText | undefined,
): Promise<(rule: string) => FileEdit | null> {
  const folder = folders.placeOf(uri)?.folder;
  if (!folder || folder.root === null) return () => null;
  const { file, isThere } = await folder.configuration();
  const target = folder.uriOf(file);
  if (target === null) return () => null;
  const open = openText(target);
  const saved = await folder.configText(file);
  // One that is there and was not read would be overwritten.
  if (!open && saved === null && isThere) return () => null;
  const text = open?.getText() ?? saved;
  return (rule) => {
    const next = switchRuleOff(text, rule, file === MANIFEST ? [MANIFEST_KEY] : []);
    if (next === null) return null;
    const start = { line: 0, character: 0 };
    const current = TextDocument.create(target, 'json', 0, text ?? '');
    const end = current.positionAt(current.getText().length);
    return { uri: target, version: open?.version ?? null, edits: [{ range: { start, end }, newText: next }], creates: text === null };
  };
}
