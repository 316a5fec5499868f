import type { RunFact, UserState } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { expandWord } from '../../../core/dockerfile/variables.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { isWithin } from '../folders/folderPath.ts';
import type { ResolvedFolder } from '../folders/cacheFolder.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { isNamedForTool } from '../packageManagers.ts';

/** False where no cache mount can be in a text, so that nothing in it need be looked at. */
export function mayMountCache(text: string): boolean {
  return /type\s*=\s*["']?cache/i.test(text);
}

export interface PlacedMount {
  readonly mount: Mount;
  /** Absolute and clean; null where a variable or the working folder cannot be told. */
  readonly target: string | null;
}

const NO_MOUNTS: readonly PlacedMount[] = [];

/** The mounts of a RUN with their targets as BuildKit resolves them: variables expanded, relative to WORKDIR, `~` literal. */
export function placedMounts(run: RunFact, escape: string): readonly PlacedMount[] {
  const { mounts } = run.instruction;
  if (mounts.length === 0) return NO_MOUNTS;
  return mounts.map((mount) => {
    const target = mount.options.get('target');
    if (typeof target !== 'string') return { mount, target: null };
    const value = expandWord(target, { lookup: (name) => run.state.env.get(name) }, escape);
    if (value === null) return { mount, target: null };
    if (value.startsWith('/')) return { mount, target: cleanPath(value) };
    return { mount, target: run.state.workdir === null ? null : cleanPath(`${run.state.workdir}/${value}`) };
  });
}

/**
 * The mount that lies over a cache folder: at it or at one of its parents, of whatever type; the innermost, as the kernel
 * resolves it. Where the folder or the target cannot be told, a mount that may cover it counts: its author knew more.
 */
export function coveringMount(resolved: ResolvedFolder, mounts: readonly PlacedMount[]): PlacedMount | null {
  if (mounts.length === 0) return null;
  const certain = mounts.filter(({ target }) => target !== null && resolved.path !== null && isWithin(resolved.path, target));
  const innermost = certain.sort((a, b) => b.target!.length - a.target!.length)[0];
  if (innermost) return innermost;
  return mounts.find(({ target, mount }) => mayCover(resolved, target, mount)) ?? null;
}

function mayCover(resolved: ResolvedFolder, target: string | null, mount: Mount): boolean {
  if (mount.type === 'bind' || mount.type === 'secret' || mount.type === 'ssh') return false;
  if (target === null) return typeof mount.options.get('target') === 'string';
  if (resolved.path !== null || resolved.folder.place.kind === 'fixed') return false;
  const tail = resolved.folder.place.path.split('/');
  return tail.some((_, i) => target.endsWith(`/${tail.slice(0, i + 1).join('/')}`)) || OPEN_NAME.test(target);
}

/** Where the folder is set by something unseen, a mount named for no tool may be it. */
const OPEN_NAME = /(?:^|\/)\.?(?:cache|pip|npm)[\w-]*$/i;

/** A cache mount that seems meant for this manager and does not cover its folder. */
export function misplacedMount(manager: PackageManager, resolved: ResolvedFolder, mounts: readonly PlacedMount[]): PlacedMount | null {
  return (
    mounts.find(({ mount, target }) => {
      if (mount.type !== 'cache' || (target !== null && resolved.path !== null && isWithin(resolved.path, target))) return false;
      const id = mount.options.get('id');
      const names = [target ?? '', typeof id === 'string' ? id : ''];
      return names.some((name) => manager.hint.test(name)) || !names.some(isNamedForTool);
    }) ?? null
  );
}

/**
 * True where a mount surely belongs to somebody else than the user who writes to it. Only `uid` decides: `mode` was seen
 * to have no effect on a first mount, and where it is given nothing is said.
 */
export function hasForeignOwner(mount: Mount, user: UserState): boolean {
  if (mount.type !== 'cache' || mount.options.has('mode') || mount.options.has('from') || user.uid === null) return false;
  const written = mount.options.get('uid');
  const uid = written === undefined ? 0 : typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : null;
  return uid !== null && uid !== user.uid;
}

/**
 * The `--mount` flag for the cache folder of an install, without `id` where its path says it all.
 * @param resolved its path is known
 */
export function mountFlag(scene: CacheScene, install: Install, resolved: ResolvedFolder): string {
  const { manager, run } = install;
  const { folder, user } = resolved;
  const path = resolved.path!;
  let flag = '--mount=type=cache';
  const isMusl = manager.holdsLocalBuilds && scene.facts.stageFact(run.stage).distribution === 'alpine';
  const id = folder.mountId?.(install, scene) ?? (isMusl ? muslId(manager, { ...resolved, path }) : null);
  if (id !== null) flag += `,id=${id}`;
  flag += `,target=${path}`;
  if (user.uid !== null && user.uid !== 0) {
    flag += `,uid=${user.uid}`;
    if (user.gid !== null) flag += `,gid=${user.gid}`;
  }
  const sharing = folder.sharing ?? manager.sharing;
  return sharing === 'shared' ? flag : `${flag},sharing=${sharing}`;
}

/**
 * Wheels built here carry no tag that tells musl from glibc, and the default id is the target alone. One id serves the usual place in
 * the user's own home, since BuildKit keeps what has another `uid` or `gid` apart anyway (solver/llbsolver/mounts/mount.go); any
 * other place keeps its target in the id, so that what was set up oddly in one file cannot spoil the cache of all.
 */
function muslId(manager: PackageManager, { path, folder, user }: ResolvedFolder & { readonly path: string }): string {
  const isUsual = folder.place.kind === 'home' && path === `${user.home}/${folder.place.path}`;
  return isUsual ? `${manager.id}-musl` : `${manager.id}-musl${path}`;
}
