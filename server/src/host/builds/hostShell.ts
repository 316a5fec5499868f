import type { ShellKind } from '../../build/shownCommand.ts';

/** The shell that people here paste commands into. */
export function hostShell(): ShellKind {
  return process.platform === 'win32' ? 'powershell' : 'posix';
}
