import { healthcheckOf } from '../../../core/compose/settings/healthcheck.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import { dockerfileAt } from '../dockerfileAt.ts';
import { buildsOfImage, isBuiltHere, type NamedBuild } from './builtImages.ts';
import { isKnownWithHealthcheck } from './imagesWith.ts';
import { isKnownWithoutHealthcheck } from './imagesWithout.ts';
import { healthOfStage } from './stageHealth.ts';

/**
 * Whether the engine asks a container if it works. `none`: nothing says how, in compose or the image. `disabled`: something did and was
 * switched off. `unknown`: an image that nobody wrote down here, a variable, a file that cannot be read.
 */
export type Health = 'checked' | 'none' | 'disabled' | 'unknown';

/** More images of the workspace built on each other than anybody writes. */
const LONGEST_CHAIN = 20;

/**
 * Whether a merged service has a health check anywhere: in compose, in the stage of the Dockerfile that it builds, in images of the workspace
 * or known ones below that. With `none` and `disabled`, `condition: service_healthy` on it fails at `up` (compose 2.40: "has no
 * healthcheck configured").
 */
export function healthOf(service: ProjectService, project: ProjectView | null): Health {
  const { kind } = healthcheckOf(service);
  if (kind === 'command') return 'checked';
  if (kind !== 'none') return kind;
  return healthOfImage(service, project);
}

/** The same without what compose says. */
function healthOfImage(service: ProjectService, project: ProjectView | null): Health {
  if (service.hasUnknownParent || service.get('provider') !== null) return 'unknown';
  const build = service.get('build');
  if (build === null) {
    const image = service.get('image');
    return typeof image === 'string' ? healthOfReference(image, project, 0) : 'unknown';
  }
  const found = buildOf(service, project);
  return found && project ? healthOfBuild(found, project, 0) : 'unknown';
}

/** The stage that a service builds, its Dockerfile a file of the workspace; null where that cannot be told. */
export function builtStage(service: ProjectService, project: ProjectView | null): Stage | null {
  const found = buildOf(service, project);
  return found && stageOf(found);
}

/** How a service is built, by a Dockerfile of the workspace; null where that cannot be told. */
export function buildOf(service: ProjectService, project: ProjectView | null): NamedBuild | null {
  const build = service.get('build');
  const use = project?.serviceUse(service.name) ?? null;
  const target = isPlainMap(build) ? (build['target'] ?? null) : null;
  // The view knows one build of a service; another project may build another stage.
  if (!project || use?.dockerfile == null || build === UNKNOWN || use.target !== (target === '' ? null : target)) return null;
  const file = dockerfileAt(use.dockerfile, project);
  return file && { file, use };
}

function stageOf({ file: { dockerfile }, use: { target } }: NamedBuild): Stage | null {
  if (!dockerfile.isWellFormed) return null;
  return target === null ? (dockerfile.stages.at(-1) ?? null) : findStage(dockerfile, target);
}

function healthOfBuild(build: NamedBuild, project: ProjectView, depth: number): Health {
  const stage = stageOf(build);
  if (!stage) return 'unknown';
  const { args, namedContexts } = build.use;
  const health = healthOfStage(stage, args);
  if (health.kind !== 'inherited') return health.kind;
  if (health.from.toLowerCase() === 'scratch') return 'none';
  return namedContexts.has(health.from) ? 'unknown' : healthOfReference(health.from, project, depth + 1);
}

function healthOfReference(written: string, project: ProjectView | null, depth: number): Health {
  const image = parseImageReference(written);
  if (!image || depth > LONGEST_CHAIN) return 'unknown';
  if (project && isBuiltHere(image, project)) {
    const [first = 'unknown', ...others] = buildsOfImage(image, project).map((build) => healthOfBuild(build, project, depth));
    return others.every((other) => other === first) ? first : 'unknown';
  }
  if (isKnownWithHealthcheck(image)) return 'checked';
  return isKnownWithoutHealthcheck(image) ? 'none' : 'unknown';
}
