import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const extensions = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE;.CMD;.BAT').split(';') : [''];

/** The absolute path of a program on the PATH (or of an absolute candidate that exists), else undefined. */
export function findProgram(name) {
  if (isAbsolute(name)) return isRunnable(name) ? name : undefined;
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    for (const extension of extensions) {
      const candidate = join(folder, name + extension.toLowerCase());
      if (isRunnable(candidate)) return candidate;
    }
  }
  return undefined;
}

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
