import type { Saying } from '../../core/compose/layeredData.ts';
import { layBuild, type BuildLayer } from './buildLayer.ts';
import { layHealthcheck, type HealthcheckLayer } from './healthcheck.ts';
import { layText, type Setting } from './settings.ts';

/** A service after the files that speak of it are laid over each other. */
export interface MergedService {
  readonly build: BuildLayer | null;
  readonly image: Setting<string>;
  readonly healthcheck: HealthcheckLayer | null;
  /** Where a build without a context starts: the directory of the project, or of the included one. */
  readonly folder: string;
  /** The file that declares it; where several do, the first that names a build. */
  readonly definedIn: string;
  /** True where `definedIn` says something of the build. */
  readonly isBuiltThere: boolean;
  readonly profiles: readonly string[];
  /** True where something that it starts from could not be read: what no file says may still be said there. */
  readonly hasUnknownParent: boolean;
  /** Everything that files say of it, weakest first. */
  readonly sayings: readonly Saying[];
}

export function layService(lower: MergedService | null, upper: MergedService): MergedService {
  if (lower === null) return upper;
  const place = lower.isBuiltThere || !upper.isBuiltThere ? lower : upper;
  return {
    build: layBuild(lower.build, upper.build),
    image: layText(lower.image, upper.image),
    healthcheck: layHealthcheck(lower.healthcheck, upper.healthcheck),
    folder: upper.folder,
    definedIn: place.definedIn,
    isBuiltThere: place.isBuiltThere,
    profiles: lower.profiles.length === 0 ? upper.profiles : [...new Set([...lower.profiles, ...upper.profiles])],
    hasUnknownParent: lower.hasUnknownParent || upper.hasUnknownParent,
    sayings: [...lower.sayings, ...upper.sayings],
  };
}
