import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import { dominantEol } from '../../core/text/edits.ts';

const remembered = new Memo(({ text }: DockerfileModel) => dominantEol(text));

/** How most lines of a file end. Remembered, because a file may have thousands of places to mend. */
export function lineEnding(model: DockerfileModel): '\n' | '\r\n' {
  return remembered.of(model);
}
