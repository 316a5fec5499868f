import { gather, gatherAll } from '../../core/collections/gather.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { fromReferences, sourcesOf, withNeeded } from '../../core/dockerfile/stageGraph.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { oneOf } from './oneOf.ts';

/** Names that people build by hand or in CI: nothing in a repository's files needs to say so. */
const ASKED_FOR = new RegExp(`(?:^|[-_.])${oneOf(`tests?, testing, unit, integration, e2e, dev, devel, develop, development, debug, debugger, lint, linter, format,
  check, checks, validate, ci, cd, docs?, export, artifacts?, out, output, binar(?:y|ies), dist, assets, prod,
  production, release, staging, final, runtime, run, app, vendor, update, local, tools?, shell, coverage, report, sbom,
  scan`)}(?:$|[-_.\\d])`);
/** More patterns than any file has: beyond, every stage may be meant. */
const MOST_PATTERNS = 20;

/**
 * The stages that some build runs: the last one, the targets of known builds, stages that may well be asked for by name, and all that
 * these build on or copy from. A name with variables (`FROM build-${VARIANT}`) stands for every stage that it can mean.
 */
export function reachableStages(model: DockerfileModel, project: ProjectView | null): ReadonlySet<Stage> {
  const targets = knownTargets(project).flatMap((target) => findStage(model, target) ?? []);
  const first = [model.stages.at(-1)!, ...targets, ...askedForByName(model, project), ...meantByPattern(model)];
  return withNeeded(first, (stage) => [...sourcesOf(model, stage), ...shadowedNames(stage, model)]);
}

function knownTargets(project: ProjectView | null): readonly string[] {
  return (project?.uses ?? []).flatMap(({ source, target }) => (source === 'assumed' || target === null ? [] : [target]));
}

/** Where no build with a target is known, every named stage may be one: scripts and CI jobs are not looked at. */
function askedForByName(model: DockerfileModel, project: ProjectView | null): readonly Stage[] {
  const named = model.stages.filter(({ name }) => name !== null);
  return knownTargets(project).length === 0 ? named : named.filter((stage) => ASKED_FOR.test(stage.name!) || hasCommand(stage));
}

/** A stage that says what it starts is meant to be an image. */
function hasCommand({ instructions }: Stage): boolean {
  return instructions.some(({ keyword, isTrigger }) => !isTrigger && (keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK'));
}

/** Of equal names one hides the other; BuildKit's own check tells of it, and which of them was meant is not for us to say. */
function shadowedNames(stage: Stage, model: DockerfileModel): readonly Stage[] {
  if (stage.name === null || findStage(model, stage.name) === stage) return [];
  return model.stages.filter(({ name }) => name === stage.name).slice(0, MOST_PATTERNS);
}

function meantByPattern(model: DockerfileModel): readonly Stage[] {
  const patterns = new Set<string>();
  for (const stage of model.stages) {
    if (stage.image?.raw.includes('$')) patterns.add(stage.image.raw);
    for (const reference of gatherAll(stage.instructions, fromReferences)) if (reference.includes('$')) patterns.add(reference);
  }
  const readable = gather([...patterns], namePattern);
  if (readable.length === 0) return [];
  if (readable.length > MOST_PATTERNS) return model.stages;
  return model.stages.filter(({ name, index }) => readable.some((pattern) => pattern.test(name ?? String(index))));
}

/** Null for what can name no stage: an image with a tag, a registry or an organization. */
function namePattern(written: string): RegExp | null {
  const parts = written.toLowerCase().replace(/["']/g, '').split(/\$\{[^}]*\}|\$\w+/);
  if (parts.some((part) => /[:/@]/.test(part))) return null;
  // Many variables in one name are read as one: that takes in more, and no backtracking.
  const [first, last] = [parts[0]!, parts.at(-1)!];
  return new RegExp(`^${escapePattern(first)}.*${escapePattern(last)}$`);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
