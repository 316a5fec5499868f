import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { blockOf, insertBelow, removeLines } from '../../edits/instructionBlock.ts';
import { isShared, type LateInstalls } from './lateInstalls.ts';
import { agingOf } from './sourceReads.ts';

/** Moves the COPY, with the comments above it, below the last install that needs nothing of it. */
export function moveBelowInstalls({ broad, folder, crossed }: LateInstalls, reach: RunFact, model: DockerfileModel, label: string): Fix {
  const block = blockOf(model, broad.copy.instruction);
  const risk = agingOf(crossed) ?? (isShared(folder) ? `if no package puts anything into ${folder}` : null);
  const title = `Copy the source after ${label}`;
  return {
    kind: risk === null ? 'safe' : 'suggestion',
    title: risk === null ? title : `${title} (${risk})`,
    edits: [removeLines(model.text, block), insertBelow(model, reach.instruction, [block])],
  };
}
