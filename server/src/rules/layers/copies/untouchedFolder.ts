import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { hasOption, readArguments } from '../../cache/calls/callOptions.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';
import { isWithin } from '../../cache/folders/folderPath.ts';
import { managerInstalls } from '../../cache/calls/managerCall.ts';
import { pip } from '../../cache/managers/pip.ts';
import { pathIn } from '../../cache/calls/pathIn.ts';
import { isSourceFree } from '../between.ts';
import { isIndependent } from '../lateInstalls/sourceReads.ts';
import type { RecursiveChange } from './recursiveChange.ts';

/** Whether a folder holds nothing but what COPYs brought: proved, likely, or known to be otherwise. */
export type Untouched = { readonly kind: 'sure' } | { readonly kind: 'likely' | 'written'; readonly by: string };

/** Instructions that put nothing into a folder. WORKDIR makes folders and is looked at by itself. */
const NEUTRAL = new Set([
  'ARG', 'ENV', 'LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER', 'COPY', 'ADD', 'USER',
  'SHELL',
]);
/** More commands than are worth weighing. */
const MOST_COMMANDS = 200;

/** What ran before a change of owners or modes in its stage and those it continues, apart from COPY and ADD into `folder`. */
export function untouchedFolder(model: DockerfileModel, facts: DockerfileFacts, folder: string, { run, command: before, program }: RecursiveChange): Untouched {
  const keeping = program === 'chmod' ? KEEPS_MODES : KEEPS_OWNERS;
  let likely: Untouched | null = null;
  let left = MOST_COMMANDS;
  for (const stage of stageChain(run.stage)) {
    const runs = new Map(facts.stageFact(stage).runs.map((one) => [one.instruction, one]));
    for (const instruction of stage.instructions) {
      if (instruction.span.start > run.instruction.span.start) break;
      if (instruction.isTrigger || NEUTRAL.has(instruction.keyword)) continue;
      const other = runs.get(instruction);
      const found = other
        ? runTouches(model, other, folder, keeping, other === run ? before : null)
        : instruction.keyword === 'WORKDIR'
          ? workdirTouches(facts, stage, instruction, folder)
          : ({ kind: 'likely', by: instruction.keyword } as const);
      if (found.kind === 'written') return found;
      if (found.kind === 'likely') likely ??= found;
      left -= other?.commands.length ?? 1;
      if (left < 0) return { kind: 'written', by: 'so many commands' };
    }
  }
  return likely ?? SURE;
}

/** A folder that WORKDIR makes below the one in question would stay root's. */
function workdirTouches(facts: DockerfileFacts, stage: Stage, instruction: Instruction, folder: string): Untouched {
  const next = stage.instructions[stage.instructions.indexOf(instruction) + 1];
  const { workdir } = next ? facts.stateBefore(next) : facts.stageFact(stage).endState;
  if (workdir === null) return { kind: 'likely', by: 'WORKDIR' };
  return workdir !== folder && isWithin(workdir, folder) ? { kind: 'written', by: `WORKDIR ${workdir}` } : SURE;
}

function runTouches(model: DockerfileModel, run: RunFact, folder: string, keeping: ReadonlySet<string>, before: ShellCommand | null): Untouched {
  if (!run.isComplete) return { kind: 'likely', by: 'a RUN that cannot be read' };
  let likely: Untouched | null = null;
  for (const command of run.commands) {
    if (command === before) break;
    const found = keeping.has(command.name ?? '') && !redirects(model, command) ? SURE : commandTouches(model, run, command, folder);
    if (found.kind === 'written') return found;
    if (found.kind === 'likely') likely ??= found;
  }
  return likely ?? SURE;
}

