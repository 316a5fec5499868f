import type { RunFact, UserState } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';

/** Wrappers that start a command as somebody else. */
const USER_CHANGERS = new Set(['sudo', 'doas', 'gosu', 'su-exec', 'su', 'runuser', 'setpriv']);

/**
 * The account that a command of a RUN runs as. `sudo` by root without `-u` changes nothing that matters here; any other
 * change of user is unknown: it keeps or resets HOME as the image configures it.
 */
export function effectiveUser(text: string, run: RunFact, command: ShellCommand): UserState {
  const { user } = run.state;
  const changers = command.wrappers.filter((wrapper) => USER_CHANGERS.has(wrapper));
  if (changers.length === 0) return user;
  const prefix = text.slice(command.span.start, command.nameWord.span.start);
  if (user.kind === 'root' && changers.every((wrapper) => wrapper === 'sudo') && /^sudo(?:[ \t]+-[EHnS]+)*[ \t]/.test(prefix)) return user;
  return {
    kind: 'unknown',
    name: null,
    uid: null,
    gid: null,
    home: null,
    reason: `${changers[0]} changes the user inside this RUN, so the home folder cannot be told`,
  };
}
