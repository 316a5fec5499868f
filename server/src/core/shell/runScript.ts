import { Memo } from '../collections/memo.ts';
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
  const script = maskHeredocs(scriptText(model.text, run.bodySpan, model.escape), run);
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
 * The script with each heredoc operator of a RUN replaced by a plain redirection of the same length, so that the line can
 * be read without the bodies that follow it.
 */
function maskHeredocs(script: MappedText, run: Instruction): MappedText {
  if (run.heredocs.length === 0) return script;
  const { text } = script;
  const parts: string[] = [];
  let at = 0;
  for (const { operator } of [...run.heredocs].sort((a, b) => a.operator.start - b.operator.start)) {
    const [start, end] = [script.offsetOf(operator.start), script.offsetOf(operator.end)];
    const source = text.slice(start, end);
    const arrows = source.indexOf('<<');
    if (start < at || arrows === -1) continue;
    parts.push(text.slice(at, start), source.slice(0, arrows), '<', '_'.repeat(source.length - arrows - 1));
    at = end;
  }
  parts.push(text.slice(at));
  return script.withText(parts.join(''));
}

const shells = new Memo(readShells);

/** The program of the last SHELL before a RUN, in its stage or those it continues; `sh` where there is none. */
function shellOf(model: DockerfileModel, run: Instruction): string {
  return shells.of(model).get(run) ?? 'sh';
}

function readShells(model: DockerfileModel): ReadonlyMap<Instruction, string> {
  const byInstruction = new Map<Instruction, string>();
  if (!model.instructions.some(({ keyword }) => keyword === 'SHELL')) return byInstruction;
  const atEnd = new Map<Stage, string>();
  for (const stage of model.stages) {
    const inherited = (stage.parent && atEnd.get(stage.parent)) ?? 'sh';
    let program = inherited;
    for (const one of stage.instructions) {
      byInstruction.set(one, program);
      if (one.keyword !== 'SHELL' || one.isTrigger) continue;
      const written = one.exec?.[0]?.value;
      program = written === undefined ? inherited : baseName(written.replaceAll('\\', '/'))!;
    }
    atEnd.set(stage, program);
  }
  return byInstruction;
}
