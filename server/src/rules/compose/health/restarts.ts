import type { ProjectService } from '../../../core/compose/project.ts';

/** True for a service that compose starts again when it fails (compose-spec, `restart` and `deploy.restart_policy`). */
export function restartsByItself(service: ProjectService | undefined): boolean {
  const restart = service?.get('restart');
  if (typeof restart === 'string') return /^(?:always|unless-stopped|on-failure)/.test(restart);
  const condition = service?.get('deploy', 'restart_policy', 'condition');
  return condition === 'any' || condition === 'on-failure';
}
