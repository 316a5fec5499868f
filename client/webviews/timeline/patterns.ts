import { makeSvg } from './dom.ts';

export const KINDS = ['instruction', 'base', 'context', 'internal', 'export'] as const;

/** Hatching for what came from the cache, in the colour of each kind: the mark does not rest on colour. */
export function makePatterns(): SVGElement {
  const patterns = KINDS.map((kind) => {
    const attributes = { id: `hatch-${kind}`, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    return makeSvg('pattern', attributes, makeSvg('path', { class: `hatch ${kind}`, d: 'M1 0V5' }));
  });
  // Kept in the page for as long as it lives: pictures come and go, and refer to them. An undisplayed one would be ignored.
  return makeSvg('svg', { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true' }, makeSvg('defs', {}, ...patterns));
}
