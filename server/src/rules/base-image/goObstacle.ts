import type { Document } from './planMove.ts';
import { compareVersions } from './lifecycles.ts';
import type { ReleaseGroup } from './releaseGroup.ts';
import { withChildren } from './variantChoice.ts';

/**
 * Why a build with an old Go does not run on a newer one, as a sentence: since 1.16 it needs a go.mod, and since 1.18 `go get` installs no programs
 * (go.dev/doc/go1.16, go.dev/doc/go1.18). Null for other families and where nothing speaks against it.
 */
export function goObstacle({ family, cycle, members }: ReleaseGroup, { model, facts, project }: Document): string | null {
  if (family.name !== 'golang' || compareVersions(cycle.cycle, '1.18') >= 0) return null;
  const stages = withChildren(model, members.map(({ use }) => use.stage));
  const commands = facts.runs.filter(({ stage }) => stages.has(stage)).flatMap((run) => run.commands).filter(({ name }) => name === 'go');
  if (commands.some(({ args }) => args.find(({ raw }) => !raw.startsWith('-'))?.value === 'get')) {
    return 'It calls go get, which installs no programs since Go 1.18: go install with a version does.';
  }
  const hasModule = /\bgo\.mod\b|\bgo mod\b|GO111MODULE=on/.test(model.text) || project?.uses.some(({ context }) => context.files.has('go.mod'));
  return compareVersions(cycle.cycle, '1.16') >= 0 || hasModule ? null : 'Since Go 1.16 a build needs a go.mod, and this file shows none.';
}
