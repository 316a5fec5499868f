import type { Instruction } from '../../core/dockerfile/model.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { BuildContext, DockerfileUse } from '../../core/engine/projectView.ts';
import { isVolatileName } from '../../rules/layers/volatile/volatileNames.ts';
import { isManifest } from '../../project/manifests.ts';
import { pathWithin } from '../../project/paths.ts';
import { lineNumber } from '../../rules/messages/lineNumber.ts';
import { amountOf } from '../amounts.ts';
import type { BuildScene } from '../buildScene.ts';
import { code } from '../markdown.ts';
import type { RunReason } from './runReasons.ts';

/** What a build of the RUN's stage gives: amounts are those of its context. */
export interface ReasonScene extends BuildScene {
  readonly run: Instruction;
  /** Null where no context can be looked at. */
  readonly context: BuildContext | null;
  readonly uses: readonly DockerfileUse[];
}

/** Sources that are named of one COPY. */
const MOST_SOURCES = 3;

/** How often it changes, as far as that can be told: `commit` for the project's own code, `build` for a value that is new in each build. */
export type Pace = 'commit' | 'build' | null;

export function paceOf(reason: RunReason, { context }: ReasonScene): Pace {
  if (reason.kind === 'argument') return isVolatileName(reason.name) ? 'build' : null;
  if (reason.kind !== 'files' && reason.kind !== 'mount') return null;
  return reason.sources.some((source) => holdsCode(source, context)) ? 'commit' : null;
}

/** The whole context, or a folder with more in it than lists of dependencies. */
function holdsCode(source: string, context: BuildContext | null): boolean {
  if (source === '.' || source === '*') return true;
  const files = context?.files;
  return files !== undefined && files.hasFolder(source) && files.paths.some((path) => pathWithin(source, path) !== null && !isManifest(path));
}

/** What changes, as an item of a list; empty for what cannot change. */
export function reasonText(reason: RunReason, scene: ReasonScene): string {
  const { instruction } = reason;
  const place = `(${instruction === scene.run ? 'this RUN' : `line ${lineNumber(scene.model, instruction)}`})`;
  switch (reason.kind) {
    case 'image':
      return imageText(reason.stage.resolvedImage, reason.stage.image?.value ?? '', place);
    case 'files':
      return `${code(`${instruction.keyword} ${shortList(reason.sources)}`)} ${place}: ${filesText(reason.sources, scene)}`;
    case 'mount':
      return `the bind mount of ${code(shortList(reason.sources))} ${place}: ${filesText(reason.sources, scene)}`;
    case 'fetched':
      return `${code(`ADD ${reason.url}`)} ${place}: what comes from there`;
    case 'argument':
      return `${code(`ARG ${reason.name}`)} ${place}: ${argumentText(reason.name, scene)}`;
    case 'other':
      return otherText(reason, place, scene);
  }
}

function imageText(resolved: string | null, written: string, place: string): string {
  if (resolved === null) return `${code(written)} ${place}: which image that is`;
  return resolved === 'scratch' || resolved.includes('@') ? '' : `${code(resolved)} ${place}: the image that the tag stands for`;
}

function filesText(sources: readonly string[], { context }: ReasonScene): string {
  const amount = context && amountOf(sources, context);
  if (!amount || amount.files === 0) return 'the files';
  return amount.files === 1 && amount.isComplete ? amount.text : `any of ${amount.text}`;
}

function argumentText(name: string, { uses }: ReasonScene): string {
  const use = uses.find(({ args }) => args.has(name));
  if (!use) return 'its value';
  const value = use.args.get(name);
  const given = value === null || value === undefined ? 'from the environment' : value === '' ? 'empty now' : `now ${code(value)}`;
  return `its value, ${given} in the build of ${code(use.service ?? '')}`;
}

function otherText({ from, sources, instruction }: Extract<RunReason, { kind: 'other' }>, place: string, { model, uses }: ReasonScene): string {
  const list = shortList(sources);
  const what = instruction.keyword === 'RUN' ? `the bind mount of ${code(list)}` : code(`${instruction.keyword} --from=${from} ${list}`);
  if (uses.some(({ namedContexts }) => namedContexts.has(from))) return `${what} ${place}: the files of the named context ${code(from)}`;
  const stage = findStage(model, from);
  if (stage) return `${what} ${place}: what the stage ${code(stage.name ?? from)} leaves there`;
  return from.includes('@') ? '' : `${what} ${place}: the image that ${code(from)} stands for`;
}

function shortList(sources: readonly string[]): string {
  const shown = sources.slice(0, MOST_SOURCES).join(' ');
  return sources.length > MOST_SOURCES ? `${shown} …` : shown;
}
