import { gatherEach } from '../collections/gather.ts';
import type { Heredoc } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';
import type { Connector, ShellAssignment, ShellCommand, ShellWord } from './command.ts';
import { MappedText } from './mappedText.ts';
import { baseName, openWrappers, readsScriptFromInput } from './openWrappers.ts';
import type { Nested } from './openWrappers.ts';
import type { ParsedAssignment, ParsedCommand, ParsedHeredoc, ParsedWord, Scope } from './parsedScript.ts';
import { heredocText } from './scriptText.ts';
import { plainScript } from './plainScript.ts';
import { ScriptState } from './shellState.ts';
import type { ShellState } from './shellState.ts';
import type { ShellParser } from './shellParser.ts';
import { nestedText, wordValue } from './wordText.ts';

const NO_ASSIGNMENTS: readonly ShellAssignment[] = [];
/** `sh -c "sh -c …"` deeper than this is left closed. */
const MAX_NESTING = 5;

/** An element of an exec form. */
export interface ExecWord {
  readonly value: string;
  readonly span: Span;
  readonly text: MappedText;
}

interface Frame {
  readonly text: MappedText;
  readonly wrappers: readonly string[];
  readonly isConditional: boolean;
  readonly state: ScriptState;
  readonly nesting: number;
}

/** Turns scripts into commands, opening nested ones, and collects what it finds. */
export class ScriptReader {
  private readonly commands: ShellCommand[] = [];
  private isComplete = true;

  constructor(
    private readonly shell: ShellParser,
    private readonly document: string,
    /** Heredocs of the instruction: their operators stand in the script, their bodies after it. */
    private readonly heredocs: readonly Heredoc[],
  ) {}

  result(): { commands: readonly ShellCommand[]; isComplete: boolean } {
    return { commands: this.commands, isComplete: this.isComplete };
  }

  script(text: MappedText, wrappers: readonly string[] = []): void {
    this.read({ text, wrappers, isConditional: false, state: new ScriptState(), nesting: 0 });
  }

  exec(elements: readonly ExecWord[]): void {
    if (elements.length === 0) return;
    const words = elements.map((element) => ({
      value: element.value,
      raw: this.document.slice(element.span.start, element.span.end),
      span: element.span,
      text: element.text,
    }));
    const opened = openWrappers(words);
    const wrappers = ['exec form', ...opened.wrappers];
    const assignments = opened.assignments.map((word) => execAssignment(word.value, word.span));
    const state = new ScriptState(inherit({ cd: null, inherited: [] }, assignments));
    if (opened.nested) {
      this.read({ text: opened.nested.script.text, wrappers, isConditional: false, state, nesting: 1 });
      return;
    }
    const [nameWord, ...args] = opened.words.map(({ value, raw, span }) => ({ value, raw, span }));
    this.commands.push({
      name: baseName(nameWord!.value),
      nameWord: nameWord!,
      args,
      assignments,
      inherited: [],
      span: { start: words[0]!.span.start, end: words[words.length - 1]!.span.end },
      connector: null,
      isConditional: false,
      wrappers,
      cd: null,
      isEditable: false,
    });
  }

  /** @returns the state at the end of the script */
  private read(frame: Frame): ShellState {
    const script = frame.text.text;
    const parsed = plainScript(script) ?? this.shell.parse(script);
    this.isComplete &&= parsed.isComplete;
    // Substitutions inside a word that was opened as a script are read there.
    let opened: ParsedWord = { start: 0, end: 0 };
    for (const command of parsed.commands) {
      if (command.start >= opened.start && command.end <= opened.end) continue;
      opened = this.command(command, frame) ?? opened;
    }
    return frame.state.at(parsed.scope);
  }

  /** @returns the word that was opened as a nested script */
  private command(command: ParsedCommand, frame: Frame): ParsedWord | null {
    const { scope } = command;
    const own = command.assignments.length === 0 ? NO_ASSIGNMENTS : command.assignments.map((one) => assignmentOf(one, frame.text));
    if (command.words.length === 0) {
      frame.state.assign(scope, own.map((one) => ({ ...one, isExported: false })));
      return null;
    }
    const words = gatherEach(command.words, (place) => sourceWord(place, frame.text));
    const opened = openWrappers(words);
    const placeOf = (word: ShellWord): ParsedWord => command.words[words.indexOf(word)]!;
    const assignments = opened.assignments.length === 0 ? own : [...own, ...opened.assignments.map((word) => wordAssignment(word, placeOf(word), frame.text)!)];
    const wrappers = opened.wrappers.length > 0 || command.isNegated ? [...frame.wrappers, ...(command.isNegated ? ['!'] : []), ...opened.wrappers] : frame.wrappers;
    const { text, state: before, nesting } = frame;
    const inner: Frame = { text, wrappers, isConditional: frame.isConditional || command.isConditional, state: before, nesting };
    if (opened.nested && nesting < MAX_NESTING) {
      const place = placeOf(opened.nested.script);
      this.nested(opened.nested, place, inner, scope, assignments);
      return place;
    }
    if (opened.nested) this.isComplete = false;
    const input = readsScriptFromInput(opened.words) ? this.inputScript(command, frame.text) : null;
    if (input && frame.nesting < MAX_NESTING) {
      const state = new ScriptState(inherit(frame.state.at(scope), assignments));
      this.read({ ...inner, text: input, wrappers: [...wrappers, 'heredoc'], state, nesting: frame.nesting + 1 });
      return null;
    }
    this.emit(command, opened.words, assignments, inner, frame.state.at(scope));
    this.follow(opened.words, placeOf, frame, scope);
    return null;
  }

