import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { touches } from '../folders/folderPath.ts';
import { pathIn } from '../calls/pathIn.ts';

export const CACHE = '/var/cache/apt';
export const ARCHIVES = '/var/cache/apt/archives';
export const LISTS = '/var/lib/apt/lists';
/** apt's folder of settings, what is in it but sources, keys and pins, and /etc as a whole. */
export const APT_CONFIGURATION = /^\/etc(?:\/apt(?:\/(?!sources\.list|keyrings|trusted\.gpg|preferences|auth\.conf)|$)|\/?$)/;

/** What one RUN does with apt as a whole, gathered in one pass. */
interface AptRun {
  /** True where a mount of any type brings a configuration of apt along. */
  readonly isConfigured: boolean;
  readonly hasUpdate: boolean;
  /** Where the first update starts that is certain to run; `Infinity` for none. */
  readonly refreshedFrom: number;
  /** Commands that only run right behind an update of their own branch: `update && install`. */
  readonly led: ReadonlySet<ShellCommand>;
  /** Where the last removal of the lists starts that is certain to run; -1 for none. */
  readonly cleanedUntil: number;
}

const remembered = new Memo(read);

/** Scripts that are known to run `apt-get update` before they end: github.com/nodesource/distributions, packagecloud.io. */
const UPDATING_SCRIPT = /\/\/deb\.nodesource\.com\/setup_|\/script\.deb\.sh/;
const PROGRAM = /^apt(?:-get)?$/;

export function aptRun(run: RunFact): AptRun {
  return remembered.of(run);
}

function read(run: RunFact): AptRun {
  const led = new Set<ShellCommand>();
  let hasUpdate = false;
  let refreshedFrom = Infinity;
  let cleanedUntil = -1;
  let previous: ShellCommand | null = null;
  let isLed = false;
  for (const command of run.commands) {
    const { start } = command.span;
    isLed &&= command.connector === '&&' && command.isConditional === previous?.isConditional;
    if (isLed) led.add(command);
    const isUpdate = calls(command, 'update');
    hasUpdate ||= isUpdate;
    isLed ||= isUpdate;
    const isCertain = isUpdate ? !command.isConditional : command.args.some(({ raw }) => UPDATING_SCRIPT.test(raw));
    if (isCertain) refreshedFrom = Math.min(refreshedFrom, start);
    if (!command.isConditional && removesLists(run, command)) cleanedUntil = Math.max(cleanedUntil, start);
    previous = command;
  }
  const isConfigured = run.instruction.mounts.some(({ options }) => APT_CONFIGURATION.test(String(options.get('target') ?? '')));
  return { isConfigured, hasUpdate, refreshedFrom, led, cleanedUntil };
}

function calls({ name, args }: ShellCommand, verb: string): boolean {
  return name !== null && PROGRAM.test(name) && args.some(({ value }) => value === verb);
}

function removesLists(run: RunFact, command: ShellCommand): boolean {
  if (calls(command, 'distclean') || calls(command, 'dist-clean')) return true;
  if (command.name !== 'rm') return false;
  return command.args.some((word) => {
    const value = commandWordValue(run, command, word, null);
    const path = value === null ? null : pathIn(run, command, value);
    if (path === null) return false;
    const touch = touches(path, LISTS);
    return touch === 'contents' ? path.startsWith(`${LISTS}/*`) : touch !== 'none';
  });
}
