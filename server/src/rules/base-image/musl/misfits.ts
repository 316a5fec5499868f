import type { RelatedPlace } from '../../../core/engine/finding.ts';
import type { DockerfileContext } from '../../../core/engine/rule.ts';
import type { StageFact } from '../../../core/dockerfile/facts.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { familyOf } from '../../../core/image/family.ts';
import { joinPaths } from '../../../project/paths.ts';
import { alpineHelp, isHelped } from './alpineStage.ts';
import { BRINGS_BROWSER } from './lackingNode.ts';
import { muslVerdict, type MuslFailure } from './muslVerdict.ts';
import { stagePackages, type InstalledPackages } from './stagePackages.ts';

/** Packages of one stage that do not work on Alpine, and the commands that install them. */
export interface Misfit {
  readonly stage: StageFact;
  readonly installs: readonly { readonly install: InstalledPackages; readonly failures: readonly MuslFailure[] }[];
}

/** Null for stages of other distributions, and for images that may bring more than their name says. */
export function misfitOf(fact: StageFact, { dockerfile, facts, project }: DockerfileContext): Misfit | null {
  if (fact.distribution !== 'alpine' || !fact.baseImage || familyOf(fact.baseImage) === null || fact.runs.length === 0) return null;
  const { installs } = stagePackages({ model: dockerfile, facts, project }, fact.stage);
  const own = installs.filter(({ run, hasOwnIndex }) => run.stage === fact.stage && !hasOwnIndex);
  if (own.length === 0) return null;
  const help = alpineHelp(stageChain(fact.stage).map((stage) => facts.stageFact(stage)));
  const failing = own.flatMap((install) => {
    const verdict = muslVerdict(install.dependencies);
    if (verdict.kind !== 'fails') return [];
    const failures = verdict.failures.filter((failure) => !isHelped(failure, help) && (fact.ships || failure.dependency.ecosystem === 'python' || !BRINGS_BROWSER.has(failure.dependency.name)));
    return failures.length === 0 ? [] : [{ install, failures }];
  });
  return failing.length === 0 ? null : { stage: fact, installs: failing };
}

/** Where the manifests name the packages. */
export function listedIn(installs: Misfit['installs'], project: DockerfileContext['project']): RelatedPlace[] {
  const context = project?.uses[0]?.context;
  if (!context || context.isOutside) return [];
  return installs.flatMap(({ install, failures }) => install.manifests.flatMap((path) => {
    const lines = context.files.text(path)?.split('\n') ?? [];
    return failures.flatMap(({ dependency: { name } }): RelatedPlace[] => {
      const line = lines.findIndex((text) => text.toLowerCase().replace(/[._]/g, '-').includes(name.replace(/[._]/g, '-')));
      if (line === -1) return [];
      const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
      return [{ path: joinPaths(context.path, path), line, span: { start, end: start + lines[line]!.length }, message: `${name} is listed here.` }];
    });
  }));
}
