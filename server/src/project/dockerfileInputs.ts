import type { DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount } from '../core/dockerfile/model.ts';
import { foldFacts } from '../core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { cleanPath } from '../core/ignore/cleanPath.ts';

/** What a Dockerfile takes from its build context: paths relative to it, clean, wildcards and unknown variables as written, sorted. */
export type DockerfileInputs = readonly string[];

/** Sources of COPY and ADD, and of bind mounts, in all stages; not of triggers (ONBUILD), which run in other people's contexts. */
export function readDockerfileInputs(model: DockerfileModel, facts: DockerfileFacts): DockerfileInputs {
  const inputs = new Set<string>();
  for (const copy of facts.copies) {
    if (copy.fromContext) for (const { path } of copy.sources) inputs.add(path);
  }
  for (const instruction of model.instructions) for (const source of boundSources(instruction)) inputs.add(source);
  return [...inputs].sort();
}

export function inputsOfText(text: string): DockerfileInputs {
  const model = parseDockerfile(text);
  return readDockerfileInputs(model, foldFacts(model, null));
}

function boundSources(instruction: Instruction): string[] {
  if (instruction.isTrigger) return [];
  return instruction.mounts.filter(bindsContext).map(({ options }) => {
    const source = options.get('source');
    // BuildKit roots it in the context, so `..` and `/` do not leave it.
    return typeof source === 'string' ? cleanPath(`/${source}`).slice(1) || '.' : '.';
  });
}

function bindsContext({ type, options }: Mount): boolean {
  return type === 'bind' && !options.has('from');
}
