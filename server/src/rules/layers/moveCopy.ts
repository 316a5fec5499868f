import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import type { Fix } from '../../core/engine/finding.ts';
import { dominantEol, type TextEdit } from '../../core/text/edits.ts';
import { sliceSpan } from '../../core/text/span.ts';
import { joinPath } from './containerPath.ts';

export interface Move {
  readonly broad: Instruction;
  readonly install: Instruction;
  /** Context paths to copy before the install; empty where an earlier COPY brings them already. */
  readonly manifests: readonly string[];
  /** Below the destination of the broad COPY; '' for the destination itself. */
  readonly folder: string;
}

/**
 * Puts the broad COPY, with the comments right above it, below the install, and a COPY of the manifests in its place.
 * Everything in between stays where it is.
 */
export function moveCopy({ text, comments }: DockerfileModel, { broad, install, manifests, folder }: Move): Fix {
  const eol = dominantEol(text);
  const lineStart = text.lastIndexOf('\n', broad.span.start - 1) + 1;
  const indent = text.slice(lineStart, broad.span.start);
  const block = startOfComments(text, lineStart, comments.map(({ span }) => span.start));
  const moved = text.slice(block, broad.span.end);
  const isAlone = text.slice(0, block).endsWith(`${eol}${eol}`) || /^\r?\n\r?\n/.test(text.slice(broad.span.end));
  const after = `${isAlone ? eol : ''}${eol}${moved}`;
  const edits: TextEdit[] = [{ span: { start: install.span.end, end: install.span.end }, text: after }];
  if (manifests.length > 0) {
    edits.push({ span: { start: block, end: broad.span.end }, text: `${indent}${manifestCopy(text, broad, manifests, folder)}` });
  } else {
    const next = text.indexOf('\n', broad.span.end);
    edits.push({ span: { start: block, end: next === -1 ? broad.span.end : next + 1 }, text: '' });
  }
  const what = manifests.length > 0 ? `Copy ${manifests.join(', ')} before the install and the rest after it` : 'Copy the source after the install';
  return { kind: 'safe', title: what, edits };
}

function manifestCopy(text: string, broad: Instruction, manifests: readonly string[], folder: string): string {
  const flags = broad.flags.map(({ span }) => `${sliceSpan(text, span)} `).join('');
  return `${sliceSpan(text, broad.keywordSpan)} ${flags}${manifests.join(' ')} ${destinationFolder(broad, folder)}`;
}

/** The destination as written, with a slash at its end: several sources need one. */
function destinationFolder(broad: Instruction, folder: string): string {
  const written = (broad.exec ?? broad.words).at(-1)!.value.replace(/\/+$/, '');
  const base = written === '' ? '/' : written;
  if (folder === '') return base === '/' ? '/' : `${base}/`;
  return `${base === '/' ? '' : `${base}/`}${base === '/' ? '/' : ''}${joinPath(folder)}/`.replace(/^\.\/(?=.)/, './');
}

/** Start of the first of the comment lines that stand directly above a line; the line itself where none do. */
function startOfComments(text: string, lineStart: number, comments: readonly number[]): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    const first = previous + (/^[ \t]*/.exec(text.slice(previous, start))?.[0].length ?? 0);
    if (!comments.includes(first)) break;
    start = previous;
  }
  return start;
}
