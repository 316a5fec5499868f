import type { MissReason } from '../../comparison.ts';
import { reachable } from '../../reachable.ts';
import { shownText } from '../../shownText.ts';
import type { TraceStep } from '../../trace.ts';
import type { MissInputs, MissScene } from '../missScene.ts';
import { rootFrom } from '../stageChain.ts';
import { reason, stepName } from './reason.ts';

const DIGEST = /@(sha256:[0-9a-f]{64})\b/;

/** The image that the stage begins with, or that the instruction copies from, is another one than before. */
export function baseImageReason(scene: MissScene): MissReason | null {
  return (scene.inputs ? byInputs(scene, scene.inputs) : null) ?? byDigests(scene);
}

function byInputs({ miss }: MissScene, { before, after, pairs, instruction, at }: MissInputs): MissReason | null {
  const root = rootFrom(after, at);
  const step = stepName(miss.step);
  if (root !== null) {
    const earlier = pairs.earlierOf(root);
    const [now, then] = [imagesOf(after.instructions[root]!.from), earlier === null ? [] : imagesOf(before.instructions[earlier]!.from)];
    const [image, old] = [now[0], then[0]];
    if (image !== undefined && old !== undefined && image !== old) {
      return reason('base-image', `${step} ran again because its stage now begins with ${shownText(image, 80)} instead of ${shownText(old, 80)}.`, [image, old]);
    }
    if (image !== undefined && image === old && isOther(before.bases, after.bases, image)) {
      return reason('base-image', `${step} ran again because the base image ${shownText(image, 80)} is another one than before.`, [image]);
    }
  }
  const source = imagesOf(instruction.from).find((image) => isOther(before.bases, after.bases, image));
  return source === undefined
    ? null
    : reason('base-image', `${step} ran again because the image ${shownText(source, 80)}, which it takes files from, is another one than before.`, [source]);
}

function imagesOf(from: readonly string[]): readonly string[] {
  return from.flatMap((one) => (one.startsWith('image:') ? [one.slice('image:'.length)] : []));
}

/** An image that is not known in one of the builds is not taken for another one. */
function isOther(before: MissInputs['before']['bases'], after: MissInputs['after']['bases'], image: string): boolean {
  const [then, now] = [before, after].map((bases) => (Object.hasOwn(bases, image) ? bases[image] : null));
  return typeof then === 'string' && typeof now === 'string' && then.startsWith('name:') === now.startsWith('name:') && then !== now;
}

/** A builder that asks a registry puts the digest into the name of the step: that tells even where the engine does not know the image. */
function byDigests({ before, after, target, miss }: MissScene): MissReason | null {
  const [then, now] = [before, after].map(({ trace }) => basesOf(trace.steps, target));
  for (const [image, digest] of now!) {
    const old = then!.get(image);
    if (old === undefined || old === digest || !isBelow(miss.step, image, after.trace.steps)) continue;
    return reason('base-image', `${stepName(miss.step)} ran again because the base image ${shownText(image, 80)} is another one than before.`, [image]);
  }
  return null;
}

/** Digests by the name before them. */
function basesOf(steps: readonly TraceStep[], target: string): ReadonlyMap<string, string> {
  return new Map(steps.flatMap((step): [string, string][] => {
    const digest = step.kind === 'base' && step.targets.includes(target) ? DIGEST.exec(step.label) : null;
    return digest ? [[nameOf(step), digest[1]!]] : [];
  }));
}

function nameOf({ label }: TraceStep): string {
  return label.slice(0, label.search(DIGEST)).replace(/^FROM\s+/i, '').trim();
}

/** True where the step builds on the image. */
function isBelow(step: TraceStep, image: string, steps: readonly TraceStep[]): boolean {
  const byId = new Map(steps.map((one) => [one.id, one]));
  const below = [...reachable([step.id], (id) => byId.get(id)?.inputs ?? [])].flatMap((id) => byId.get(id) ?? []);
  return below.some((input) => input.kind === 'base' && DIGEST.test(input.label) && nameOf(input) === image);
}
