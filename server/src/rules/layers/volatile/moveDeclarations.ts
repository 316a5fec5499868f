import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { blockOf, insertAbove, insertBelow, joinTouching, removeLines } from '../../edits/instructionBlock.ts';
import { refuse, type Refusal } from '../proof.ts';
import type { CrossedSteps, RepeatedStep } from './volatileSteps.ts';
import type { VolatileDeclaration, VolatileValues } from './volatileValues.ts';

/** Settings of package managers and of what they start. */
const TOOL_NAME = /^(?:APK|APT|BUNDLE|CARGO|COMPOSER|CONDA|CURL|DEBIAN|DPKG|GEM|GO|LD|NPM|PIP|PYTHON|RUSTUP|UV|WGET|YARN)_/i;
/** Names of an ENV that only the project's own program reads. */
const OWN_NAME = /(?:SHA1?|COMMIT|HASH|REVISION|REV|REF|DATE|TIME|TIMESTAMP|BUILD|NUMBER|VERSION|RELEASE|ID|TAG|INFO)$/i;
const LAYERS = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR', 'SHELL']);

/** Moves the declarations below the last step that does not use them, right above the first one that does. */
export function moveDeclarations(values: VolatileValues, crossed: CrossedSteps, stage: Stage, model: DockerfileModel): Fix | Refusal {
  const last = crossed.steps.findLast(({ reading }) => reading.isCostly)!.run.instruction;
  const moved = values.declarations.filter(({ instruction }) => instruction.span.start < last.span.start);
  const fixed = moved.find(({ isMovable }) => !isMovable);
  if (fixed) return refuse(`this ${fixed.instruction.keyword} sets other values as well: give ${fixed.names.join(', ')} one of its own`);
  const blocks = moved.map(({ instruction }) => blockOf(model, instruction));
  const place = values.declarations.find(({ instruction }) => instruction.span.start > last.span.start)?.instruction;
  const above = firstOf(place, crossed.user);
  const insertion = above ? insertAbove(model, above, blocks) : insertBelow(model, lastLayer(stage, last), blocks);
  const names = [...new Set(moved.flatMap((one) => one.names))];
  const limit = above?.span.start ?? Infinity;
  const risk = riskOf(moved, crossed.steps.filter(({ run }) => run.instruction.span.start < limit));
  const title = `Declare ${listed(names)} after ${lastLabel(crossed.steps)}`;
  return {
    kind: risk === null ? 'safe' : 'suggestion',
    title: risk === null ? title : `${title} (${risk})`,
    edits: [...joinTouching(model.text, blocks).map((block) => removeLines(model.text, block)), insertion],
  };
}

function firstOf(a: Instruction | undefined, b: Instruction | null): Instruction | null {
  if (!a || !b) return a ?? b;
  return a.span.start < b.span.start ? a : b;
}

function lastLayer({ instructions }: Stage, atLeast: Instruction): Instruction {
  return instructions.findLast(({ keyword, isTrigger }) => !isTrigger && LAYERS.has(keyword)) ?? atLeast;
}

function riskOf(moved: readonly VolatileDeclaration[], steps: readonly RepeatedStep[]): string | null {
  const scripts = steps.find(({ reading }) => reading.use === 'unlikely');
  if (scripts) return `if no script of ${scripts.reading.label} reads ${moved.length > 1 ? 'them' : 'it'}`;
  const newest = steps.find(({ reading }) => reading.use === 'newest');
  if (newest) return `${newest.reading.label} is then cached as well`;
  const variables = moved.filter(({ instruction }) => instruction.keyword === 'ENV').flatMap(({ names }) => names);
  const odd = variables.find((name) => !OWN_NAME.test(name) || TOOL_NAME.test(name));
  return odd === undefined ? null : `if no step above reads ${odd}`;
}

function lastLabel(steps: readonly RepeatedStep[]): string {
  return steps.findLast(({ reading }) => reading.isCostly)!.reading.label;
}

export function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
