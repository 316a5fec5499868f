import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { blockOf, removeLines } from '../../edits/instructionBlock.ts';
import { lineEnding } from '../../edits/lineEnding.ts';

/** Manifests of one folder, which one COPY brings. */
export interface ManifestGroup {
  /** Below the destination of the broad COPY; `.` for the destination itself. */
  readonly folder: string;
  /** Context paths. */
  readonly paths: readonly string[];
}

export interface Move {
  /** The broad COPY, then those that go with it, in the order of the file. */
  readonly moved: readonly Instruction[];
  readonly install: Instruction;
  /** To copy before the install; empty where an earlier COPY brings them already. */
  readonly groups: readonly ManifestGroup[];
}

/**
 * Puts COPYs, with the comments right above them, below the install, and a COPY of the manifests in the place of the first.
 * Everything else in between stays where it is.
 */
export function moveCopies(model: DockerfileModel, { moved, install, groups }: Move): Fix {
  const { text } = model;
  const eol = lineEnding(model);
  const broad = moved[0]!;
  const blocks = moved.map((one) => blockOf(model, one));
  const isAlone = text.slice(0, blocks[0]!.start).endsWith(`${eol}${eol}`) || /^\r?\n\r?\n/.test(text.slice(broad.span.end));
  const after = `${isAlone ? eol : ''}${eol}${blocks.map((block) => sliceSpan(text, block)).join(eol)}`;
  const [first, ...others] = blocks.map((block) => removeLines(text, block));
  const edits: TextEdit[] = [groups.length > 0 ? { span: blocks[0]!, text: manifestCopies(text, broad, groups, eol) } : first!, ...others];
  edits.push({ span: { start: install.span.end, end: install.span.end }, text: after });
  const names = manifestNames(groups);
  return { kind: 'safe', title: names === '' ? 'Copy the source after the install' : `Copy ${names} before the install and the rest after it`, edits };
}

export function manifestNames(groups: readonly ManifestGroup[]): string {
  return groups.flatMap(({ paths }) => paths).join(', ');
}

function manifestCopies(text: string, broad: Instruction, groups: readonly ManifestGroup[], eol: string): string {
  const indent = text.slice(text.lastIndexOf('\n', broad.span.start - 1) + 1, broad.span.start);
  const flags = broad.flags.map(({ span }) => `${sliceSpan(text, span)} `).join('');
  const start = `${indent}${sliceSpan(text, broad.keywordSpan)} ${flags}`;
  const isDotted = (broad.exec ?? broad.words)[0]!.value.startsWith('./');
  const named = (path: string) => (isDotted ? `./${path}` : path);
  return groups.map(({ folder, paths }) => `${start}${paths.map(named).join(' ')} ${destinationOf(broad, folder)}`).join(eol);
}

/** The destination as written, with a slash at its end: several sources need one. */
function destinationOf(broad: Instruction, folder: string): string {
  const base = (broad.exec ?? broad.words).at(-1)!.value.replace(/\/+$/, '');
  return folder === '.' ? `${base}/` : `${base}/${folder}/`;
}
