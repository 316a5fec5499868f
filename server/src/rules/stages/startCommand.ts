import { gatherAll } from '../../core/collections/gather.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';
import type { DockerfileModel, Instruction, Stage } from '../../core/dockerfile/model.ts';
import { sliceSpan } from '../../core/text/span.ts';
import { oneOf } from './oneOf.ts';

/** What a container of a stage starts, as far as the file says it. */
export interface StartCommand {
  readonly entrypoint: Instruction | null;
  readonly cmd: Instruction | null;
  /** Both as one line of words, quotes and brackets left out: `uvicorn main:app --port 8000`. */
  readonly text: string;
}

/**
 * ENTRYPOINT and CMD in force at the end of a stage; null where the file has none. An ENTRYPOINT takes away the CMD of the stages below it
 * (docs.docker.com/reference/dockerfile, "Understand how CMD and ENTRYPOINT interact").
 */
export function startCommand(model: DockerfileModel, stage: Stage): StartCommand | null {
  let entrypoint: Instruction | null = null;
  let cmd: Instruction | null = null;
  for (const { instructions } of stageChain(stage)) {
    const own = (keyword: string) => instructions.findLast((one) => one.keyword === keyword && !one.isTrigger) ?? null;
    if (entrypoint === null) cmd ??= own('CMD');
    entrypoint ??= own('ENTRYPOINT');
  }
  if (entrypoint === null && cmd === null) return null;
  // A shell form ENTRYPOINT takes no arguments: CMD is not read.
  const parts = entrypoint && entrypoint.exec === null && entrypoint.words.length > 0 ? [entrypoint] : [entrypoint, cmd];
  return { entrypoint, cmd, text: gatherAll(parts, (part) => (part ? wordsOf(model, part) : [])).join(' ') };
}

/** What wraps the program and starts it as it is. */
const WRAPPER = /^(?:-.*|(?:\S*\/)?(?:tini|tini-static|dumb-init|catatonit|exec|env|nice|nohup|time|timeout|stdbuf|[A-Z_][A-Z0-9_]*=\S*))$/;

/** What stands before a program in a shell's script. */
const SHELL_WORD = /^(?:-\w+|exec|set|cd|export|\S+=\S*)$/;

/** The program that runs in the end, as written: init systems and shells around it left out. Empty where there is none. */
export function startedProgram({ text }: StartCommand): string {
  const words = text.split(/[\s;&|]+/).filter((word) => word !== '');
  const first = words.findIndex((word) => !WRAPPER.test(word));
  const isShell = first !== -1 && /^(?:\S*\/)?(?:ba|da|a|z)?sh$/.test(words[first]!);
  const rest = isShell ? words.slice(first + 1).filter((word) => !SHELL_WORD.test(word)) : words.slice(first);
  return first === -1 ? '' : (rest[0] ?? '');
}

const SCRIPT_FILE = /\.(?:sh|bash|zsh|py|rb|pl|php|js)$/;
const SCRIPT_NAME = /(?:entrypoint|entry-point|entry_point|startup|bootstrap)[\w.-]*$/;
const SCRIPT_WORD = /(?:^|\/)(?:start|run|init|boot|launch|docker-start|entry|service)$/;

/** A script of the image's own: what it does cannot be read here. */
export function startsScript(start: StartCommand): boolean {
  const program = startedProgram(start);
  return SCRIPT_FILE.test(program) || SCRIPT_NAME.test(program) || SCRIPT_WORD.test(program);
}

function wordsOf({ text }: DockerfileModel, { exec, bodySpan }: Instruction): readonly string[] {
  if (exec) return exec.map(({ value }) => value);
  const written = sliceSpan(text, bodySpan).replace(/[\\`]\r?\n/g, ' ').trim();
  return written === '' ? [] : [written.replace(/\s+/g, ' ')];
}

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:env )?(?:ba|z|da|a|fi|pw)?sh(?: -(?:l|i|il|li|-login|-norc))*$/;
/** Interpreters that wait for lines to be typed. */
const PROMPT = new RegExp(`^(?:\\S*/)?${oneOf(`(?:docker-php-entrypoint )?php -a, (?:ipython|python|pypy)[\\d.]*, node, deno, bun, irb, jshell, iex, erl,
  ghci, julia, R, perl, lua, groovysh, swift, psql, mysql, redis-cli, mongosh`)}$`);
const WAITS = /\b(?:sleep (?:infinity|inf|\d{4,})|tail -[fF] \/dev\/null|while (?:true|:|sleep))\b/;

/** True for images that somebody works in: they start a shell, or nothing at all. */
export function startsShell({ text }: StartCommand): boolean {
  return text.trim() === '' || SHELL.test(text) || PROMPT.test(text) || WAITS.test(text) || /^\/?(?:bin\/)?true$/.test(text);
}
