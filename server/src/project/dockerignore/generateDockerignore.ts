import type { ContextInputs } from './buildNeeds.ts';
import type { Ecosystem } from './ecosystems.ts';
import { linesOf } from './judgeEntry.ts';
import { judgeTemplate, type LeftOut } from './judgeTemplate.ts';

export interface DockerignoreText {
  /** Lines end with `\n`. */
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
  readonly ecosystems: ReadonlySet<Ecosystem>;
}

/**
 * A .dockerignore for one build context: the template's sections for the ecosystems that are there, without any pattern
 * that could take away what a Dockerfile of that context copies, runs, or installs from. The text says what is missing
 * and why. A copy of the whole context names nothing, so it keeps no pattern out.
 */
export function generateDockerignore(input: ContextInputs): DockerignoreText {
  const { sections, leftOut, ecosystems } = judgeTemplate(input);
  const lines = ['# What images built from this folder do not need. A pattern without **/ reaches the top folder only.'];
  for (const { title, entries } of sections) lines.push('', `# ${title}`, ...entries.flatMap(linesOf));
  if (leftOut.length > 0) lines.push('', ...leftOutLines(leftOut));
  return { text: `${lines.join('\n')}\n`, leftOut, ecosystems };
}

/** Comments for whoever wonders why a pattern that everybody has is missing. */
export function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  return ['# Not listed, because the build may need it:', ...leftOut.map(({ pattern, because }) => `#   ${pattern} (${because})`)];
}
