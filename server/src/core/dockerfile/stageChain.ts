import type { Stage } from './model.ts';

/** More stages in a row than anybody writes; the rest of a longer chain is not looked at. */
const LONGEST_CHAIN = 50;

/** A stage and the local stages it continues, the nearest first. */
export function stageChain(stage: Stage): readonly Stage[] {
  const chain: Stage[] = [];
  for (let next: Stage | null = stage; next && chain.length < LONGEST_CHAIN; next = next.parent) chain.push(next);
  return chain;
}
