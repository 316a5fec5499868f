import type { Comment } from '../dockerfile/model.ts';
import type { LineIndex } from '../text/lines.ts';
import type { IgnoreFileModel } from './model.ts';
import { parseIgnoreFile } from './parseIgnoreFile.ts';

/** Reads the text of an ignore file; never throws. */
export function readIgnoreModel(text: string, lines: LineIndex): IgnoreFileModel {
  return { text, patterns: parseIgnoreFile(text), comments: readComments(text, lines) };
}

function readComments(text: string, lines: LineIndex): Comment[] {
  const comments: Comment[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    // A byte order mark does not count, as for Docker.
    const start = line === 0 && text.startsWith('\uFEFF') ? 1 : lines.lineStart(line);
    if (text[start] !== '#') continue;
    const end = lines.lineEnd(line);
    comments.push({ span: { start, end }, text: text.slice(start + 1, end).trim(), line });
  }
  return comments;
}
