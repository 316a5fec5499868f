import type { UserState } from '../../core/dockerfile/facts.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import { lastOption } from './callOptions.ts';
import { commandVariable } from './commandVariable.ts';
import { effectiveUser } from './effectiveUser.ts';
import { hasVerb, managerCalls, type ManagerCall } from './managerCall.ts';
import type { CacheFolder, FolderMove } from './packageManager.ts';
import type { RunFact } from '../../core/dockerfile/facts.ts';

/** Where one call keeps what it downloads. */
export interface ResolvedFolder {
  readonly folder: CacheFolder;
  /** Absolute and clean; null where it cannot be told. */
  readonly path: string | null;
  /** For people, where `path` is null. */
  readonly reason: string | null;
  readonly user: UserState;
  /** HOME of that call; null where unknown. */
  readonly home: string | null;
}

/** @param earlier RUNs whose configuration commands are still in force, this one included */
export function resolveFolder(text: string, call: ManagerCall, folder: CacheFolder, earlier: readonly RunFact[]): ResolvedFolder {
  const user = effectiveUser(text, call.run, call.command);
  const home = homeOf(call, user);
  const resolved = (path: string | null, reason: string | null): ResolvedFolder => ({ folder, path, reason, user, home: home.path });
  for (const move of folder.movedBy) {
    const moved = movedFolder(call, move);
    if (moved) return resolved(moved.path, moved.reason);
  }
  const setter = folderSetter(call, earlier);
  if (setter) return resolved(null, `\`${setter}\` moves the cache folder`);
  if (folder.place.kind === 'fixed') return resolved(folder.place.path, null);
  if (home.path === null) return resolved(null, home.reason);
  return resolved(cleanPath(`${home.path}/${folder.place.path}`), null);
}

function homeOf(call: ManagerCall, user: UserState): { path: string | null; reason: string | null } {
  const variable = commandVariable(call.run, call.command, 'HOME');
  if (variable) return absolute(variable.value, 'HOME');
  const reason = user.reason ?? 'the home folder of the user cannot be told';
  return user.home === null ? { path: null, reason } : absolute(user.home, 'the home folder');
}

function movedFolder(call: ManagerCall, move: FolderMove): { path: string | null; reason: string | null } | null {
  if (move.kind === 'option') {
    const option = lastOption(call.options, move.option);
    if (!option) return null;
    return absolute(typeof option.value === 'string' ? option.value : null, option.name);
  }
  const variable = commandVariable(call.run, call.command, move.name, move.ignoresCase);
  if (!variable || variable.value === '') return null;
  if (variable.value === null || move.below === undefined) return absolute(variable.value, variable.name);
  return absolute(`${variable.value}/${move.below}`, variable.name);
}

function absolute(value: string | null, name: string): { path: string | null; reason: string | null } {
  if (value === null) return { path: null, reason: `the value of ${name} cannot be told` };
  if (!value.startsWith('/') || /[\s,"'\\$]/.test(value)) return { path: null, reason: `${name} is not a plain absolute path` };
  return { path: cleanPath(value), reason: null };
}

/** `npm config set cache …` in a layer that this call sees: it writes a file whose user and reach we do not follow. */
function folderSetter(call: ManagerCall, earlier: readonly RunFact[]): string | null {
  const { manager, command } = call;
  if (!manager.config) return null;
  for (const run of earlier) {
    for (const other of managerCalls(run, manager)) {
      if (run === call.run && other.command.span.start >= command.span.start) break;
      const setting = configSetting(other);
      if (setting && manager.config.folderKeys.includes(setting.key)) return `${manager.label} config set ${setting.key}`;
    }
  }
  return null;
}

/** The key that `pip config set global.no-cache-dir true` or `npm set cache=/x` sets, its section left out. */
export function configSetting(call: ManagerCall): { readonly key: string; readonly value: string | null } | null {
  for (const verb of call.manager.config?.setVerbs ?? []) {
    if (!hasVerb(call, verb)) continue;
    const [first, second] = call.positionals.slice(verb.length);
    const text = first?.value;
    if (text === undefined || text === null) return null;
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    const value = equals === -1 ? (second?.value ?? null) : text.slice(equals + 1);
    return { key: name.slice(name.lastIndexOf('.') + 1).replaceAll('_', '-'), value };
  }
  return null;
}
