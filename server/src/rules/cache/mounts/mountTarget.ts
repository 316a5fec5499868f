import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Mount } from '../../../core/dockerfile/model.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { placedMounts } from './cacheMount.ts';

/** Where a cache mount is, and what its author took for a home folder. */
export interface CacheTarget {
  readonly mount: Mount;
  /** Absolute and clean, as BuildKit takes it; null where it cannot be told. */
  readonly target: string | null;
  /** `tilde`: a leading `~`, which BuildKit leaves alone. `unsetHome`: a leading `$HOME` that has no value here. */
  readonly fault: 'tilde' | 'unsetHome' | null;
  /** What follows the home folder, where there is a fault: `.cache/pip`. */
  readonly belowHome: string;
  /** False where variables, which `--build-arg` may change, have a say in it. */
  readonly isPlain: boolean;
}

const UNSET_HOME = /^\$(?:HOME(?![A-Za-z0-9_])|\{HOME\})/;

/** The cache mounts of a RUN that start empty or with what an earlier build left: none that is filled from an image. */
export function cacheTargets(model: DockerfileModel, run: RunFact): readonly CacheTarget[] {
  if (!run.instruction.mounts.some(({ type }) => type === 'cache')) return [];
  return placedMounts(run, model.escape).flatMap(({ mount, target }): CacheTarget[] => {
    const written = mount.options.get('target');
    if (mount.type !== 'cache' || typeof written !== 'string' || mount.options.has('from')) return [];
    if (/^~(?:\/|$)/.test(written)) return [{ mount, target, fault: 'tilde', belowHome: below(written.slice(1)), isPlain: true }];
    const home = UNSET_HOME.exec(written);
    if (!home || mayHaveHome(model, run) || written.slice(home[0].length).includes('$')) {
      return [{ mount, target, fault: null, belowHome: '', isPlain: !written.includes('$') }];
    }
    const rest = written.slice(home[0].length);
    return [{ mount, target: placeWithoutHome(run, rest), fault: 'unsetHome', belowHome: below(rest), isPlain: true }];
  });
}

/** An ARG without a default is in no `env`, and yet a build may give it a value. */
function mayHaveHome(model: DockerfileModel, { state: { env, isEnvComplete } }: RunFact): boolean {
  return env.has('HOME') || !isEnvComplete || declaresHome.of(model);
}

const declaresHome = new Memo(({ text }: DockerfileModel) => /^[ \t]*ARG[ \t][^\n]*\bHOME\b/im.test(text));

function below(rest: string): string {
  return cleanPath(`/${rest}`).slice(1);
}

function placeWithoutHome({ state: { workdir } }: RunFact, rest: string): string | null {
  if (rest.startsWith('/')) return cleanPath(rest);
  return workdir === null ? null : cleanPath(`${workdir}/${rest}`);
}
