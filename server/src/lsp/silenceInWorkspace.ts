import { CreateFile, TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Folders } from './folders.ts';
import { CONFIG_FILE, switchRuleOff } from '../host/configFile.ts';

/** Makes, for one document, the function that edits its folder's drydock.json so that a rule is off. */
export async function silenceInWorkspace(uri: string, folders: Folders): Promise<(rule: string) => WorkspaceEdit | null> {
  const folder = folders.placeOf(uri)?.folder;
  if (!folder) return () => null;
  const text = await folder.configText();
  const target = folder.uriOf(CONFIG_FILE);
  return (rule) => {
    const next = target ? switchRuleOff(text, rule) : null;
    if (!target || next === null) return null;
    const start = { line: 0, character: 0 };
    const current = TextDocument.create(target, 'json', 0, text ?? '');
    const end = current.positionAt(current.getText().length);
    const edit = TextDocumentEdit.create({ uri: target, version: null }, [{ range: { start, end }, newText: next }]);
    return { documentChanges: text === null ? [CreateFile.create(target), edit] : [edit] };
  };
}
