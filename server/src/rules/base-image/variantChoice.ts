import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { sourcesOf } from '../../core/dockerfile/stageGraph.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { splitTag } from '../../core/image/tag.ts';
import { alpineObstacle } from './alpineObstacle.ts';

export type VariantKind = 'full' | 'slim' | 'alpine' | 'other';

/** What a variant of an official image has in it; `other` for Windows and what nobody knows. */
export function variantKind(variant: string): VariantKind {
  const parts = splitTag(variant === '' ? '0' : `0-${variant}`);
  if (parts.variant === null) return parts.suffix === null || !/^(?:ltsc)?\d+$/.test(parts.suffix) ? 'full' : 'other';
  return parts.variant === 'slim' || parts.variant === 'alpine' ? parts.variant : 'other';
}

/**
 * Why a stage cannot simply get another variant, as a sentence; null where nothing in the file speaks against it. `stages` are all
 * that share the image, those that continue them included by this function.
 */
export function variantObstacle(
  { model, facts, project, stages, from, to }: {
    model: DockerfileModel; facts: DockerfileFacts; project: ProjectView | null; stages: readonly Stage[]; from: VariantKind; to: VariantKind;
  },
): string | null {
  if (from === 'other' || to === 'other') return 'What that variant has in it is not known.';
  const all = withChildren(model, stages);
  if (to === 'alpine') return alpineObstacle({ model, facts, project }, all);
  const runs = facts.runs.filter(({ stage }) => all.has(stage));
  if (runs.some(({ isComplete }) => !isComplete)) return 'Part of its commands cannot be read, so what they need is not known.';
  const tools = from === 'alpine' ? ALPINE_TOOLS : to === 'slim' ? FULL_TOOLS : new Set<string>();
  for (const { commands } of runs) {
    const needed = commands.find(({ name }) => name === null || tools.has(name));
    if (needed) return needed.name === null ? 'A command that it runs depends on a variable.' : `It runs ${needed.name}, which the other variant may not have.`;
  }
  if (from === 'alpine' && sharesFiles(model, all)) return 'It shares files with other stages, and programs built on Alpine do not run elsewhere.';
  return null;
}

/** Packages, users and shell of Alpine: other names or other options on Debian. */
const ALPINE_TOOLS: ReadonlySet<string> = new Set(['apk', 'adduser', 'addgroup', 'deluser', 'delgroup', 'ash', 'busybox', 'wget', 'nc', 'vi', 'ping']);

/** What the full images have from buildpack-deps and the slim ones lack. */
const FULL_TOOLS: ReadonlySet<string> = new Set([
  'gcc', 'g++', 'cc', 'c++', 'make', 'autoconf', 'automake', 'patch', 'git', 'hg', 'svn', 'bzr', 'curl', 'wget', 'ssh', 'scp', 'unzip', 'xz', 'bzip2',
  'file', 'gpg', 'pkg-config', 'convert', 'mysql_config', 'pg_config', 'node-gyp', 'ps', 'top', 'pgrep', 'pkill',
]);

/** The stages with all that continue them. */
export function withChildren(model: DockerfileModel, stages: readonly Stage[]): ReadonlySet<Stage> {
  const all = new Set(stages);
  for (const stage of model.stages) if (stage.parent && all.has(stage.parent)) all.add(stage);
  return all;
}

function sharesFiles(model: DockerfileModel, stages: ReadonlySet<Stage>): boolean {
  return model.stages.some((stage) => sourcesOf(model, stage).some((source) => source !== stage.parent && stages.has(stage) !== stages.has(source)));
}
