import { BUILD } from './help/build.ts';
import { GENERATE } from './help/generate.ts';
import { SCAN } from './help/scan.ts';

interface CommandHelp {
  readonly usage: string;
  /** One line, for the list of commands. */
  readonly gist: string;
  readonly text: string;
  /** What its exit status means, from 0 up. */
  readonly exit: string;
}

/** Commands by name, in the order that people meet them. */
const COMMANDS: ReadonlyMap<string, CommandHelp> = new Map([
  ['scan', {
    usage: 'drydock scan [paths...] [options]',
    gist: 'find what costs time, size or safety in Docker files, and fix it',
    text: SCAN,
    exit: '0 nothing that fails is left; 1 something fails; 2 the scan could not run; 130 it was interrupted',
  }],
  ['build', {
    usage: 'drydock build [services...] [options]',
    gist: 'build services or a Dockerfile, and tell where the time went',
    text: BUILD,
    exit: '0 all was built; 1 a build failed; 2 it could not begin; 130 it was interrupted',
  }],
  ['generate', {
    usage: 'drydock generate dockerignore [paths...] [options]',
    gist: 'print or write .dockerignore files',
    text: GENERATE,
    exit: '0 all is written, or --check found nothing to write; 1 it did, or a file could not be written; 2 it could not run',
  }],
]);

const GENERAL = `  -h, --help           print this; after a command, only of that one
  -v, --version        print the version
`;

/** @param about a command; all are listed where it is null or no command */
export function helpText(about: string | null): string {
  const one = about === null ? undefined : COMMANDS.get(about);
  if (one) return `Usage: ${one.usage}\n\n${one.text}\n${GENERAL}\nExit status: ${one.exit}.\n`;
  return overview();
}

function overview(): string {
  const width = Math.max(...[...COMMANDS.keys()].map((name) => name.length));
  const usage = [...COMMANDS.values()].map(({ usage: line }, index) => `${index === 0 ? 'Usage: ' : '       '}${line}\n`).join('');
  const commands = [...COMMANDS].map(([name, { gist }]) => `  ${name.padEnd(width)}  ${gist}\n`).join('');
  return `${usage}\nCommands\n${commands}\n${GENERAL}\nEach command has its own help: drydock scan --help
Exit status: 0 all is well; 1 something that was looked at fails; 2 the command could not run; 130 it was interrupted.
Colours are used on a terminal; NO_COLOR=1 forbids them, FORCE_COLOR=1 asks for them.
`;
}
