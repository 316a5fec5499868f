import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { parseDockerfile } from '../../../core/dockerfile/parseDockerfile.ts';
import { applyEdits, type TextEdit } from '../../../core/text/edits.ts';
import type { PlannedTarget } from '../../../build/request.ts';

/** Values of build arguments that a build is given; those without one come from the environment, as docker takes them. */
export function givenArguments(args: PlannedTarget['args'], env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(args)) {
    const text = value ?? (Object.hasOwn(env, name) ? env[name] : undefined);
    if (typeof text === 'string') given.set(name, text);
  }
  return given;
}

/**
 * The Dockerfile as this build reads it: each ARG has the value that the build is given for its default, so that paths and images that
 * name it are the real ones. The same instructions in the same order; the model itself where that cannot be had.
 */
export function withGivenArguments(model: DockerfileModel, given: ReadonlyMap<string, string>): DockerfileModel {
  const edits = model.instructions.filter(({ keyword, isTrigger }) => keyword === 'ARG' && !isTrigger).flatMap((instruction) =>
    readAssignments(instruction, model.escape).flatMap(({ name, word }): TextEdit[] => {
      const value = given.get(name);
      if (value === undefined || /[\r\n]/.test(value)) return [];
      return [{ span: word.span, text: `${name}="${quoted(value, model.escape)}"` }];
    }),
  );
  if (edits.length === 0) return model;
  const changed = parseDockerfile(applyEdits(model.text, edits));
  const same = changed.instructions.length === model.instructions.length
    && changed.instructions.every(({ keyword }, at) => keyword === model.instructions[at]!.keyword);
  return same ? changed : model;
}

function quoted(value: string, escape: string): string {
  return value.replaceAll(/["$\\`]/g, (char) => (char === '"' || char === '$' || char === escape ? escape + char : char));
}
