import type { DockerfileContext } from '../../core/engine/rule.ts';
import type { CacheScene } from './packageManager.ts';

/** What table entries may ask, out of what a rule is given. */
export function cacheScene({ dockerfile, facts, project }: Pick<DockerfileContext, 'dockerfile' | 'facts' | 'project'>): CacheScene {
  return { model: dockerfile, facts, project };
}
