import type { DockerfileModel, Heredoc, Instruction, Stage } from '../dockerfile/model.ts';
import type { ShellCommand } from './command.ts';
import { MappedText } from './mappedText.ts';
import { baseName, isPosixShell } from './openWrappers.ts';
import { ScriptReader } from './scriptReader.ts';
import { jsonText, scriptText } from './scriptText.ts';
import type { ShellParser } from './shellParser.ts';

export interface RunCommands {
  /** In the order they run; all spans are offsets of the document. */
  readonly commands: readonly ShellCommand[];
  /** False where part of the script could not be read: commands may be missing, none is made up. */
  readonly isComplete: boolean;
}

const UNREADABLE: RunCommands = { commands: [], isComplete: false };

/**
 * The commands of a RUN in any of its forms: shell form, exec form, heredoc. Also takes the body of CMD, ENTRYPOINT and
 * HEALTHCHECK's command, which have the first two. Never throws.
 */
export function runCommands(model: DockerfileModel, run: Instruction, shell: ShellParser): RunCommands {
  const reader = new ScriptReader(shell, model.text, run.heredocs);
  if (run.exec) {
    readExec(model, run, reader);
    return reader.result();
  }
  if (!isPosixShell(shellOf(model, run))) return UNREADABLE;
  const text = maskHeredocs(model.text, run);
  const script = scriptText(text, run.bodySpan, model.escape);
  const first = run.heredocs[0];
  if (first && run.heredocs.length === 1 && /^\d*<_+$/.test(script.text.trim())) readHeredoc(model.text, first, reader);
  else reader.script(script);
  return reader.result();
}

/** `RUN ["npm","ci"]`: no shell, one command. */
function readExec(model: DockerfileModel, run: Instruction, reader: ScriptReader): void {
  const words = (run.exec ?? []).map((word) => ({
    value: word.value,
    span: word.span,
    text: jsonText(model.text, word.span, model.escape),
  }));
  reader.exec(words);
}

/** `RUN <<EOF`: the body is the script; a first line `#!` names what runs it. */
function readHeredoc(text: string, heredoc: Heredoc, reader: ScriptReader): void {
  const body = MappedText.slice(text, heredoc.body.start, heredoc.body.end);
  const shebang = /^\s*#!([^\n]*)/.exec(body.text);
  if (shebang && !isPosixShell(interpreter(shebang[1]!))) return;
  reader.script(body, ['heredoc']);
}

/** `/usr/bin/env -S bash -e` -> `bash` */
function interpreter(line: string): string {
  const words = line.trim().split(/\s+/);
  const program = baseName(words[0] ?? '') ?? '';
  if (program !== 'env') return program;
  return baseName(words.slice(1).find((word) => !/^-|=/.test(word)) ?? '') ?? '';
}

/**
 * The document with each heredoc operator of a RUN replaced by a plain redirection of the same length, so that the line can
 * be read without the bodies that follow it.
 */
function maskHeredocs(text: string, run: Instruction): string {
  if (run.heredocs.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { operator } of [...run.heredocs].sort((a, b) => a.operator.start - b.operator.start)) {
    const source = text.slice(operator.start, operator.end);
    const arrows = source.indexOf('<<');
    if (operator.start < at || arrows === -1) continue;
    parts.push(text.slice(at, operator.start), source.slice(0, arrows), '<', '_'.repeat(source.length - arrows - 1));
    at = operator.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The program of the last SHELL before a RUN, in its stage or those it continues; `sh` where there is none. */
function shellOf(model: DockerfileModel, run: Instruction): string {
  let stage: Stage | null = run.stage;
  for (let i = 0; stage && i <= model.stages.length; i++) {
    const own = stage.instructions.filter((one) => one.keyword === 'SHELL' && !one.isTrigger && one.span.start < run.span.start);
    const program = own[own.length - 1]?.exec?.[0]?.value;
    if (program !== undefined) return baseName(program.replaceAll('\\', '/'))!;
    stage = stage.parent;
  }
  return 'sh';
}
