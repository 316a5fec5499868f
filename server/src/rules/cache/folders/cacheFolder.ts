import type { UserState } from '../../../core/dockerfile/facts.ts';
import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { lastOption } from '../calls/callOptions.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { effectiveUser } from '../calls/effectiveUser.ts';
import type { ManagerCall } from '../calls/managerCall.ts';
import type { CacheFolder, CacheScene, FolderMove } from '../packageManager.ts';
import type { ConfigSetting } from '../calls/configSettings.ts';
import { pathIn } from '../calls/pathIn.ts';

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

const ROOT: UserState = { kind: 'root', name: 'root', uid: 0, gid: 0, home: '/root', reason: null };

/** @param settings of the manager's own configuration that are in force for the call */
export function resolveFolder(scene: CacheScene, call: ManagerCall, folder: CacheFolder, settings: readonly ConfigSetting[]): ResolvedFolder {
  const user = call.manager.needsRoot ? ROOT : effectiveUser(scene.model.text, call.run, call.command);
  const home = homeOf(call, user);
  const resolved = (path: string | null, reason: string | null): ResolvedFolder => ({ folder, path, reason, user, home: home.path });
  for (const move of folder.movedBy) {
    const moved = movedFolder(call, move);
    if (moved) return resolved(moved.path, moved.reason);
  }
  const setting = settings.find(({ key }) => call.manager.config?.folderKeys.includes(key));
  // It writes a file whose user and reach we do not follow.
  if (setting) return resolved(null, `\`${call.manager.label} config set ${setting.key}\` moves the cache folder`);
  const inImage = folder.inImages && placeInImage(scene, call, folder.inImages);
  if (inImage) return resolved(inImage, null);
  if (folder.place.kind === 'fixed') return resolved(folder.place.path, null);
  if (folder.place.kind === 'project') {
    const path = pathIn(call.run, call.command, folder.place.path);
    return resolved(path, path === null ? 'the folder that this command runs in cannot be told' : null);
  }
  if (folder.place.forRoot !== undefined) {
    if (user.kind === 'unknown') return resolved(null, user.reason ?? 'the user of this RUN cannot be told');
    if (user.uid === 0) return resolved(folder.place.forRoot, null);
  }
  if (home.path === null) return resolved(null, home.reason);
  return resolved(cleanPath(`${home.path}/${folder.place.path}`), null);
}

function placeInImage({ facts }: CacheScene, { run }: ManagerCall, places: NonNullable<CacheFolder['inImages']>): string | null {
  const { baseImage } = facts.stageFact(run.stage);
  if (!baseImage) return null;
  const name = fullImageName(baseImage);
  return places.find(({ image }) => image.test(name))?.path ?? null;
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
