import { expect, it } from 'vitest';
import { editAbilities, toWorkspaceEdit, type FileEdit } from '../../../server/src/lsp/workspaceEdits.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const files: FileEdit[] = ['a', 'b'].map((name) => ({ uri: `file:///${name}`, version: null, edits: [{ range, newText: name }] }));

it('asks for confirmation where the client can show what it would do, and edits at once where it cannot', () => {
  const able = editAbilities({ workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } });
  const shown = toWorkspaceEdit(files, able, 'Align all');
  expect(Object.values(shown?.changeAnnotations ?? {})).toEqual([{ label: 'Align all', needsConfirmation: true }]);
  const [annotation] = Object.keys(shown?.changeAnnotations ?? {});
  expect(JSON.stringify(shown?.documentChanges)).toContain(`"annotationId":"${annotation}"`);

  const plain = editAbilities({ workspace: { workspaceEdit: { documentChanges: true } } });
  for (const edit of [toWorkspaceEdit(files, plain, 'Align all'), toWorkspaceEdit(files, able)]) {
    expect(edit?.changeAnnotations).toBeUndefined();
    expect(JSON.stringify(edit)).not.toContain('annotationId');
  }
});
