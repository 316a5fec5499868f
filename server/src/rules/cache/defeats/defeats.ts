import { gatherEach } from '../../../core/collections/gather.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import type { ShellAssignment, ShellCommand, ShellWord } from '../../../core/shell/command.ts';
import { span, type Span } from '../../../core/text/span.ts';
import type { ResolvedFolder } from '../folders/cacheFolder.ts';
import type { ConfigSetting } from '../calls/configSettings.ts';
import { hasOption, isOption } from '../calls/callOptions.ts';
import { commandVariable, commandWordValue } from '../calls/commandVariable.ts';
import { foldersBetween, touches } from '../folders/folderPath.ts';
import { hasVerb, type ManagerCall } from '../calls/managerCall.ts';
import { NO_DEFEATS, type SwitchVariable } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';

interface Base {
  /** What to underline. */
  readonly span: Span;
  /** As people would name it. */
  readonly text: string;
}

/** Something that keeps a cache mount from being read or filled. */
export type Defeat = Base &
  (
    | { readonly kind: 'option'; readonly command: ShellCommand; readonly words: readonly ShellWord[] }
    /** `PIP_NO_CACHE_DIR=1 pip …`, `export …`. */
    | { readonly kind: 'assignment'; readonly command: ShellCommand; readonly assignment: ShellAssignment; readonly switchedBy: SwitchVariable }
    /** ENV or ARG; `origin` is null where it comes with the base image. */
    | { readonly kind: 'environment'; readonly name: string; readonly origin: Instruction | null; readonly switchedBy: SwitchVariable }
    /** `pip config set …` in this RUN or an earlier one. */
    | { readonly kind: 'configuration'; readonly command: ShellCommand }
    | { readonly kind: 'clean'; readonly command: ShellCommand }
    /** `rm` of the folder, of what is in it, or of a parent; `reach` says which is the widest. */
    | { readonly kind: 'remove'; readonly command: ShellCommand; readonly words: readonly ShellWord[]; readonly reach: Reach }
  );

/** `cache`: nothing but the cache. `between`: a folder between home and cache. `home`: the home or more. */
export type Reach = 'cache' | 'between' | 'home';

/** What switches the cache off for one call. */
export function switchedOff(call: ManagerCall, settings: readonly ConfigSetting[]): readonly Defeat[] {
  const { defeats } = call.manager;
  const found: Defeat[] = [];
  if (defeats === NO_DEFEATS) return found;
  const overruling = call.options.findLastIndex(({ name }) => defeats.overruledBy.some((pattern) => isOption(name, pattern)));
  call.options.forEach((option, i) => {
    if (i < overruling || !defeats.options.some((pattern) => isOption(option.name, pattern))) return;
    found.push({ kind: 'option', span: option.words[0]!.span, text: option.name, command: call.command, words: option.words });
  });
  if (overruling !== -1) return found;
  for (const variable of defeats.variables) {
    const defeat = variableDefeat(call, variable);
    if (defeat) found.push(defeat);
  }
  return settings.length === 0 ? found : [...found, ...configurationDefeats(call, settings)];
}

function variableDefeat(call: ManagerCall, switchedBy: SwitchVariable): Defeat | null {
  const { values } = switchedBy;
  const variable = commandVariable(call.run, call.command, switchedBy.name, switchedBy.ignoresCase);
  if (!variable || variable.value === '') return null;
  if (values && (variable.value === null || !values.test(variable.value))) return null;
  const { name } = variable;
  const { assignment, origin } = variable;
  if (assignment) return { kind: 'assignment', span: assignment.span, text: name, command: call.command, assignment, switchedBy };
  const word = origin && readAssignments(origin, '\\').find((one) => one.name === name)?.word;
  return { kind: 'environment', span: word?.span ?? origin?.keywordSpan ?? call.command.nameWord.span, text: name, name, origin, switchedBy };
}

