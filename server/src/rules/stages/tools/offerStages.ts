import type { Stage } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { DockerfileContext } from '../../../core/engine/rule.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import type { ShippedTools } from './shippedTools.ts';

/** Splits a file into stages where its pattern is clear. */
export function offerStages(_context: DockerfileContext, _stage: Stage, _tools: ShippedTools): Fix | Refusal {
  return refuse('the file has no pattern that can be split into stages with certainty');
}
