import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import { LineIndex } from '../../core/text/lines.ts';

const remembered = new Memo<DockerfileModel, LineIndex>();

/** The line that an instruction begins in, as editors count: from 1. */
export function lineNumber(model: DockerfileModel, { span }: Instruction): number {
  let index = remembered.get(model);
  if (!index) remembered.set(model, (index = new LineIndex(model.text)));
  return index.lineAt(span.start) + 1;
}
