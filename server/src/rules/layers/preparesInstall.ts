import type { RunFact } from '../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../core/shell/command.ts';
import { commandWordValue } from '../cache/calls/commandVariable.ts';

/** Calls that prepare a package manager, or clean up after it, and read nothing of the project but what the install reads. */
const TOOL_SETUPS: ReadonlyMap<string, RegExp> = new Map([
  // Without a version of its own, corepack takes that of the package.json around it.
  ['corepack', /^(?:enable|disable)(?: (?:npm|pnpm|yarn))*$|^(?:prepare|install)(?: (?:-g|--global|--activate))* [a-z]+@[\w.+-]+(?: (?:-g|--global|--activate))*$/],
  ['poetry', /^(?:--version|cache clear [\w.-]+ --all(?: -n| --no-interaction)?|config (?!.*--local)[\w.-]+ [\w./-]+|self (?:add|update)(?: [a-z][\w.@^-]*)+)$/],
  ['pipx', /^(?:install|ensurepath)(?: [a-z][\w.=<>~-]*)*$/],
  ['uv', /^(?:--version|cache (?:clean|prune)(?: --ci)?|python install(?: \d[\w.]*)+|tool install(?: [a-z][\w.=<>~-]*)+)$/],
  ['npm', /^config set [\w@:./-]+[ =]\S+$/],
  ['pnpm', /^(?:--version|store prune|config set [\w@:./-]+[ =]\S+|add (?:-g|--global)(?: @?[a-z][\w.@/-]*)+)$/],
  ['yarn', /^(?:--version|cache clean(?: --(?:all|force|mirror))?|config set (?:network-timeout|registry|cache-folder|strict-ssl|network-concurrency) \S+|global add(?: @?[a-z][\w.@/-]*)+)$/],
  ['go', /^(?:version|mod verify|clean(?: -(?:mod)?cache)+|env(?: -w [A-Z]+=\S+)?|install [\w.-]+\.[a-z]+\/[\w./-]+@[\w.-]+)$/],
  ['gem', /^(?:update --system|install(?: (?:--no-document|-N|-v [\d.]+|[a-z][\w-]*(?::[\d.]+)?))+)$/],
  ['bundle', /^config (?:set )?(?:--global )?(?:set )?(?:deployment|frozen|without|jobs|retry)[ =][\w: -]+$/],
  ['git', /^config --(?:global|system) [\w.:/@"-]+ \S+$/],
  ['composer', /^(?:--version|clear-?cache|config (?:-g|--global) [\w.-]+ \S+|self-update)$/],
]);

/** True for a command around an install that reads no file of the project; it may write some, which no COPY brings. */
export function preparesInstall(run: RunFact, command: ShellCommand): boolean {
  const { name, args, nameWord } = command;
  if (name === null || /[<>]/.test(nameWord.raw)) return false;
  if (name === 'venv' || name === 'virtualenv') return makesEnvironment(run, command);
  const words = args.map(({ value }) => value ?? '$').join(' ');
  return words.length < 500 && (TOOL_SETUPS.get(name)?.test(words) ?? false);
}

/** `python -m venv /opt/venv`: in a place where the proof looks for what a COPY may overwrite, or where no source goes. */
function makesEnvironment(run: RunFact, command: ShellCommand): boolean {
  const words = command.args.filter(({ value }) => value === null || !/^--(?:system-site-packages|upgrade-deps|copies|without-pip)$/.test(value));
  if (words.length !== 1) return false;
  const path = commandWordValue(run, command, words[0]!, run.state.user.home);
  return path !== null && (/^\/(?:opt|venv|root|usr\/local)(?:\/|$)/.test(path) || /(?:^|\/)(?:\.venv|venv|env)\/?$/.test(path));
}
