import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import { blocksMove, sourceReader } from '../between.ts';
import type { BroadCopy } from './broadCopy.ts';
import { manifestInstalls, type ManifestInstall } from './manifestInstall.ts';
import { refuse, type Refusal } from '../proof.ts';

/** Folders that hold, or are above those that hold, what an install reads of the system or writes. */
const SYSTEM_FOLDERS = /^\/($|(usr|usr\/local|opt|var|home|root|go)$|(bin|sbin|lib|etc|var\/lib|usr\/(local\/)?(bin|sbin|lib|share|etc))(\/|$))/;

/** Why one COPY must stay before an install, as far as its own words tell. */
export function checkCopy({ copy }: BroadCopy, call: ManifestInstall): Refusal | null {
  const { instruction } = copy;
  if (copy.destination === null) return refuse('the folder that the COPY or the install works in is not known');
  const destination = joinPath('/', copy.destination);
  const flag = instruction.flags.find(({ name }) => !['chown', 'chmod', 'link'].includes(name));
  if (flag) return refuse(`the COPY has --${flag.name}`);
  const words = instruction.exec ?? instruction.words;
  if (words.some(({ value }) => /[$\s"'\\]/.test(value)) || /\n/.test(instruction.flags.map(({ value }) => value ?? '').join(''))) {
    return refuse('the COPY uses variables or spaces');
  }
  if (SYSTEM_FOLDERS.test(destination)) {
    return refuse(`the COPY fills ${destination}, which the install may use as well`);
  }
  const { home } = call.run.state.user;
  if (home !== null && pathBelow(destination, home) !== null && call.entry.writesHome) {
    return refuse(`the COPY fills the user's home ${home}, where ${call.install.manager.label} may write as well`);
  }
  return null;
}

/** Why the RUN of the install needs more of the source than manifests; null where it does not. */
export function checkInstall(call: ManifestInstall, scene: CacheScene): Refusal | null {
  if (!call.run.isComplete) return refuse('the RUN of the install could not be read as a whole');
  if (call.install.command.isConditional) return refuse('the install runs only under a condition');
  const own = manifestInstalls(call.run, scene).map(({ install }) => install.command);
  if (own.length > 1) return refuse('this RUN holds several installs');
  const folderChange = call.run.commands.find((command) => isChangeTo(command, call.install.command.cd));
  const reader = sourceReader(scene.model.text, call.run, folderChange ? [...own, folderChange] : own);
  return reader ? refuse(`this RUN also runs "${spoken(reader)}", which may need the source: give it a RUN of its own`) : null;
}

/** `cd web` before the install in `web`, a folder that the manifests bring with them. */
function isChangeTo({ name, args, cd, isConditional }: ShellCommand, folder: string | null | undefined): boolean {
  return name === 'cd' && cd === null && !isConditional && args.length === 1 && args[0]!.value !== null && args[0]!.value === folder;
}

function spoken({ nameWord, args }: ShellCommand): string {
  const verb = args[0]?.value ?? '';
  return /^[a-z][\w:.-]{0,30}$/.test(verb) ? `${nameWord.raw} ${verb}` : nameWord.raw;
}

/** Why what stands between keeps COPYs from moving over it. */
export function checkBetween(between: readonly Instruction[], moved: readonly Instruction[], model: DockerfileModel, facts: DockerfileFacts): Refusal | null {
  const isAbsolute = moved.every((one) => ((one.exec ?? one.words).at(-1)?.value ?? '').startsWith('/'));
  return blocksMove(between, model, facts, isAbsolute);
}

export function instructionsBetween(from: Instruction, to: Instruction): Instruction[] {
  return (from.stage?.instructions ?? []).filter(({ span }) => span.start > from.span.start && span.end <= to.span.start);
}
