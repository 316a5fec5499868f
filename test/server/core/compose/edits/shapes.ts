import { expect } from 'vitest';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import type { ComposeModel } from '../../../../../server/src/core/compose/model.ts';
import type { Edited } from '../../../../../server/src/core/compose/edits/editing.ts';
import type { Refusal } from '../../../../../server/src/core/compose/insertKeys.ts';
import { applyEdits } from '../../../../../server/src/core/text/edits.ts';

export type Primitive = (model: ComposeModel) => Edited | Refusal;

/** Name, text before, text after or the words of a refusal. */
export type Shape = readonly [name: string, before: string, after: string | RegExp];

/** Applies an edit to a text with either line ending and compares all of what comes out. */
export function expectShape([, before, after]: Shape, edit: Primitive): void {
  for (const eol of ['\n', '\r\n']) {
    const text = before.replace(/^\n/, '').replaceAll('\n', eol);
    const model = parseCompose(text);
    const result = edit(model);
    if (after instanceof RegExp) {
      expect(result).toHaveProperty('refused');
      expect((result as Refusal).refused).toMatch(after);
      continue;
    }
    expect(result).not.toHaveProperty('refused');
    expect(applyEdits(text, (result as Edited).edits)).toBe(after.replace(/^\n/, '').replaceAll('\n', eol));
  }
}