function configurationDefeats({ manager }: ManagerCall, settings: readonly ConfigSetting[]): Defeat[] {
  return settings
    .filter(({ key, value }) => value !== '' && manager.defeats.configKeys.includes(key))
    .map(({ call: { command, positionals }, key }) => {
      const at = span(command.nameWord.span.start, positionals.at(-1)!.span.end);
      return { kind: 'configuration', span: at, text: `${manager.label} config set ${key}`, command };
    });
}

/** What empties a cache folder anywhere in a RUN. */
export function emptied(calls: readonly ManagerCall[], run: RunFact, resolved: ResolvedFolder): readonly Defeat[] {
  const found: Defeat[] = [];
  for (const call of calls) {
    if (!empties(call, resolved)) continue;
    const verb = call.positionals.slice(0, 2).map(({ value }) => value ?? '').join(' ');
    found.push({ kind: 'clean', span: call.command.span, text: `${call.command.name} ${verb}`.trim(), command: call.command });
  }
  const query = calls[0]?.manager.folderQuery ?? null;
  for (const command of run.commands) {
    const removed = command.name === 'rm' ? removal(run, command, resolved, query) : null;
    if (removed) found.push(removed);
  }
  return found;
}

function empties(call: ManagerCall, { folder }: ResolvedFolder): boolean {
  const isClean = folder.cleanVerbs.some((verb) => verb.length === call.positionals.length && hasVerb(call, verb));
  return isClean && !hasOption(call.options, { name: '--help' });
}

function removal(run: RunFact, command: ShellCommand, resolved: ResolvedFolder, query: RegExp | null): Removed | null {
  if (resolved.path === null) return null;
  const { harmlessEntries } = resolved.folder;
  let reach: Reach = 'cache';
  const words = operands(command).filter((word) => {
    if (query?.test(word.raw)) return true;
    const value = commandWordValue(run, command, word, resolved.home);
    const path = value === null ? null : pathIn(run, command, value);
    if (path === null) return false;
    const touch = touches(path, resolved.path!);
    if (touch === 'none') return false;
    if (touch === 'contents') return !harmlessEntries.includes(firstSegment(path, resolved.path!.length + 1));
    if (touch === 'parent') reach = widest(reach, isBetween(path, resolved) ? 'between' : 'home');
    return true;
  });
  return words.length === 0 ? null : removalOf(command, words, reach);
}

function firstSegment(path: string, from: number): string {
  const end = path.indexOf('/', from);
  return path.slice(from, end === -1 ? undefined : end);
}

type Removed = Extract<Defeat, { kind: 'remove' }>;

function removalOf(command: ShellCommand, words: readonly ShellWord[], reach: Reach): Removed {
  const at = words.length === 1 ? words[0]!.span : span(command.nameWord.span.start, words.at(-1)!.span.end);
  const options = command.args.filter(({ value }) => value !== null && /^-./.test(value));
  return { kind: 'remove', span: at, text: `rm ${gatherEach([...options, ...words], ({ raw }) => raw).join(' ')}`, command, words, reach };
}

/** One `rm` that removes several cache folders. */
export function mergeRemoval(a: Removed | undefined, b: Removed): Removed {
  if (!a) return b;
  const words = b.command.args.filter((word) => a.words.includes(word) || b.words.includes(word));
  return removalOf(b.command, words, widest(a.reach, b.reach));
}

/** Words of `rm` that are no option. */
export function operands(command: ShellCommand): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let isEnded = false;
  for (const word of command.args) {
    if (isEnded || !(word.value ?? word.raw).startsWith('-')) words.push(word);
    else if (word.value === '--') isEnded = true;
  }
  return words;
}

function isBetween(path: string, resolved: ResolvedFolder): boolean {
  if (resolved.home === null) return false;
  const parts = foldersBetween(resolved.home, resolved.path!);
  const plain = path.replace(/\/+$/, '');
  const parent = plain.slice(0, plain.lastIndexOf('/'));
  return parts.includes(plain) || (/[*?[]/.test(plain) && parts.includes(parent));
}

function widest(a: Reach, b: Reach): Reach {
  const order: readonly Reach[] = ['cache', 'between', 'home'];
  return order[Math.max(order.indexOf(a), order.indexOf(b))]!;
}
