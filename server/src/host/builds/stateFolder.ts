import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where programs of this user keep what is worth keeping between runs, and is no setting: XDG Base Directory Specification on Linux, Apple's
 * File System Programming Guide, and the local application data of Windows. Relative paths in the environment do not count (XDG).
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  const from = (name: string): string | null => {
    const value = env[name];
    return value && path.isAbsolute(value) ? value : null;
  };
  const state = from('XDG_STATE_HOME')
    ?? (platform === 'win32' ? (from('LOCALAPPDATA') ?? path.join(home, 'AppData', 'Local')) : null)
    ?? (platform === 'darwin' ? path.join(home, 'Library', 'Application Support') : path.join(home, '.local', 'state'));
  return path.join(state, 'drydock');
}
