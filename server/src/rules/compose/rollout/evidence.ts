import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { mountsOf } from '../../../core/compose/settings/mounts.ts';
import { publishedPorts } from '../../../core/compose/settings/ports.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import { IMAGE_SIGNS } from '../evidenceTables.ts';
import { imageName } from '../serviceText.ts';

/**
 * Why a service counts as one that is rolled out: somebody said so of it (`asked`), or a script beside the compose file rolls out services
 * and it is of the kind that is (`script`).
 */
export type Evidence = { readonly kind: 'asked' } | { readonly kind: 'script'; readonly path: string };

const FOLDERS: readonly string[] = ['', 'scripts/', 'script/', 'bin/', 'deploy/', 'ops/', '.github/scripts/'];
/** Scripts that start a second container beside the first are called so; a `deploy.sh` may do anything. */
const SCRIPTS: readonly string[] = [
  'docker-rollout', 'rollout', 'rollout.sh', 'rollout.ps1', 'deploy-rollout.sh', 'rolling-deploy.sh', 'rolling-update.sh', 'zero-downtime.sh', 'zero-downtime-deploy.sh',
  'zero_downtime_deploy.sh',
];
const WORKFLOWS: readonly string[] = ['rollout.yml', 'rollout.yaml', 'deploy-rollout.yml', 'rolling-deploy.yml', 'zero-downtime-deploy.yml'];

/** A script or workflow that rolls out services, beside the compose file or at the top of the workspace, by its name; null where none is known. */
export function rolloutScript(view: ProjectView | null, composeFile: string | null): string | null {
  if (!view?.kindOf || composeFile === null) return null;
  const tops = new Set([folderOf(composeFile), '.']);
  for (const top of tops) {
    for (const folder of FOLDERS) {
      // Most of these folders are not there: one question instead of one for each script.
      if (folder !== '' && view.kindOf(joinPaths(top, folder.slice(0, -1))) === null) continue;
      const found = SCRIPTS.map((name) => joinPaths(top, `${folder}${name}`)).find((path) => view.kindOf!(path) === 'file');
      if (found !== undefined) return found;
    }
  }
  return WORKFLOWS.map((name) => `.github/workflows/${name}`).find((path) => view.kindOf!(path) === 'file') ?? null;
}

/** Labels that docker-rollout reads (github.com/wowu/docker-rollout, "Container draining"). */
export function hasRolloutLabel(service: ProjectService): boolean {
  const labels = service.get('labels');
  return isPlainMap(labels) && Object.keys(labels).some((label) => /^docker-rollout\./.test(label));
}

const PROXY_LABEL = /^(?:traefik\.|caddy(?:_\d+)?(?:\.|$)|virtual\.host$)/;
const PROXIES = /^(?:traefik|caddy|haproxy|envoy|nginx-proxy|nginx-proxy-manager|caddy-docker-proxy|swag)$/;

/** True for what a script may well mean: something that answers requests, keeps no data of its own, and is not the proxy in front. */
export function isRolledOut(service: ProjectService): boolean {
  const image = service.get('build') === null ? imageName(service) : null;
  if (image !== null && (PROXIES.test(image) || IMAGE_SIGNS.get(image)?.tier === 'database')) return false;
  return answersRequests(service) && ownedVolume(service) === null;
}

function answersRequests(service: ProjectService): boolean {
  const labels = service.get('labels');
  if (isPlainMap(labels) && Object.keys(labels).some((label) => PROXY_LABEL.test(label))) return true;
  if (service.get('environment', 'VIRTUAL_HOST') !== null) return true;
  const exposed = service.get('expose');
  return publishedPorts(service).some((port) => port === UNKNOWN || port.protocol === 'tcp') || (Array.isArray(exposed) && exposed.length > 0);
}

/** A volume that the service writes to, by its name: two containers at once may spoil what is in it. Null where there is none, or nobody can tell. */
export function ownedVolume(service: ProjectService): string | null {
  for (const mount of mountsOf(service)) {
    if (mount !== UNKNOWN && mount.type === 'volume' && mount.source !== null && !mount.readOnly) return mount.source;
  }
  return null;
}
