import { findStage } from '../../../core/dockerfile/stages.ts';
import type { Instruction, Stage } from '../../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { mountFlag } from '../mounts/cacheMount.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { operands } from '../defeats/defeats.ts';
import { touches } from '../folders/folderPath.ts';
import { frontendWithoutMounts } from '../mounts/frontend.ts';
import type { InstallFolder } from '../calls/managerUse.ts';
import type { CacheScene } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';
import { shippedRisk } from './shippedRisk.ts';
import { lineNumber } from '../../messages/lineNumber.ts';

/** A mount over the folder that a build leaves its result in, or why there can be none. */
export type TargetPlan =
  | { readonly kind: 'withheld'; readonly reason: string }
  | { readonly kind: 'suggestion'; readonly mount: string; readonly risk: string };

/** What is built here is gone after the RUN, so the RUN itself has to take the result out, and nothing later may look for it. */
export function planTarget(scene: CacheScene, { install, resolved }: InstallFolder): TargetPlan {
  const { model } = scene;
  const { run } = install;
  const withheld = (reason: string): TargetPlan => ({ kind: 'withheld', reason });
  const { path, user } = resolved;
  if (path === null) return withheld(resolved.reason ?? 'the folder cannot be told');
  if (!model.isWellFormed || !run.isComplete) return withheld('part of the script of this RUN cannot be read');
  const frontend = frontendWithoutMounts(model);
  if (frontend) return withheld(`the syntax line asks for ${frontend}, which may not know cache mounts`);
  if (user.kind === 'unknown' || user.uid === null) return withheld(user.reason ?? 'the ids of the user cannot be told');
  const consumer = laterUse(scene, install.run.stage, install.run.instruction.span.end, path);
  if (consumer !== null) {
    const line = lineNumber(model, consumer);
    return withheld(`line ${line} needs ${path} in the image: copy the program out of it in this RUN first, and take it from there`);
  }
  const isInstalled = install.positionals.some(({ value }) => value === 'install');
  if (!isInstalled && !run.commands.some((command) => takesOut(install, command, path))) {
    return withheld(`nothing in this RUN copies the program out of ${path}, which is empty after it`);
  }
  const shipped = shippedRisk(install, scene, 'what Cargo compiled');
  const times = 'Cargo goes by file times, so sources dated before the last build are not compiled again, nor those of another project at the same path';
  return { kind: 'suggestion', mount: mountFlag(scene, install, resolved), risk: shipped ? `${times}; ${shipped}` : times };
}

/** `cp`, `mv` and `install` of something below the folder to a place outside. */
function takesOut({ run, command: build }: InstallFolder['install'], command: ShellCommand, path: string): boolean {
  if (command.span.start < build.span.start || !/^(?:cp|mv|install)$/.test(command.name ?? '')) return false;
  const paths = operands(command).map((word) => {
    const value = commandWordValue(run, command, word, run.state.user.home);
    return value === null ? null : pathIn(run, command, value);
  });
  const [to] = paths.slice(-1);
  if (paths.length < 2 || to === null || to === undefined || touches(to, path) !== 'none') return false;
  return paths.slice(0, -1).some((one) => one !== null && touches(one, path) === 'contents');
}

const LOOKING = /^(?:RUN|CMD|ENTRYPOINT|ENV|WORKDIR|HEALTHCHECK)$/;

/** The first later instruction that looks for the folder: in the stage, in one that continues it, or by `--from`. */
function laterUse({ model, facts }: CacheScene, first: Stage, after: number, path: string): Instruction | null {
  const stages = new Set([first]);
  for (const stage of model.stages) if (stage.parent && stages.has(stage.parent)) stages.add(stage);
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const { instruction, sources } of facts.copies) {
    const from = instruction.flags.find((flag) => flag.name === 'from')?.value;
    const stage = from ? findStage(model, from) : null;
    if (stage && stages.has(stage) && sources.some((source) => touches(cleanPath(`/${source.path}`), path) !== 'none')) return instruction;
  }
  const named = new RegExp(`(?:^|[\\s"'/=:])${name.replace(/[^\w-]/g, '\\$&')}/`);
  for (const instruction of model.instructions) {
    if (!instruction.stage || !stages.has(instruction.stage) || instruction.span.start < after) continue;
    if (LOOKING.test(instruction.keyword) && named.test(sliceSpan(model.text, instruction.span))) return instruction;
  }
  return null;
}
