import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { isWithin } from '../folders/folderPath.ts';
import { pathIn } from '../calls/pathIn.ts';

/** Programs that run commands of their own, which nobody sees in the Dockerfile. */
const SCRIPT_RUNNERS = new Set([
  'ansible-playbook', 'bash', 'bazel', 'cmake', 'dash', 'eval', 'exec', 'invoke', 'just', 'make', 'mise', 'ninja', 'nox',
  'parallel', 'rake', 'runuser', 'sh', 'su', 'task', 'tox', 'xargs', 'zsh',
]);

/** True where the RUN starts a script or a task runner: what that caches, and where, cannot be told. */
export function mayServeUnseen(run: RunFact): boolean {
  return run.commands.some(({ name, nameWord }) => {
    if (name === null || SCRIPT_RUNNERS.has(name)) return true;
    const { raw } = nameWord;
    return /\.(?:sh|bash|py|pl|rb|js)$/.test(name) || /^(?:\.{1,2}\/|[^/]+\/)/.test(raw);
  });
}

/** True where a command or a variable names the folder, something in it, or a folder above it that is not the root. */
export function namesTarget(run: RunFact, target: string): boolean {
  const isMeant = (path: string | null) => path !== null && path !== '/' && (isWithin(path, target) || isWithin(target, path));
  for (const [name, value] of run.state.env) {
    if (name !== 'HOME' && name !== 'PATH' && value !== null && value.startsWith('/') && isWithin(value, target)) return true;
  }
  return run.commands.some((command) => {
    if (command.name === 'cd' || command.name === 'mkdir') return false;
    const values = [...command.assignments, ...command.inherited].map(({ value }) => value);
    if (values.some((value) => value !== null && value.startsWith('/') && isWithin(value, target))) return true;
    return command.args.some((word) => {
      const value = commandWordValue(run, command, word, run.state.user.home)?.replace(/^-[\w-]*=/, '');
      return value !== undefined && /[/~]/.test(value) && isMeant(pathIn(run, command, value));
    });
  });
}
