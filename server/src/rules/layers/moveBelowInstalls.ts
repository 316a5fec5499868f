import type { RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { Fix } from '../../core/engine/finding.ts';
import { blockOf, insertBelow, removeLines } from './instructionBlock.ts';
import { isShared, type LateInstalls } from './lateInstalls.ts';

/** Moves the COPY, with the comments above it, below the last install that needs nothing of it. */
export function moveBelowInstalls({ broad, folder, installs }: LateInstalls, reach: RunFact, model: DockerfileModel, label: string): Fix {
  const { instruction } = broad.copy;
  const block = blockOf(model, instruction);
  const isUnsure = isShared(folder);
  const title = `Copy the source after ${label}`;
  return {
    kind: isUnsure ? 'suggestion' : 'safe',
    title: isUnsure ? `${title} (if ${installs.length > 1 ? 'the packages put' : 'the package puts'} nothing into ${folder})` : title,
    edits: [removeLines(model.text, block), insertBelow(model, reach.instruction, [block])],
  };
}
