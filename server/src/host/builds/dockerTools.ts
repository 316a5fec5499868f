import { stat } from 'node:fs/promises';
import { isTooOld, missingDocker, missingTool, oldTool, readVersion, type Tool } from '../../build/toolProblems.ts';
import type { BuildProblem } from '../../build/request.ts';
import { collectOutput } from './collectOutput.ts';
import { findProgram } from './findProgram.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A version that takes so long to tell is none: a plugin hangs. */
const PATIENCE = 20_000;

/** Docker's program and what it can do, asked once per program and again where that was replaced. */
export class DockerTools {
  private readonly known = new Map<string, Promise<BuildProblem | null>>();

  /**
   * @param asked as the request names it
   * @param tool what the build needs
   * @returns its absolute path, or why there is none that will do
   */
  async find(asked: string, tool: Tool, env: Environment, workspaceFolder: string, folder: string): Promise<{ readonly program: string } | { readonly problem: BuildProblem }> {
    const program = await findProgram(asked, env, workspaceFolder);
    if (program === null) return { problem: missingDocker(asked, `${asked} was looked for on the PATH, the workspace folder left out`) };
    const key = JSON.stringify([program, await changedAt(program), tool, env['DOCKER_CONFIG'] ?? env['HOME'] ?? env['USERPROFILE'] ?? null]);
    const asking = this.known.get(key) ?? askVersion(program, tool, env, folder);
    this.known.set(key, asking);
    const problem = await asking;
    // What is missing may be installed at any time.
    if (problem) this.known.delete(key);
    return problem ? { problem } : { program };
  }
}

async function askVersion(program: string, tool: Tool, env: Environment, folder: string): Promise<BuildProblem | null> {
  const { code, output, errors, spawnError } = await collectOutput({ program, args: [tool, 'version'], folder }, env, null, PATIENCE);
  if (spawnError) return missingDocker(program, spawnError.message);
  if (code !== 0) return missingTool(tool, `${errors}${output}`.trim());
  const version = readVersion(output);
  return version && isTooOld(tool, version) ? oldTool(tool, version) : null;
}

async function changedAt(program: string): Promise<number> {
  return stat(program).then(({ mtimeMs }) => mtimeMs, () => 0);
}
