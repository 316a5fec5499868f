import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { oneOf } from './oneOf.ts';

/** Stages for the people who write the software: nobody deploys them. */
const FOR_DEVELOPERS = new RegExp(`(?:^|[-_.])${oneOf(`tests?, testing, unit, integration, e2e, dev, devel, develop, development, debug, debugger, lint, linter, format,
  check, validate, ci, docs?, tools?, shell, build, builder, local, devcontainer, vendor, update, coverage`)}(?:$|[-_.\\d])`);
const DEVELOPER_FILE = /(?:^|\/)(?:\.devcontainer|\.circleci|\.github|\.gitlab|toolbox|devcontainers?|dev-?env(?:ironment)?|\.?gitpod|workstations?|ci|tests?|e2e|testing|benchmarks?)\//i;
const DEVELOPER_NAME = new RegExp(`(?:^|[-_.])${oneOf(`tests?, testing, e2e, dev, devel, develop, development, debug, lint, ci, docs?, tools?, build, builder, local,
  devcontainer, buildenv, benchmark`)}(?:$|[-_.])`, 'i');

/**
 * Stages that are deployed: the targets of known builds, the last one where none is known or one names no target. Stages for developers
 * are left out, and so is every stage of a Dockerfile that is meant for them by its name or place. The last one first.
 */
export function shippedStages(model: DockerfileModel, project: ProjectView | null): readonly Stage[] {
  const last = model.stages.at(-1);
  if (!last || isForDevelopers(project) || isForWindows.of(model)) return [];
  const known = (project?.uses ?? []).filter(({ source }) => source !== 'assumed');
  const targets = known.length === 0 ? [last] : known.map(({ target }) => (target === null ? last : findStage(model, target)));
  const shipped = new Set(targets.filter((stage) => stage !== null && !(stage.name !== null && FOR_DEVELOPERS.test(stage.name))) as Stage[]);
  return [...shipped].sort((a, b) => b.index - a.index);
}

/** Containers of Windows know neither root nor USER as Linux does, whatever their base image is called. */
const isForWindows = new Memo(
  ({ text }: DockerfileModel) =>
    // Asked of every file, and hardly one has any of this.
    /"(?:powershell|pwsh|cmd)/i.test(text) &&
    (/^[ \t]*SHELL[ \t]*\[[ \t]*"(?:powershell|pwsh|cmd)\b/im.test(text) || /^[ \t]*(?:CMD|ENTRYPOINT)[ \t]*\[[ \t]*"(?:powershell|cmd)(?:\.exe)?"/im.test(text)),
);

/** True for a Dockerfile that is meant for those who write the software, by its name or place: nobody deploys what it builds. */
export function isForDevelopers(project: ProjectView | null): boolean {
  const path = project?.uses[0]?.dockerfile;
  if (path === undefined) return false;
  return DEVELOPER_FILE.test(path) || DEVELOPER_NAME.test(path.slice(path.lastIndexOf('/') + 1));
}
