import type { ProjectService } from '../../core/compose/project.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { parseImageReference } from '../../core/image/reference.ts';
import { startCommand } from '../stages/startCommand.ts';
import { buildOf } from './health/imageHealth.ts';

/** What the Dockerfile of a service says of what it runs. */
export interface BuiltImage {
  /** Last part of the path of the image at the root of its stage; null where it cannot be told. */
  readonly base: string | null;
  /** ENTRYPOINT and CMD as one line; empty where it has none. */
  readonly start: string;
}

/** Null where the service is not built by a Dockerfile of the workspace. */
export function builtImageOf(service: ProjectService, project: ProjectView | null): BuiltImage | null {
  const build = buildOf(service, project);
  if (!build?.file.dockerfile.isWellFormed) return null;
  const { dockerfile } = build.file;
  const stage = build.use.target === null ? (dockerfile.stages.at(-1) ?? null) : findStage(dockerfile, build.use.target);
  if (!stage) return null;
  const root = stageChain(stage).at(-1)!;
  const image = root.parent === null && root.resolvedImage !== null ? parseImageReference(root.resolvedImage) : null;
  // `pytorch/pytorch` and `openvino/ubuntu22_runtime` are told by who makes them.
  const base = image === null ? null : /^openvino\//.test(image.path) ? 'openvino' : image.path.slice(image.path.lastIndexOf('/') + 1);
  return { base, start: startCommand(dockerfile, stage)?.text ?? '' };
}
