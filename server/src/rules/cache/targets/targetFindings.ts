import type { CopyFact, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { isWithin } from '../folders/folderPath.ts';
import { hiddenCopy } from './hiddenFiles.ts';
import { idleMounts, type IdleMount } from './idleMounts.ts';
import { lostResults, type LostResult } from './lostResults.ts';
import { managerUses } from '../calls/managerUse.ts';
import { misplacedMounts, type MisplacedMount } from './misplacedMounts.ts';
import { cacheTargets, type CacheTarget } from '../mounts/mountTarget.ts';
import type { CacheScene } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';
import { coveredHomes, type CoveredHome } from '../folders/toolHomes.ts';

/** What is wrong with the target of one mount. */
export type TargetFinding = { readonly run: RunFact } & (
  | { readonly kind: 'misplaced'; readonly misplaced: MisplacedMount }
  | { readonly kind: 'home'; readonly covered: CoveredHome }
  /** `better`: the cache folder below the target that could be mounted instead. */
  | { readonly kind: 'hides'; readonly target: CacheTarget; readonly copy: CopyFact; readonly better: MisplacedMount['meant'] }
  | { readonly kind: 'lost'; readonly lost: LostResult }
  | { readonly kind: 'idle'; readonly idle: IdleMount }
);

/** At most one finding per mount, the gravest; in the order of the file. */
export function targetFindings(scene: CacheScene): readonly TargetFinding[] {
  const { facts } = scene;
  const findings: TargetFinding[] = [];
  const judged = new Set<Mount>();
  const add = (mount: Mount, finding: TargetFinding): void => {
    if (!judged.has(mount)) findings.push(finding);
    judged.add(mount);
  };
  const runs = facts.runs.filter(({ instruction, stage }) => {
    return instruction.mounts.some(({ type }) => type === 'cache') && facts.stageFact(stage).distribution !== 'windows';
  });
  if (runs.length === 0) return [];
  for (const run of runs) for (const misplaced of misplacedMounts(scene, run)) add(misplaced.target.mount, { kind: 'misplaced', run, misplaced });
  for (const lost of lostResults(scene)) add(lost.mount, { kind: 'lost', run: lost.run, lost });
  for (const run of runs) {
    for (const covered of coveredHomes(scene, run)) add(covered.target.mount, { kind: 'home', run, covered });
    for (const target of cacheTargets(scene.model, run)) {
      const copy = target.isPlain && target.fault === null ? hiddenCopy(facts, run, target) : null;
      if (copy) add(target.mount, { kind: 'hides', run, target, copy, better: cacheBelow(scene, run, target, copy) });
    }
    for (const idle of idleMounts(scene, run)) add(idle.target.mount, { kind: 'idle', run, idle });
  }
  return findings;
}

/** The manager that caches below the target, clear of what the COPY brings. */
function cacheBelow(scene: CacheScene, run: RunFact, { mount, target }: CacheTarget, copy: CopyFact): MisplacedMount['meant'] {
  const covered = managerUses(scene, run, PACKAGE_MANAGERS).flatMap((use) => {
    const missing = use.folders.filter((folder) => folder.mount?.mount === mount && folder.resolved.path !== null);
    return missing.length === 0 ? [] : [{ use, missing, folder: missing[0]!, isClear: true, isSecond: false }];
  });
  const [only] = covered;
  if (covered.length !== 1 || !only) return null;
  // A COPY into the target itself brings files, not the cache folder, as far as anybody can tell.
  const place = cleanPath(copy.destination ?? '/');
  const isApart = only.missing.every(({ resolved: { path } }) => path !== target && !isWithin(place, path!));
  return isApart ? only : null;
}
