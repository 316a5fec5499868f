import type { Stage } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { DockerfileContext } from '../../../core/engine/rule.ts';
import { familyOf } from '../../../core/image/family.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import type { ShippedTools } from '../tools/shippedTools.ts';
import { splitGo } from './splitGo.ts';
import { splitNode } from './splitNode.ts';
import { splitPython } from './splitPython.ts';

/** Splits a Dockerfile of one stage into base, builder and production, where every instruction of it is understood. */
export function offerStages(context: DockerfileContext, stage: Stage, tools: ShippedTools): Fix | Refusal {
  const { dockerfile, facts, project } = context;
  const { baseImage } = facts.stageFact(stage);
  const family = baseImage && familyOf(baseImage);
  const split = family === 'python' ? splitPython : family === 'node' ? splitNode : family === 'golang' ? splitGo : null;
  if (!split) return refuse('how an image of this kind is split into stages is not known here');
  if (!dockerfile.isWellFormed) return refuse('the file cannot be read with certainty');
  if (dockerfile.stages.length > 1) return refuse('the file has several stages already, and which of them should build is not known');
  if (stage.name !== null || (project?.uses ?? []).some(({ target }) => target !== null)) return refuse('the stage is built by its name, which another stage would have to take');
  if (dockerfile.escape !== '\\' || stage.instructions.some(({ isTrigger }) => isTrigger)) return refuse('the file has ONBUILD or another escape character');
  return split({ context, stage, tools });
}
