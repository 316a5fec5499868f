import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';
import { operands } from '../../cache/defeats/defeats.ts';
import { touches } from '../../cache/folders/folderPath.ts';
import { pathIn } from '../../cache/calls/pathIn.ts';

/** `rm` of exactly this path, of a folder above it, or of a glob that meets it. */
export function removesPath(run: RunFact, command: ShellCommand, path: string): boolean {
  if (command.name !== 'rm') return false;
  return operands(command).some((word) => {
    const value = commandWordValue(run, command, word, run.state.user.home);
    const removed = value === null ? null : pathIn(run, command, value);
    if (removed === null) return false;
    const touch = touches(removed, path);
    return touch === 'folder' || touch === 'parent';
  });
}
