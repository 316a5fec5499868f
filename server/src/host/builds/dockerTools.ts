import { stat } from 'node:fs/promises';
import { isTooOld, missingDocker, silentDocker, missingTool, oldTool, readVersion, type Tool } from '../../build/toolProblems.ts';
import type { BuildProblem } from '../../build/request.ts';
import { collectOutput } from './collectOutput.ts';
import { findProgram } from './findProgram.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A version that takes so long to tell is none: a plugin hangs. */
const PATIENCE = 20_000;

export interface FoundDocker {
  /** Its absolute path. */
  readonly program: string;
  /** Of buildx or compose, whichever was asked for; null where it is built from source and has none. */
  readonly version: readonly number[] | null;
}

type Found = { readonly docker: FoundDocker } | { readonly problem: BuildProblem };

/** Docker's program and what it can do, asked once per program and again where that was replaced. */
export class DockerTools {
  private readonly known = new Map<string, FoundDocker>();

  /** @param patience milliseconds that docker may take to tell a version */
  constructor(private readonly patience = PATIENCE) {}

  /**
   * @param asked as the request names it
   * @param tool what the build needs
   * @param folder where docker is asked
   * @param signal ends the asking, where a plugin hangs
   */
  async find(asked: string, tool: Tool, env: Environment, workspaceFolder: string, folder: string, signal: AbortSignal): Promise<Found> {
    const program = await findProgram(asked, env, workspaceFolder);
    if (program === null) return { problem: missingDocker(asked, `${asked} was looked for on the PATH, the workspace folder left out`) };
    const key = JSON.stringify([program, await changedAt(program), tool, env['DOCKER_CONFIG'] ?? env['HOME'] ?? env['USERPROFILE'] ?? null]);
    const known = this.known.get(key);
    if (known) return { docker: known };
    const found = await askVersion(program, tool, env, folder, signal, this.patience);
    // What is missing may be installed at any time.
    if ('docker' in found) this.known.set(key, found.docker);
    return found;
  }
}

async function askVersion(program: string, tool: Tool, env: Environment, folder: string, signal: AbortSignal, patience: number): Promise<Found> {
  const { code, output, errors, spawnError, isTimedOut } = await collectOutput({ program, args: [tool, 'version'], folder }, env, signal, patience);
  if (isTimedOut) return { problem: silentDocker(tool, patience, `${errors}${output}`.trim()) };
  if (spawnError) return { problem: missingDocker(program, spawnError.message) };
  if (code !== 0) return { problem: missingTool(tool, `${errors}${output}`.trim()) };
  const version = readVersion(output);
  return version && isTooOld(tool, version) ? { problem: oldTool(tool, version) } : { docker: { program, version } };
}

async function changedAt(program: string): Promise<number> {
  return stat(program).then(({ mtimeMs }) => mtimeMs, () => 0);
}
