import { gatherEach } from '../../core/collections/gather.ts';
import type { DockerfileFacts, RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../core/shell/command.ts';
import { managerCalls } from '../cache/calls/managerCall.ts';
import { npm } from '../cache/managers/npm.ts';
import { pip } from '../cache/managers/pip.ts';
import { refuse, type Refusal } from './proof.ts';
import { preparesInstall } from './preparesInstall.ts';

/** Instructions that neither read the copied files nor change where or as whom they land. */
const NEUTRAL = new Set(['ARG', 'ENV', 'LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER']);

/**
 * Nothing between the COPY and the install may need the source or change what a later COPY means.
 * @returns null where all of it is neutral
 */
export function blocksMove(between: readonly Instruction[], { text }: DockerfileModel, facts: DockerfileFacts, hasAbsoluteDestination: boolean): Refusal | null {
  const stage = between[0]?.stage;
  const runs = new Map(stage ? facts.stageFact(stage).runs.map((run) => [run.instruction, run]) : []);
  for (const instruction of between) {
    if (NEUTRAL.has(instruction.keyword)) continue;
    if (instruction.keyword === 'WORKDIR' && hasAbsoluteDestination) continue;
    if (instruction.keyword === 'WORKDIR') return refuse('below the WORKDIR in between, the COPY would go to another folder: write its destination in full');
    const run = runs.get(instruction);
    if (run && run.isComplete && run.instruction.mounts.every(({ type }) => type !== 'bind') && sourceReader(text, run, []) === null) continue;
    return refuse(`${instruction.keyword} between the COPY and the install may depend on the copied files`);
  }
  return null;
}

/** The command of an install's own RUN, or of one before it, that may read the source; null where none does. */
export function sourceReader(text: string, run: RunFact, installs: readonly ShellCommand[]): ShellCommand | null {
  return run.commands.find((command) => !installs.includes(command) && !isSourceFree(text, run, command) && !preparesInstall(run, command)) ?? null;
}

const SYSTEM_INSTALLERS = new Set(['apt-get', 'apt', 'apk', 'dnf', 'yum', 'microdnf']);
const HARMLESS = new Set(['set', 'true', ':', 'echo', 'printf', 'export', 'useradd', 'groupadd', 'adduser', 'addgroup', 'update-ca-certificates', 'locale-gen', 'ldconfig']);

/** True for commands that surely do not read files of the project: package installs by name, clean-ups of absolute paths. */
export function isSourceFree(text: string, run: RunFact, command: ShellCommand): boolean {
  const { name, args } = command;
  if (name === null || args.some(({ value }) => value === null)) return false;
  if (/[<>]/.test(command.nameWord.raw)) return false;
  const values = gatherEach(args, ({ value }) => value!);
  if (SYSTEM_INSTALLERS.has(name) || HARMLESS.has(name)) return values.every((value) => !/^\.|\//.test(value) || value.startsWith('--'));
  if (name === 'rm') return values.every((value) => value.startsWith('-') || /^(\/(var|tmp|root\/\.)|~\/\.)/.test(value));
  if (name === 'mkdir') return values.every((value) => value.startsWith('-') || value.startsWith('/'));
  return isNamedInstall(text, run, command) || isCacheCommand(name, values);
}

/** `pip install --upgrade pip`, `npm install -g pnpm`: by plain names only. */
function isNamedInstall(text: string, run: RunFact, command: ShellCommand): boolean {
  const call = [...managerCalls(text, run, pip), ...managerCalls(text, run, npm)].find((candidate) => candidate.command === command);
  if (!call || call.positionals[0]?.value === undefined || call.rest.length === 0) return false;
  if (!['install', 'i', 'add'].includes(call.positionals[0].value ?? '')) return false;
  if (call.manager === npm && !call.options.some(({ name }) => name === '-g' || name === '--global')) return false;
  if (call.options.some(({ name }) => ['-r', '--requirement', '-c', '--constraint', '-e', '--editable', '-f', '--find-links', '--prefix'].includes(name))) return false;
  return call.rest.every(({ value }) => value !== null && isPackageName(value));
}

function isPackageName(value: string): boolean {
  if (!/^@?[A-Za-z0-9][A-Za-z0-9._/@\[\],<>=!~^*-]*$/.test(value) || /\.(whl|zip|tgz|tar\.gz)$/.test(value)) return false;
  return value.startsWith('@') || !value.includes('/');
}

function isCacheCommand(name: string, values: readonly string[]): boolean {
  return (name === 'npm' || /^pip[\d.]*$/.test(name)) && (values[0] === 'cache' || values[0] === '--version' || values[0] === '-v');
}