  private nested(nested: Nested<ShellWord>, { start, end }: ParsedWord, frame: Frame, scope: Scope, assignments: readonly ShellAssignment[]): void {
    const text = nestedText(frame.text, start, end);
    const state = new ScriptState(inherit(frame.state.at(scope), assignments));
    const after = this.read({ ...frame, text, state, nesting: frame.nesting + 1 });
    if (nested.kind === 'eval' && assignments.length === 0) frame.state.adopt(scope, after);
  }

  /** The body of the heredoc that a shell reads its commands from. */
  private inputScript(command: ParsedCommand, text: MappedText): MappedText | null {
    const last = command.redirects[command.redirects.length - 1];
    if (last?.heredoc) return innerHeredoc(last.heredoc, text);
    for (const redirect of [...command.redirects].reverse()) {
      if (redirect.heredoc) return innerHeredoc(redirect.heredoc, text);
      const at = text.span(redirect.start, redirect.end);
      const heredoc = this.heredocs.find(({ operator }) => at.start <= operator.start && operator.end <= at.end);
      if (!heredoc) continue;
      const body = MappedText.slice(this.document, heredoc.body.start, heredoc.body.end);
      return heredocText(body, 0, body.text.length, heredoc.expands);
    }
    return null;
  }

  private emit(
    command: ParsedCommand,
    words: readonly ShellWord[],
    assignments: readonly ShellAssignment[],
    frame: Frame,
    state: ShellState,
  ): void {
    const nameWord = words[0]!;
    const connector: Connector | null = command.connector;
    this.commands.push({
      name: baseName(nameWord.value),
      nameWord,
      args: words.slice(1),
      assignments,
      inherited: state.inherited,
      span: frame.text.span(command.start, command.end),
      connector,
      isConditional: frame.isConditional,
      wrappers: frame.wrappers,
      cd: state.cd,
      isEditable: frame.text.isVerbatim(command.start, command.end),
    });
  }

  /** What a builtin changes for the commands after it. */
  private follow(words: readonly ShellWord[], placeOf: (word: ShellWord) => ParsedWord, frame: Frame, scope: Scope): void {
    const name = words[0]!.value;
    if (name === null || !BUILTINS.has(name)) return;
    const operands = words.slice(1).filter((word) => !/^[-+]./.test(word.value ?? ''));
    if (name === 'cd') {
      const target = operands[0];
      frame.state.changeFolder(scope, target ? knownFolder(target.value) : '~');
    } else if (name === 'pushd' || name === 'popd') frame.state.changeFolder(scope, undefined);
    else if (name === 'export' || name === 'declare' || name === 'typeset' || name === 'readonly' || name === 'local') {
      const isExported = name === 'export' || words.some((word) => /^-[a-zA-Z]*x/.test(word.value ?? ''));
      for (const word of operands) {
        const assignment = wordAssignment(word, placeOf(word), frame.text);
        if (assignment) frame.state.assign(scope, [{ ...assignment, isExported }]);
        else if (isExported && word.value !== null) frame.state.markExported(scope, word.value);
      }
    } else if (name === 'unset') {
      for (const word of operands) if (word.value !== null) frame.state.unset(scope, word.value);
    } else if (name === 'set') {
      for (const word of words) if (/^[-+][a-z]*a[a-z]*$/.test(word.value ?? '')) frame.state.exportAll(word.value!.startsWith('-'));
    }
  }
}

/** Those that change something for the commands after them. */
const BUILTINS = new Set(['cd', 'pushd', 'popd', 'export', 'declare', 'typeset', 'readonly', 'local', 'unset', 'set']);

function innerHeredoc(heredoc: ParsedHeredoc, text: MappedText): MappedText {
  return heredocText(text, heredoc.bodyStart, heredoc.bodyEnd, heredoc.expands);
}

/** `cd -` and tildes of other users lead where we cannot follow. */
function knownFolder(value: string | null): string | undefined {
  return value === null || value === '-' || /[*?[]/.test(value) ? undefined : value;
}

function sourceWord(place: ParsedWord, text: MappedText): ShellWord {
  const raw = text.text.slice(place.start, place.end);
  return { value: wordValue(raw), raw, span: text.span(place.start, place.end) };
}

function assignmentOf(one: ParsedAssignment, text: MappedText): ShellAssignment {
  const value = one.isPartial ? null : wordValue(text.text.slice(one.valueStart, one.end));
  return { name: one.name, value, span: text.span(one.start, one.end), isExported: true };
}

/** An assignment that stands as a word: `env A=1`, `export A=1`. */
function wordAssignment(word: ShellWord, place: ParsedWord, text: MappedText): ShellAssignment | null {
  const name = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(word.raw)?.[1];
  if (name === undefined) {
    const quoted = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(word.value ?? '');
    return quoted ? { name: quoted[1]!, value: quoted[2]!, span: word.span, isExported: true } : null;
  }
  const value = wordValue(text.text.slice(place.start + name.length + 1, place.end));
  return { name, value, span: word.span, isExported: true };
}

function execAssignment(value: string, span: Span): ShellAssignment {
  const equals = value.indexOf('=');
  return { name: value.slice(0, equals), value: value.slice(equals + 1), span, isExported: true };
}

function inherit(state: ShellState, assignments: readonly ShellAssignment[]): ShellState {
  const names = new Set(assignments.map((one) => one.name));
  return { cd: state.cd, inherited: [...state.inherited.filter((one) => !names.has(one.name)), ...assignments] };
}
