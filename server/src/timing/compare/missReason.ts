import type { MissReason } from '../comparison.ts';
import type { MissScene } from './missScene.ts';
import { argumentReason, baseArgumentReason } from './reasons/argument.ts';
import { baseImageReason } from './reasons/baseImage.ts';
import { changedFiles } from './reasons/changedFiles.ts';
import { filesReason } from './reasons/files.ts';
import { instructionReason } from './reasons/instruction.ts';
import { reason, stepName } from './reasons/reason.ts';
import { notBuiltBeforeReason, otherTargetReason, platformReason, wholeBuildReason } from './reasons/wholeBuild.ts';

/** In this order: what explains everything first, then what comes first in the Dockerfile. */
const REASONS: readonly ((scene: MissScene) => MissReason | null)[] = [
  wholeBuildReason,
  otherTargetReason,
  platformReason,
  baseArgumentReason,
  baseImageReason,
  instructionReason,
  argumentReason,
  notBuiltBeforeReason,
  filesReason,
];

/** Why a step ran. */
export function missReason(scene: MissScene): MissReason {
  for (const find of REASONS) {
    const found = find(scene);
    if (found) return found;
  }
  return withoutReason(scene);
}

const ADDRESS = /\s(?:https?|git|ssh):\/\/|\s[\w.-]+@[\w.-]+:/i;

function withoutReason({ inputs, miss: { step } }: MissScene): MissReason {
  const name = stepName(step);
  if (!inputs) return reason('unknown', `${name} ran again; why cannot be told, because what it was built from is no longer kept of both builds.`);
  if (inputs.instruction.keyword === 'ADD' && ADDRESS.test(step.place?.text ?? step.label)) {
    return reason('unknown', `${name} ran again; nothing here changed, so what it fetches may have.`);
  }
  if (inputs.instruction.reads.length > 0 && !changedFiles(inputs).isSure) {
    return reason('unknown', `${name} ran again; why cannot be told, because not all files that it reads could be compared.`);
  }
  return reason('evicted', `${name} ran again although nothing that it is made from changed: the builder no longer had its result.`);
}
