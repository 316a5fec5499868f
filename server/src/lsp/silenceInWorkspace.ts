import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_FILE, switchRuleOff } from '../host/configFile.ts';
import type { Folders } from './folders.ts';
import type { FileEdit } from './workspaceEdits.ts';

/** A document that the client has open. */
export interface OpenText {
  readonly version: number;
  getText(): string;
}

/**
 * Makes, for one document, the function that edits its folder's drydock.json so that a rule is off. Null where there is no
 * such file to know of, or it cannot be edited with certainty.
 * @param openText unsaved text counts: an edit made for the disk's text would damage it
 */
export async function silenceInWorkspace(
  uri: string,
  folders: Folders,
  openText: (uri: string) => OpenText | undefined,
): Promise<(rule: string) => FileEdit | null> {
  const folder = folders.placeOf(uri)?.folder;
  const target = folder?.uriOf(CONFIG_FILE) ?? null;
  if (!folder || folder.root === null || target === null) return () => null;
  const open = openText(target);
  const saved = await folder.configText();
  if (!open && saved === null && (await folder.hasUnreadConfig())) return () => null;
  const text = open?.getText() ?? saved;
  return (rule) => {
    const next = switchRuleOff(text, rule);
    if (next === null) return null;
    const start = { line: 0, character: 0 };
    const current = TextDocument.create(target, 'json', 0, text ?? '');
    const end = current.positionAt(current.getText().length);
    return { uri: target, version: open?.version ?? null, edits: [{ range: { start, end }, newText: next }], creates: text === null };
  };
}
