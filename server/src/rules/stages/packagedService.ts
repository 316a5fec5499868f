import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { installedNames } from './installedNames.ts';
import { startedProgram, type StartCommand } from './startCommand.ts';

/** What runs applications, and is installed as a package as well. */
const LANGUAGES = /^(?:python|node|java|ruby|php|perl|dotnet|npm|yarn|pnpm|bun|deno|gunicorn|uvicorn)/;

/** A service of the distribution: its package made an account for it, and its settings say when it is used. */
export function isPackagedService(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, start: StartCommand): boolean {
  const program = startedProgram(start).replace(/^.*\//, '');
  if (program.length < 3 || LANGUAGES.test(program)) return false;
  return [...installedNames(model, facts, stage)].some((name) => name.length > 2 && (name.startsWith(program) || program.startsWith(name)));
}
