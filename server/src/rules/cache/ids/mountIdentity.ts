import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { PLATFORM_ARGUMENTS } from '../../../core/dockerfile/scope.ts';
import { expandWord } from '../../../core/dockerfile/variables.ts';

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/** Names of the variables in the value of an option, those with a modifier left out: `${NAME:-default}` says what to do without. */
export function variablesIn(value: string): readonly string[] {
  return [...value.matchAll(VARIABLE)].map((match) => match[1] ?? match[2]!);
}

/**
 * What BuildKit finds a cache by (solver/llbsolver/mounts/mount.go, getRefCacheDir): the id, which is the target where none is given,
 * and the owner and mode. Two mounts with the same have one cache, whatever their stages, images and platforms are.
 * @param target absolute and clean
 * @returns null where the id cannot be told
 */
export function mountIdentity(run: RunFact, mount: Mount, target: string, escape: string): string | null {
  const written = mount.options.get('id');
  const id = typeof written === 'string' && written !== '' ? identifier(run, written, escape) : target;
  if (id === null || mount.options.has('from')) return null;
  const rest = ['uid', 'gid', 'mode'].map((name) => mount.options.get(name) ?? '');
  return rest.some((value) => String(value).includes('$')) ? null : [id, ...rest].join(' ');
}

/** Variables of the platform have one value for all stages that are built for it. */
function identifier(run: RunFact, written: string, escape: string): string | null {
  if (!written.includes('$')) return written;
  const lookup = (name: string) => {
    const value = run.state.env.get(name);
    return value === undefined || value === null ? (PLATFORM_ARGUMENTS.has(name) ? `{${name}}` : value) : value;
  };
  return expandWord(written, { lookup }, escape);
}
