import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { lineEnding } from '../../edits/lineEnding.ts';
import { installsOnly } from '../calls/installsOnly.ts';
import type { CacheScene } from '../packageManager.ts';

/** More RUNs than these are not read to prove that none minds the variable. */
const MOST_RUNS = 200;

/**
 * `ARG NAME` in front of a RUN, for each name. It makes NAME a variable of this RUN and all that follow in the stage and those that continue it; safe
 * only where all they do is install packages.
 */
export function declareArguments(scene: CacheScene, run: RunFact, names: readonly string[]): Fix {
  const edits = [insertion(scene.model, run, names)];
  const title = `Declare ${names.join(' and ')} in this stage`;
  if (names.every((name) => isUnread(scene, run, name))) return { kind: 'safe', title, edits };
  return { kind: 'suggestion', title: `${title} (the commands that follow see it as well)`, edits };
}

/** Comments right above the RUN belong to it. */
function insertion(model: DockerfileModel, { instruction }: RunFact, names: readonly string[]): TextEdit {
  const { text, afterDirectives } = model;
  let at = lineStart(text, instruction.span.start);
  const indent = /^[ \t]*/.exec(text.slice(at, instruction.span.start))![0];
  while (at > afterDirectives && at > 0) {
    const above = lineStart(text, at - 1);
    if (above < afterDirectives || !/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return { span: span(at, at), text: names.map((name) => `${indent}ARG ${name}${lineEnding(model)}`).join('') };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function isUnread(scene: CacheScene, run: RunFact, name: string): boolean {
  const reached = new Set<Stage>([run.stage]);
  for (const stage of scene.model.stages) if (stage.parent && reached.has(stage.parent)) reached.add(stage);
  const runs = scene.facts.runs.filter(({ stage, instruction }) => reached.has(stage) && instruction.span.start >= run.instruction.span.start);
  if (runs.length > MOST_RUNS) return false;
  const others = [...reached].flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword !== 'RUN'));
  const isNamed = (start: number, end: number) => scene.model.text.slice(start, end).includes(name);
  if (others.some((one) => one.span.start > run.instruction.span.start && isNamed(one.span.start, one.span.end))) return false;
  return runs.every((one) => !isNamed(one.instruction.bodySpan.start, one.instruction.span.end) && installsOnly(scene, one));
}
