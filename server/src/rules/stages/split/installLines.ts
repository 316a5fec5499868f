import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileContext } from '../../../core/engine/rule.ts';
import { managerInstalls } from '../../cache/calls/managerCall.ts';
import { apt } from '../../cache/managers/apt.ts';
import { ARCHIVES, CACHE, LISTS } from '../../cache/managers/aptRun.ts';
import { releaseId } from '../../cache/managers/osRelease.ts';
import { frontendWithoutMounts } from '../../cache/mounts/frontend.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';

/** A RUN that installs packages of the distribution, with the cache mounts that require-cache-mount asks for; `like` is one that installs some already. */
export function installLines(context: DockerfileContext, like: RunFact, names: readonly string[]): readonly string[] | Refusal {
  if (names.length === 0) return [];
  const { dockerfile, facts } = context;
  if (facts.stageFact(like.stage).distribution === 'alpine') return [`RUN apk add --no-cache ${names.join(' ')}`];
  const [install] = managerInstalls(dockerfile.text, like, apt);
  if (!install || frontendWithoutMounts(dockerfile)) return refuse('how this file mounts caches for apt is not known');
  const mount = (prefix: string, target: string) => `--mount=type=cache,id=${releaseId(prefix, install, { model: dockerfile, facts, project: context.project }) ?? prefix},target=${target},sharing=locked`;
  return [
    `RUN ${mount('apt', CACHE)} \\`,
    `    ${mount('apt-lists', LISTS)} \\`,
    `    apt-get update && apt-get -o Dir::Cache::archives=${ARCHIVES}/kept install -y --no-install-recommends ${names.join(' ')}`,
  ];
}
