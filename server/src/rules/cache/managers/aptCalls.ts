import { gather } from '../../../core/collections/gather.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { hasOption } from '../calls/callOptions.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { hasVerb, type ManagerCall } from '../calls/managerCall.ts';
import { CACHE } from './aptRun.ts';

/** It downloads package lists, and no package. */
export function isUpdate(call: ManagerCall): boolean {
  return hasVerb(call, ['update']);
}

export function isDownloadOnly(call: ManagerCall): boolean {
  return hasOption(call.options, { name: '--download-only' }) || hasOption(call.options, { name: '-d' });
}

/** A setting given by `-o name=value`; the name in lower case, since apt compares names so (apt.conf(5)). */
export interface AptSetting {
  readonly name: string;
  readonly value: string;
}

/** Those that only the shell knows are left out. */
export function aptSettings(call: ManagerCall): readonly AptSetting[] {
  return gather(call.options, ({ name, value }) => {
    if ((name !== '-o' && name !== '--option') || typeof value !== 'string') return null;
    const equals = value.indexOf('=');
    return equals === -1 ? null : { name: value.slice(0, equals).toLowerCase(), value: value.slice(equals + 1) };
  });
}

/** True where the call keeps its files at places of its own; below the usual ones they are where a mount is. */
export function movesFolders(call: ManagerCall): boolean {
  if (call.options.some(({ name }) => name === '-c' || name === '--config-file')) return true;
  if (commandVariable(call.run, call.command, 'APT_CONFIG')) return true;
  return aptSettings(call).some(({ name, value }) => {
    if (name === 'dir::cache::archives') return !isBelow(value, CACHE);
    return /^(?:rootdir|dir|dir::(?:cache|state|state::lists))$/.test(name);
  });
}

export function isBelow(path: string, parent: string): boolean {
  return cleanPath(path).startsWith(`${parent}/`);
}
