import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dockerfileOf } from '../inputs.ts';
import { sizeOf, writeWorkspace } from '../scan/workspace.ts';

/** Where somebody types: at the end of a line whose last word has a finding, so that its squiggle grows with each letter once the findings have come. */
export interface TypedPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

const LINES = 100;
/** A number that no other Dockerfile of the workspace has. */
const EDITION = 99_999;

/** A workspace as scans are measured in, and one more Dockerfile to type into. */
export async function writeTypedWorkspace(root: string, files: number): Promise<TypedPlace> {
  await mkdir(path.join(root, '.git'), { recursive: true });
  await writeWorkspace(root, sizeOf(files));
  const lines = dockerfileOf(LINES, EDITION).split('\n');
  const line = lines.findIndex((text) => text.startsWith('FROM '));
  const text = 'FROM acme/base';
  lines[line] = text;
  await mkdir(path.join(root, 'typed'), { recursive: true });
  await writeFile(path.join(root, 'typed', 'Dockerfile'), lines.join('\n'));
  return { path: 'typed/Dockerfile', line: line + 1, text };
}
