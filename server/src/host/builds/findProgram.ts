import { access, constants, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The absolute path of a program, as a shell finds it, but never from the workspace folder or out of the current one: what is there was
 * written by whoever wrote the workspace. Null where there is none.
 * @param asked a name on the PATH, or an absolute path, which is taken wherever it lies
 */
export async function findProgram(asked: string, env: Readonly<Record<string, string | undefined>>, workspaceFolder: string): Promise<string | null> {
  if (path.isAbsolute(asked)) return (await firstProgram(asked)) ?? null;
  // Relative to what? Whoever names a path says all of it.
  if (asked === '' || /[\\/]/.test(asked)) return null;
  const [workspace, current, home] = await Promise.all([realOf(workspaceFolder), realOf(process.cwd()), realOf(env['HOME'] || homedir())]);
  // Editors are started in `/` or the home folder, where all programs lie below; what is below the workspace folder came with it, unless
  // that holds the home folder.
  const isOfWorkspace = isBelow(home, workspace) ? (real: string): boolean => real === workspace || isOfPackages(real) : (real: string): boolean => isBelow(real, workspace);
  for (const folder of foldersOfPath(env)) {
    const real = await realOf(folder);
    if (real === current || isOfWorkspace(real)) continue;
    const found = await firstProgram(path.join(folder, asked));
    if (found !== null) return found;
  }
  return null;
}

function isBelow(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(other.endsWith(path.sep) ? other : other + path.sep);
}

/** npm puts such folders onto the PATH of what it starts. */
function isOfPackages(folder: string): boolean {
  return folder.split(path.sep).includes('node_modules');
}

/** Relative entries, `.` and empty ones included, mean the current folder. */
function foldersOfPath(env: Readonly<Record<string, string | undefined>>): string[] {
  const name = process.platform === 'win32' ? Object.keys(env).find((key) => key.toUpperCase() === 'PATH') : 'PATH';
  const value = name === undefined ? '' : (env[name] ?? '');
  return value.split(path.delimiter).map((folder) => folder.replace(/^"(.*)"$/, '$1')).filter((folder) => path.isAbsolute(folder));
}

/** Windows starts `.exe` and `.com` by themselves; scripts (`.cmd`, `.bat`) would need a shell, which reads their arguments again. */
async function firstProgram(file: string): Promise<string | null> {
  const files = process.platform !== 'win32' || /\.(?:exe|com)$/i.test(file) ? [file] : [`${file}.exe`, `${file}.com`];
  for (const candidate of files) if (await isProgram(candidate)) return candidate;
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false;
    if (process.platform !== 'win32') await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function realOf(folder: string): Promise<string> {
  return realpath(folder).catch(() => path.resolve(folder));
}
