import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { Stage } from '../../core/dockerfile/model.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';
import { installedPackages } from '../layers/cleanups/osPackages.ts';
import { startedProgram, type StartCommand } from './startCommand.ts';

/** What runs applications, and is installed as a package as well. */
const LANGUAGES = /^(?:python|node|java|ruby|php|perl|dotnet|npm|yarn|pnpm|bun|deno|gunicorn|uvicorn)/;

/** A service of the distribution: its package made an account for it, and its settings say when it is used. */
export function isPackagedService(facts: DockerfileFacts, stage: Stage, start: StartCommand): boolean {
  const program = startedProgram(start).replace(/^.*\//, '');
  if (program.length < 3 || LANGUAGES.test(program)) return false;
  return stageChain(stage).some((one) => facts.stageFact(one).runs.some((run) =>
    [...installedPackages(run).names].some((name) => name.length > 2 && (name.startsWith(program) || program.startsWith(name)))));
}
