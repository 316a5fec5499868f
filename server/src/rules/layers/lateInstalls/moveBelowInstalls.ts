import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { Span } from '../../../core/text/span.ts';
import { blockOf, insertBelow, removeLines } from '../../edits/instructionBlock.ts';
import { isShared, type LateInstalls } from './lateInstalls.ts';
import { agingOf } from './sourceReads.ts';

/** Moves the COPYs, with the comments above them, below the last install that needs nothing of them. */
export function moveBelowInstalls({ sources, below, crossed }: LateInstalls, reach: RunFact, model: DockerfileModel, label: string): Fix {
  const blocks = joinNear(model.text, sources.map(({ broad }) => blockOf(model, broad.copy.instruction)));
  const shared = sources.find(({ folder }) => isShared(folder));
  const risk = agingOf(crossed) ?? (shared ? `if no package puts anything into ${shared.folder}` : null);
  const title = `Copy the source after ${label}`;
  return {
    kind: risk === null ? 'safe' : 'suggestion',
    title: risk === null ? title : `${title} (${risk})`,
    edits: [...blocks.map((block) => removeLines(model.text, block)), insertBelow(model, (below ?? reach).instruction, blocks)],
  };
}

/** Blocks with nothing but blank lines between them as one, so that they keep those. */
function joinNear(text: string, blocks: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last && /^\s*$/.test(text.slice(last.end, block.start))) joined[joined.length - 1] = { start: last.start, end: block.end };
    else joined.push(block);
  }
  return joined;
}
