import type { Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';

/** What a stage says about its health check, or the image that answers instead. */
export type StageHealth =
  | { readonly kind: 'checked' | 'disabled' | 'unknown' }
  /** Nothing in the file says so: what the image at the root of its stages says counts. */
  | { readonly kind: 'inherited'; readonly from: string };

/**
 * HEALTHCHECK in force at the end of a stage: of several the last one counts, and `NONE` takes away what the base image has
 * (docs.docker.com/reference/dockerfile, "HEALTHCHECK").
 * @param args build arguments given from outside: they may decide about the base image
 */
export function healthOfStage(stage: Stage, args: ReadonlyMap<string, unknown>): StageHealth {
  const chain = stageChain(stage);
  for (const { instructions } of chain) {
    const last = instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
    // A trigger runs in builds that continue the stage; those of other stages' images are not seen here.
    if (last?.isTrigger) return { kind: 'unknown' };
    if (last) return { kind: last.words[0]?.value.toUpperCase() === 'NONE' ? 'disabled' : 'checked' };
  }
  const root = chain.at(-1)!;
  if (root.parent !== null || root.resolvedImage === null || isGivenFromOutside(root, args)) return { kind: 'unknown' };
  return { kind: 'inherited', from: root.resolvedImage };
}

function isGivenFromOutside({ image }: Stage, args: ReadonlyMap<string, unknown>): boolean {
  return [...(image?.raw ?? '').matchAll(/\$\{?(\w+)/g)].some(([, name]) => args.has(name!));
}
