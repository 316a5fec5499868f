import path from 'node:path';
import { toSlashes } from '../host/fileSystem.ts';
import type { CliProcess } from './run.ts';

/** An absolute path as people see it from the working folder, with `/`; `.` for that folder itself. */
export function shownPath(full: string, { cwd }: Pick<CliProcess, 'cwd'>): string {
  return toSlashes(path.relative(cwd, full)) || '.';
}
