import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import { LineIndex } from '../../core/text/lines.ts';

const indexes = new Memo(({ text }: DockerfileModel) => new LineIndex(text));

/** The line that an instruction begins in, as editors count: from 1. */
export function lineNumber(model: DockerfileModel, { span }: Instruction): number {
  return indexes.of(model).lineAt(span.start) + 1;
}
