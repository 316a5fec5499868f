import type { Fix } from '../../../core/engine/finding.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { emptied } from '../defeats/defeats.ts';
import { isWithin } from '../folders/folderPath.ts';
import type { Install } from '../calls/managerCall.ts';
import type { InstallFolder, ManagerUse } from '../calls/managerUse.ts';
import type { CacheScene } from '../packageManager.ts';

/** npm's names for `ci` (lib/utils/cmd-list.js). It installs what the lockfile says and nothing else, so a stale answer changes nothing. */
const FROM_LOCKFILE = new Set([
  'ci', 'clean-install', 'ic', 'install-clean', 'isntall-clean', 'cit', 'clean-install-test', 'sit', 'install-ci-test',
]);
const SETTINGS = ['prefer-offline', 'prefer-online', 'offline'];
const IN_NPMRC = /^[ \t]*(?:prefer-offline|prefer-online|offline)\b/m;

/** True for an install by the lockfile under a cache mount that works, where nothing says how far the cache is to be trusted. */
export function asksAgain({ project }: CacheScene, { calls, run }: ManagerUse, { install, resolved, mount, settings }: InstallFolder): boolean {
  if (!FROM_LOCKFILE.has(install.positionals[0]?.value ?? '')) return false;
  if (mount?.mount.type !== 'cache' || mount.target === null || resolved.path === null || !isWithin(resolved.path, mount.target)) return false;
  const isSaid =
    install.options.some(({ name }) => SETTINGS.includes(name.replace(/^--(?:no-)?/, ''))) ||
    SETTINGS.some((name) => commandVariable(run, install.command, `npm_config_${name.replace('-', '_')}`, true) !== undefined) ||
    settings.some(({ key }) => SETTINGS.includes(key)) ||
    (project?.uses ?? []).some(({ context }) => IN_NPMRC.test(context.files.text('.npmrc') ?? ''));
  return !isSaid && emptied(calls, run, resolved).length === 0;
}

/** Puts the option right after the verb; null where the words cannot be edited in place. */
export function offlineFix({ command, positionals }: Install): Fix | null {
  const verb = positionals[0];
  if (!command.isEditable || command.wrappers.includes('exec form') || !verb) return null;
  const { end } = verb.span;
  return { kind: 'safe', title: 'Add `--prefer-offline`', edits: [{ span: { start: end, end }, text: ' --prefer-offline' }] };
}
