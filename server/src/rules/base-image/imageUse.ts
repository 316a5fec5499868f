import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileModel, Stage, Word } from '../../core/dockerfile/model.ts';
import { parseImageReference, type ImageReference } from '../../core/image/reference.ts';
import type { Span } from '../../core/text/span.ts';
import { TextTracer, type TracedText } from './tracedText.ts';

/** One FROM that takes an image from outside the file. */
export interface ImageUse {
  readonly stage: Stage;
  readonly word: Word;
  readonly image: ImageReference;
  /** Where the name is written, ARG defaults followed; null where that cannot be told exactly. */
  readonly source: TracedText | null;
  /** Who puts another value in place of the default that the file has, for people: `compose.yml sets VERSION for api`; absent where nobody does. */
  readonly setBy?: string;
}

const remembered = new Memo(findUses);

/** Every FROM whose image is known: no local stage, no `scratch`, no variable without a value. */
export function imageUses(model: DockerfileModel): readonly ImageUse[] {
  return remembered.of(model);
}

function findUses(model: DockerfileModel): readonly ImageUse[] {
  const tracer = new TextTracer(model);
  const uses: ImageUse[] = [];
  for (const stage of model.stages) {
    const { image: word, resolvedImage, parent } = stage;
    if (!word || resolvedImage === null || parent || resolvedImage === 'scratch') continue;
    const image = parseImageReference(resolvedImage);
    if (image) uses.push({ stage, word, image, source: tracer.trace(word, resolvedImage) });
  }
  return uses;
}

/**
 * Where the tag is written, else the version that it begins with, else the whole name; the FROM's word where none of them stands in one place.
 * @param version the tag's first part, where the caller knows one
 */
export function tagPlace(use: ImageUse, version = ''): Span {
  const { image, source, word } = use;
  if (!source || use.setBy) return word.span;
  const { tag, tagStart } = image;
  const lengths = tag === null ? [] : [tag.length, version.length];
  for (const length of lengths) {
    const place = tagStart === null || length === 0 ? null : source.place(tagStart, tagStart + length);
    if (place) return place;
  }
  return source.place(0, nameEnd(image)) ?? word.span;
}

/** Offset in the reference's text where the name ends, and a tag would begin. */
export function nameEnd(image: ImageReference): number {
  if (image.tag !== null && image.tagStart !== null) return image.tagStart - 1;
  return image.digestStart === null ? image.text.length : image.digestStart - 1;
}
