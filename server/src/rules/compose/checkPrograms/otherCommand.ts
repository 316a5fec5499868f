import type { CheckProgram } from '../../../core/dockerfile/missingPrograms.ts';
import { probeBy } from '../../stages/health/probe.ts';
import type { CheckedImage } from './imageOfCheck.ts';

/** A command that asks the same with a program that the image has, or why there is none. */
export type OtherCommand = { readonly words: readonly string[]; readonly program: string; readonly changesStatus: boolean } | { readonly refused: string };

const NO_PROGRAM = 'No program is known here that the image has and that asks the same: install one, or ask with what the service itself brings.';
const TOO_SPECIAL = 'The command asks for more than whether an address answers, so an equal one is not known here.';

/** Options that only say how much is told, or where the answer goes; with a value where there is one. */
const CURL_OPTIONS = /^(?:-[fsSLk]*[fsSL][fsSL]*|--fail|--silent|--show-error|--location|--fail-with-body)$/;
const CURL_VALUES = /^(?:-o|--output|-m|--max-time|--connect-timeout|--retry)$/;
const WGET_OPTIONS = /^(?:-q|-nv|-S|--quiet|--no-verbose|--spider|-q?O-|-O-|--output-document=(?:-|\/dev\/null)|--tries=\d+|--timeout=\d+|-[tT]\d+)$/;
const WGET_VALUES = /^(?:-q?O|--output-document|-t|--tries|-T|--timeout)$/;

/**
 * @param command the program's own words, without what gives up after it
 */
export function otherCommand(program: CheckProgram, command: readonly string[], image: CheckedImage): OtherCommand {
  if (program === 'nc') return portCommand(command, image);
  if (program !== 'curl' && program !== 'wget') return { refused: NO_PROGRAM };
  const read = readArguments(command.slice(1), program === 'curl' ? [CURL_OPTIONS, CURL_VALUES] : [WGET_OPTIONS, WGET_VALUES]);
  const url = read && plainUrl(read.rest);
  if (!read || url === null) return { refused: TOO_SPECIAL };
  const programs = new Set([...image.known].filter((one) => one !== program));
  const words = probeBy(programs, image.image, url);
  const fails = program === 'wget' || read.options.some((option) => /^-\w*f|^--fail/.test(option));
  return words ? { words, program: words[0]!, changesStatus: !fails } : { refused: NO_PROGRAM };
}

function readArguments(args: readonly string[], [plain, valued]: readonly [RegExp, RegExp]): { options: readonly string[]; rest: readonly string[] } | null {
  const options: string[] = [];
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (valued.test(word)) {
      // An answer that is kept may be looked at.
      if (!/^(?:-|\/dev\/null|\d+)$/.test(args[++index] ?? '')) return null;
    } else if (plain.test(word)) options.push(word);
    else if (word.startsWith('-')) return null;
    else if (!/^(?:\d?>|\d>&\d|>\/dev\/null|2>&1)/.test(word) && word !== '/dev/null') rest.push(word);
  }
  return { options, rest };
}

/**
 * The one address that is asked, over plain HTTP and without variables. `localhost` becomes 127.0.0.1: curl tries each address of a name, others
 * only the first, which is IPv6 in many images.
 */
function plainUrl(rest: readonly string[]): string | null {
  const [written = '', ...others] = rest;
  const url = /^https?:\/\//.test(written) ? written : `http://${written}`;
  if (others.length > 0 || !/^http:\/\/[\w.-]+(?::\d+)?(?:\/[\w./?=&%~+,@:-]*)?$/.test(url)) return null;
  return url.replace(/^http:\/\/localhost(?=[:/]|$)/, 'http://127.0.0.1');
}

/** `nc -z host port`: bash opens a connection itself (bash(1), "REDIRECTION"). */
function portCommand(command: readonly string[], image: CheckedImage): OtherCommand {
  const args = command.slice(1).filter((word, index, all) => !/^-[zv]+$|^-w\d*$/.test(word) && all[index - 1] !== '-w');
  const [host = '', port = '', ...others] = args;
  if (!command.some((word) => /^-[zv]*z[zv]*$/.test(word)) || others.length > 0 || !/^[\w.-]+$/.test(host) || !/^\d{1,5}$/.test(port)) return { refused: TOO_SPECIAL };
  if (image.lacks('bash') || image.lacks('sh')) return { refused: NO_PROGRAM };
  return { words: ['bash', '-c', `</dev/tcp/${host === 'localhost' ? '127.0.0.1' : host}/${port}`], program: 'bash', changesStatus: false };
}
