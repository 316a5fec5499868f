import type { ShellWord } from '../../../core/shell/command.ts';
import type { OptionPattern } from '../packageManager.ts';

/** One option as given, in the order of the words. */
export interface CallOption {
  /** With its dashes; each letter of a cluster is an option of its own. */
  readonly name: string;
  /** `true` where it has none, null where the shell decides. */
  readonly value: string | null | true;
  /** The word that holds the name, and the next one where it holds the value. */
  readonly words: readonly ShellWord[];
}

export interface CallArguments {
  readonly options: readonly CallOption[];
  /** Words that are no option and no option's value. */
  readonly positionals: readonly ShellWord[];
}

/** Splits the words after a program's name, as getopt-like parsers do: options may stand anywhere, `--` ends them. */
export function readArguments(words: readonly ShellWord[], valueOptions: ReadonlySet<string>): CallArguments {
  const options: CallOption[] = [];
  const positionals: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const text = word.value ?? optionText(word.raw);
    if (text === '--') {
      positionals.push(...words.slice(at + 1));
      break;
    }
    if (text === null || !text.startsWith('-') || text === '-') {
      positionals.push(word);
      continue;
    }
    const next = words[at + 1];
    const read = text.startsWith('--') ? longOption(word, text, next, valueOptions) : cluster(word, text, next, valueOptions);
    options.push(...read);
    if (read.some((option) => option.words.length > 1)) at++;
  }
  return { options, positionals };
}

/** `--cache-dir=$DIR` has no value as a whole, but a name. */
function optionText(raw: string): string | null {
  return /^-[\w-]*(?==|$)/.exec(raw)?.[0] ?? null;
}

function longOption(word: ShellWord, text: string, next: ShellWord | undefined, valueOptions: ReadonlySet<string>): CallOption[] {
  const equals = text.indexOf('=');
  if (equals !== -1) return [{ name: text.slice(0, equals), value: text.slice(equals + 1), words: [word] }];
  if (word.value === null) return [{ name: text, value: null, words: [word] }];
  if (!valueOptions.has(text) || !next) return [{ name: text, value: true, words: [word] }];
  return [{ name: text, value: next.value, words: [word, next] }];
}

function cluster(word: ShellWord, text: string, next: ShellWord | undefined, valueOptions: ReadonlySet<string>): CallOption[] {
  const options: CallOption[] = [];
  for (let i = 1; i < text.length; i++) {
    const name = `-${text[i]}`;
    if (!valueOptions.has(name)) {
      options.push({ name, value: true, words: [word] });
      continue;
    }
    if (i + 1 < text.length) options.push({ name, value: text.slice(i + 1), words: [word] });
    else options.push(next ? { name, value: next.value, words: [word, next] } : { name, value: true, words: [word] });
    break;
  }
  return options;
}

/** True for the option's own name and for the abbreviations that its parser takes for it. */
export function isOption(name: string, pattern: OptionPattern): boolean {
  if (name === pattern.name) return true;
  return pattern.shortest !== undefined && name.startsWith(pattern.shortest) && pattern.name.startsWith(name);
}

export function hasOption(options: readonly CallOption[], pattern: OptionPattern): boolean {
  return options.some(({ name }) => isOption(name, pattern));
}

export function hasAnyOption(options: readonly CallOption[], patterns: readonly OptionPattern[]): boolean {
  return options.some(({ name }) => patterns.some((pattern) => isOption(name, pattern)));
}

/** Parsers take the last of equal options. */
export function lastOption(options: readonly CallOption[], pattern: OptionPattern): CallOption | undefined {
  return options.findLast(({ name }) => isOption(name, pattern));
}
