import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import type { Span } from '../../core/text/span.ts';
import { nameEnd, type ImageUse } from './imageUse.ts';

/** A new text for one part of an image's name; `start === end` adds it there. */
export interface ImageChange {
  readonly use: ImageUse;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits, or why there are none, as a sentence. */
export type EditsOrReason = { readonly edits: readonly TextEdit[] } | { readonly reason: string };

/** Gives an image another tag, or one where it has none. Only what differs is touched. */
export function changeTag(use: ImageUse, tag: string): ImageChange {
  const { image } = use;
  if (image.tag === null || image.tagStart === null) {
    const end = nameEnd(image);
    return { use, start: end, end, text: `:${tag}` };
  }
  const kept = commonTail(image.tag, tag);
  return { use, start: image.tagStart, end: image.tagStart + image.tag.length - kept, text: tag.slice(0, tag.length - kept) };
}

/** Length of what both end with, from a hyphen on: `-slim` of `3.9-slim` and `3.12-slim`. */
function commonTail(before: string, after: string): number {
  let length = 0;
  for (let i = before.indexOf('-'); i !== -1; i = before.indexOf('-', i + 1)) {
    if (after.endsWith(before.slice(i)) && after.length > before.length - i) {
      length = before.length - i;
      break;
    }
  }
  return length;
}

/**
 * Places changes where the text stands: in FROM, or in the default of the ARG that it comes from. An ARG that also names other images
 * is left alone.
 */
export function placeChanges(changes: readonly ImageChange[], all: readonly ImageUse[], model: DockerfileModel): EditsOrReason {
  const edits = new Map<string, TextEdit>();
  for (const change of changes) {
    const span = placeChange(change);
    if (!span) return { reason: change.use.setBy ? `${change.use.setBy}: change it there.` : 'The tag is put together from several variables, so it cannot be changed in one place.' };
    const key = `${span.start}:${span.end}`;
    const known = edits.get(key);
    if (known && known.text !== change.text) return { reason: 'One variable names several images that need different tags.' };
    edits.set(key, { span, text: change.text });
  }
  const reason = sideEffect([...edits.values()], changes, all, model);
  return reason === null ? { edits: [...edits.values()] } : { reason };
}

/** Beyond this many comparisons a file is no Dockerfile that a person wrote. */
const MOST_COMPARISONS = 1_000_000;

/** What else an edit would change; only edits of global ARGs reach beyond their own FROM. */
function sideEffect(
  edits: readonly TextEdit[], changes: readonly ImageChange[], all: readonly ImageUse[], model: DockerfileModel,
): string | null {
  const firstFrom = model.stages[0]?.from.span.start ?? 0;
  const shared = edits.filter(({ span }) => span.start < firstFrom);
  if (shared.length === 0) return null;
  const changed = new Set(changes.map(({ use }) => use.stage));
  const others = all.filter(({ stage }) => !changed.has(stage));
  if (shared.length * others.length > MOST_COMPARISONS) return 'The file has too many images to tell what else a change would reach.';
  const known = new Set(all.map(({ stage }) => stage));
  const isUnknownReached = model.stages.some((stage) => stage.resolvedImage === null && !known.has(stage) && stage.image?.raw.includes('$'));
  return isUnknownReached || shared.some(({ span }) => others.some((use) => isTouched(use, span)))
    ? 'The variable that holds this version also names another image.'
    : null;
}

function placeChange({ use: { source }, start, end }: ImageChange): Span | null {
  if (!source) return null;
  if (start < end) return source.place(start, end);
  const before = source.place(end - 1, end);
  return before && { start: before.end, end: before.end };
}

function isTouched({ source, word }: ImageUse, span: Span): boolean {
  return source ? source.dependsOn(span) : word.raw.includes('$');
}
