import { fitted } from '../core/collections/fitted.ts';
import type { DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount } from '../core/dockerfile/model.ts';
import { foldFacts } from '../core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { cleanPath } from '../core/ignore/cleanPath.ts';

/** What a Dockerfile takes from its build context, and what it may do with it. */
export interface DockerfileInputs {
  /** Paths relative to the context, clean, wildcards and unknown variables as written, sorted. */
  readonly copied: readonly string[];
  /** Texts of RUN, CMD and ENTRYPOINT, heredocs included, in order. */
  readonly scripts: readonly string[];
}

export const NO_INPUTS: DockerfileInputs = { copied: [], scripts: [] };

/** UTF-16 code units of scripts that are kept of one Dockerfile: beyond that, nobody wrote it. */
const MOST_SCRIPT = 100_000;

const RUNS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** Sources of COPY and ADD, and of bind mounts, in all stages; not of triggers (ONBUILD), which run in other people's contexts. */
export function readDockerfileInputs(model: DockerfileModel, facts: DockerfileFacts): DockerfileInputs {
  const copied = new Set<string>();
  for (const copy of facts.copies) {
    if (copy.fromContext) for (const { path } of copy.sources) copied.add(path);
  }
  for (const instruction of model.instructions) for (const source of boundSources(instruction)) copied.add(source);
  return { copied: [...copied].sort(), scripts: fitted(scriptsOf(model)) };
}

export function inputsOfText(text: string): DockerfileInputs {
  const model = parseDockerfile(text);
  return readDockerfileInputs(model, foldFacts(model, null));
}

export function sameInputs(a: DockerfileInputs, b: DockerfileInputs): boolean {
  const same = (x: readonly string[], y: readonly string[]): boolean => x.length === y.length && x.every((one, i) => one === y[i]);
  return same(a.copied, b.copied) && same(a.scripts, b.scripts);
}

function scriptsOf({ text, instructions }: DockerfileModel): string[] {
  let left = MOST_SCRIPT;
  return instructions.flatMap(({ keyword, isTrigger, bodySpan, heredocs }) => {
    if (isTrigger || !RUNS.has(keyword)) return [];
    return [bodySpan, ...heredocs.map(({ body }) => body)].flatMap(({ start, end }) => {
      const script = text.slice(start, Math.min(end, start + left));
      left -= script.length;
      return script === '' ? [] : [script];
    });
  });
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
