import { BUILD } from './help/build.ts';
import { GENERATE } from './help/generate.ts';
import { EXPLAIN, INIT, RULES_LIST } from './help/rules.ts';
import { SCAN_IMAGE } from './help/scanImage.ts';
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
  ['explain', {
    usage: 'drydock explain RULE | score [paths...]',
    gist: 'tell why a rule exists, or how scores come about',
    text: EXPLAIN,
    exit: '0 it was told; 2 there is no such rule, or nothing to score',
  }],
  ['rules', { usage: 'drydock rules [--format text|json]', gist: 'list all rules', text: RULES_LIST, exit: '0' }],
  ['init', {
    usage: 'drydock init [folder] [--print]',
    gist: 'write a drydock.json that names what can be set',
    text: INIT,
    exit: '0 it is written; 2 there are settings already, or it cannot be written',
  }],
  ['build', {
    usage: 'drydock build [services...] [options]',
    gist: 'build services or a Dockerfile, and tell where the time went',
    text: BUILD,
    exit: '0 all was built; 1 a build failed; 2 it could not begin; 130 it was interrupted',
  }],
  ['scan-image', {
    usage: 'drydock scan-image [image] [options]',
    gist: 'find known vulnerabilities in an image, and the lines that brought them in',
    text: SCAN_IMAGE,
    exit: '0 nothing as grave as --fail-on; 1 something is; 2 it could not be scanned; 130 it was interrupted',
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
