import { fitted } from '../../../core/collections/fitted.ts';
import type { WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import { span, type Span } from '../../../core/text/span.ts';
import { imageUses } from '../imageUse.ts';
import { readRelease, type Release } from './release.ts';

/** The image that a FROM names. */
interface BaseImage {
  readonly release: Release;
  /** As the build gets it, variables filled in. */
  readonly text: string;
  /** Names of variables in the word that is written. */
  readonly variables: readonly string[];
}

/** One FROM of some file of the workspace. */
export interface BaseImageUse extends BaseImage {
  /** The image word of FROM, and its zero-based line. */
  readonly span: Span;
  readonly line: number;
}

/** Texts of more files than any workspace has; then all are read anew. */
const MOST_TEXTS = 20_000;
const remembered = new Map<string, readonly BaseImageUse[]>();

/**
 * The images that a file builds on and that name a version. Remembered by the text, since a workspace hands out its files anew with every
 * edit; plain files are read by their FROM lines alone, so that looking at all others costs an editor next to nothing.
 */
export function baseImagesOf(file: WorkspaceDockerfile): readonly BaseImageUse[] {
  const known = remembered.get(file.text);
  if (known) return known;
  if (remembered.size >= MOST_TEXTS) remembered.clear();
  const found = fitted(readPlainFroms(file.text) ?? readModel(file));
  remembered.set(file.text, found);
  return found;
}

const FROM_LINE = /^[ \t]*FROM\b.*$/gim;
const PLAIN_FROM = /^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?([a-z0-9][\w./:@-]*)(?:[ \t]+AS[ \t]+([\w.-]+))?[ \t]*\r?$/i;

/** Null where only the whole model can tell: variables, heredocs, continued lines, another escape character. */
function readPlainFroms(text: string): readonly BaseImageUse[] | null {
  if (text.includes('<<') || /^[ \t]*#[ \t]*escape[ \t]*=/im.test(text)) return null;
  const stages = new Set<string>();
  const found: BaseImageUse[] = [];
  let line = 0;
  let counted = 0;
  for (const match of text.matchAll(FROM_LINE)) {
    const plain = PLAIN_FROM.exec(match[0]);
    if (!plain || continuesLine(text, match.index)) return null;
    const [, word = '', name] = plain;
    while (counted < match.index) if (text.charCodeAt(counted++) === 10) line++;
    if (!stages.has(word.toLowerCase())) {
      const start = match.index + match[0].indexOf(word, /FROM[ \t]+(?:--platform=\S+[ \t]+)?/i.exec(match[0])![0].length);
      found.push(...toUse(imageOf(word, word), span(start, start + word.length), line));
    }
    if (name !== undefined) stages.add(name.toLowerCase());
  }
  return found;
}

/** True where the last line above that is neither empty nor a comment ends with a backslash; those two do not end an instruction. */
function continuesLine(text: string, start: number): boolean {
  for (let end = start - 1; end > 0; ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(begin, end).trim();
    if (line !== '' && !line.startsWith('#')) return line.endsWith('\\');
    end = begin - 1;
  }
  return false;
}

function readModel(file: WorkspaceDockerfile): readonly BaseImageUse[] {
  const { text } = file;
  let line = 0;
  let counted = 0;
  return imageUses(file.dockerfile).flatMap(({ image, word }) => {
    while (counted < word.span.start) if (text.charCodeAt(counted++) === 10) line++;
    return toUse(imageOf(word.raw, image.text), word.span, line);
  });
}

function toUse(image: BaseImage | null, at: Span, line: number): BaseImageUse[] {
  if (image === null) return [];
  const { release, text, variables } = image;
  return [{ release, text, span: at, line, variables }];
}

/** Different images of more files than most workspaces have; then all are read anew. */
const MOST_IMAGES = 1_000;
const images = new Map<string, BaseImage | null>();

/**
 * The same for all files that build on the image, of which there may be thousands. Null where it names no version.
 * @param written the word of FROM, of which the builder makes `text`
 */
function imageOf(written: string, text: string): BaseImage | null {
  const key = `${written} ${text}`;
  const known = images.get(key);
  if (known !== undefined) return known;
  if (images.size >= MOST_IMAGES) images.clear();
  const reference = parseImageReference(text);
  const release = reference && readRelease(reference);
  const image = release && { release, text, variables: variablesIn(written) };
  images.set(key, image);
  return image;
}

function variablesIn(word: string): string[] {
  return [...word.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name!);
}