const SURE: Untouched = { kind: 'sure' };
/** They add no file, and leave those that are there with their owners and modes. */
const READERS = [
  'rm', 'rmdir', 'ls', 'test', '[', 'cat', 'grep', 'cd', 'pwd', 'which', 'id', 'sync', 'corepack', 'pecl', 'setcap', 'a2enmod',
  'a2dismod', 'a2ensite', 'docker-php-ext-install', 'docker-php-ext-configure', 'docker-php-ext-enable',
];
const KEEPS_OWNERS = new Set([...READERS, 'chmod']);
const KEEPS_MODES = new Set([...READERS, 'chown', 'chgrp']);
const LEAVES_CONTENT = new Set(['mkdir', 'chown', 'chgrp', 'chmod']);
/** They write only where their words tell them. */
const WRITES_WHERE_TOLD = new Set(['chown', 'chgrp', 'chmod', 'mkdir', 'touch', 'ln', 'cp', 'mv', 'install']);

function redirects({ text }: DockerfileModel, { nameWord, span }: ShellCommand): boolean {
  return text.slice(nameWord.span.end, span.end).includes('>');
}

function commandTouches(model: DockerfileModel, run: RunFact, command: ShellCommand, folder: string): Untouched {
  const { text } = model;
  if (isIndependent(command, run, text, folder)) return SURE;
  const { name, args } = command;
  const by = `\`${[name ?? command.nameWord.raw, args[0]?.value ?? ''].join(' ').trim()}\``;
  const source = sliceSpan(text, command.span);
  const isPip = managerInstalls(text, run, pip).some((install) => install.command === command);
  if (isPip && installsElsewhere(command)) return mentionsInEnv(run, folder) ? { kind: 'written', by } : SURE;
  const isTold = WRITES_WHERE_TOLD.has(name ?? '');
  // The first word of these is an owner or a mode.
  const spec = /^ch(?:own|grp|mod)$/.test(name ?? '') ? args.find(({ raw }) => !raw.startsWith('-')) : undefined;
  const named = args.some((word) => {
    const value = commandWordValue(run, command, word, run.state.user.home);
    const path = value === null || value.startsWith('-') || word === spec ? null : pathIn(run, command, value);
    // What is done to the folder alone is done again by the change itself.
    if (path === folder && LEAVES_CONTENT.has(name ?? '') && !args.some(({ raw }) => /^-\w*R|^--recursive/.test(raw))) return false;
    return path !== null && isWithin(path, folder) && (isTold || value!.includes('/') || value === '.');
  });
  if (named || (!isTold && source.includes(folder))) return { kind: 'written', by };
  if (!redirects(model, command) && isTold && !args.some((word) => commandWordValue(run, command, word, run.state.user.home) === null)) return SURE;
  if (!redirects(model, command) && isSourceFree(text, run, command)) return SURE;
  const at = command.cd === undefined ? null : pathIn(run, command, '.');
  return at === null || isWithin(at, folder) ? { kind: 'written', by } : { kind: 'likely', by };
}

const PLACE_OPTIONS = ['-t', '--target', '--prefix', '--root', '--src', '-e', '--editable', '--user', '--find-links', '-f'];

/** `pip install -r requirements.txt django`: by names and lists only, so that nothing is built beside the sources. */
function installsElsewhere(command: ShellCommand): boolean {
  const { options, positionals } = readArguments(command.args, pip.valueOptions);
  if (PLACE_OPTIONS.some((name) => hasOption(options, { name }))) return false;
  return positionals.slice(1).every(({ value }) => value !== null && /^[A-Za-z0-9][\w.\[\],<>=!~-]*$/.test(value) && !/\.(?:whl|zip|gz|tgz)$/.test(value));
}

/** A virtual environment in the folder, or a home there, moves where packages go. */
function mentionsInEnv(run: RunFact, folder: string): boolean {
  for (const [name, value] of run.state.env) {
    if (name !== 'PYTHONPATH' && value !== null && value.includes(folder)) return true;
    if (name !== 'PYTHONPATH' && value === null && run.state.envOrigin.get(name)?.words.some(({ raw }) => raw.includes(folder))) return true;
  }
  return false;
}
