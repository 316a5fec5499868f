import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { readArguments } from '../../cache/calls/callOptions.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';
import { pathIn } from '../../cache/calls/pathIn.ts';
import { baseName } from '../../../project/paths.ts';
import { isBulky } from './bulkyFiles.ts';

/** An archive, package or repository that a command of a RUN fetches to a place that its own words name. */
export interface Download {
  readonly command: ShellCommand;
  /** Absolute and clean. */
  readonly path: string;
}

/** curl(1), wget(1), git-clone(1): options that take the next word. */
const CURL_VALUES = new Set([
  '-o', '--output', '-H', '--header', '-u', '--user', '-A', '--user-agent', '-x', '--proxy', '-d', '--data', '-X', '--request',
  '-m', '--max-time', '--retry', '--retry-delay', '--connect-timeout', '--cacert', '--output-dir', '-e', '--referer', '-b', '-c',
  '-T', '-w', '--write-out', '--proto',
]);
const WGET_VALUES = new Set([
  '-O', '--output-document', '-P', '--directory-prefix', '-o', '--output-file', '-a', '-t', '--tries', '-T', '--timeout', '-U',
  '--user-agent', '--header', '-w', '--wait', '-e',
]);
const CLONE_VALUES = new Set([
  '-b', '--branch', '--depth', '-o', '--origin', '-c', '--config', '-j', '--jobs', '--reference', '--template', '--filter',
  '--shallow-since',
]);

export function downloads(run: RunFact): readonly Download[] {
  return run.commands.flatMap((command) => {
    const written = command.isConditional ? null : target(run, command);
    const path = written === null ? null : pathIn(run, command, written);
    return path === null || path === '/' ? [] : [{ command, path }];
  });
}

function target(run: RunFact, command: ShellCommand): string | null {
  const read = (values: ReadonlySet<string>) => readArguments(command.args, values);
  const valueOf = (word: { readonly value: string | null; readonly raw: string } | undefined) =>
    word ? commandWordValue(run, command, word as ShellCommand['args'][number], run.state.user.home) : null;
  const bulky = (path: string | null) => (path !== null && isBulky(path) ? path : null);
  switch (command.name) {
    case 'curl': {
      const { options, positionals } = read(CURL_VALUES);
      const output = options.findLast(({ name }) => name === '-o' || name === '--output');
      if (output) return bulky(typeof output.value === 'string' ? output.value : output.words.length > 1 ? valueOf(output.words[1]) : null);
      const isRemoteName = options.some(({ name }) => name === '-O' || name === '--remote-name');
      return isRemoteName && positionals.length === 1 ? bulky(urlName(valueOf(positionals[0]))) : null;
    }
    case 'wget': {
      const { options, positionals } = read(WGET_VALUES);
      const output = options.findLast(({ name }) => name === '-O' || name === '--output-document');
      if (output) return bulky(typeof output.value === 'string' ? output.value : output.words.length > 1 ? valueOf(output.words[1]) : null);
      if (options.some(({ name }) => name === '-P' || name === '--directory-prefix') || positionals.length !== 1) return null;
      return bulky(urlName(valueOf(positionals[0])));
    }
    case 'git': {
      const { positionals } = read(CLONE_VALUES);
      if (positionals[0]?.value !== 'clone' || positionals.length < 2) return null;
      const url = valueOf(positionals[1]);
      return positionals[2] ? valueOf(positionals[2]) : url === null ? null : baseName(url.replace(/\/+$/, '')).replace(/\.git$/, '') || null;
    }
    default:
      return null;
  }
}

function urlName(url: string | null): string | null {
  return url === null || !/^https?:\/\/[^/]+\/[^?#]+$/.test(url) ? null : baseName(url) || null;
}
