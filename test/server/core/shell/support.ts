import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import type { DockerfileModel } from '../../../../server/src/core/dockerfile/model.ts';
import type { ShellCommand } from '../../../../server/src/core/shell/command.ts';
import { runCommands, type RunCommands } from '../../../../server/src/core/shell/runScript.ts';
import { loadShellParser } from '../../../../server/src/host/shellGrammar.ts';

export const shell = await loadShellParser();

export interface ReadRun extends RunCommands {
  readonly model: DockerfileModel;
}

/** The commands of the first RUN of a Dockerfile. */
export function readRun(dockerfile: string): ReadRun {
  const model = parseDockerfile(dockerfile);
  const run = model.instructions.find((one) => one.keyword === 'RUN');
  if (!run) throw new Error('the Dockerfile has no RUN');
  return { model, ...runCommands(model, run, shell) };
}

/** The commands of `RUN <body>`. */
export function readBody(body: string): ReadRun {
  return readRun(`FROM x\nRUN ${body}\n`);
}

/** A command as people would write it; words without a value in angle brackets. */
export function plain(command: ShellCommand): string {
  return [command.name ?? `<${command.nameWord.raw}>`, ...command.args.map((word) => word.value ?? `<${word.raw}>`)].join(' ');
}

/** Connector, name and arguments, `?` where conditional, wrappers in front: the whole reading in one line. */
export function reading(command: ShellCommand): string {
  const connector = command.connector === '\n' ? '↵' : (command.connector ?? '^');
  const wrappers = command.wrappers.length > 0 ? ` [${command.wrappers.join(' > ')}]` : '';
  return `${connector}${command.isConditional ? '?' : ''}${wrappers} ${plain(command)}`;
}
