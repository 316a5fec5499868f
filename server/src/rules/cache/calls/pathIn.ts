import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';

/** A path that a command names, made absolute by `cd` and WORKDIR; null where those cannot be told. */
export function pathIn(run: RunFact, command: ShellCommand, path: string): string | null {
  if (path === '') return null;
  if (path.startsWith('/')) return cleanPath(path);
  const { cd } = command;
  if (cd === undefined) return null;
  if (cd?.startsWith('/')) return below(cd, path);
  const { workdir } = run.state;
  return workdir === null || cd?.startsWith('~') ? null : below(cd === null ? workdir : `${workdir}/${cd}`, path);
}

/** Joined so that what is clean stays clean: taking a path apart costs more than all else here. */
function below(folder: string, path: string): string {
  return cleanPath(path === '.' ? folder : folder === '/' ? `/${path}` : `${folder}/${path}`);
}
