/** Instructions that become steps with a number of their own in their stage (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go). */
export const NUMBERED: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Those, and FROM, which becomes the step of the base image. */
export const BECOME_STEPS: ReadonlySet<string> = new Set(['FROM', ...NUMBERED]);

/**
 * The keyword of a step by its label, as the builder writes it: `COPY` of `COPY --link a b`; empty where it does not begin with one. A copy
 * that is linked may be two vertices with the same position, `COPY …` and `LINK COPY …` (dockerfile2llb/convert.go); the second only joins layers.
 */
export function keywordOf(label: string): string {
  return /^(?:LINK )?([A-Z]+)(?:\s|$)/.exec(label)?.[1] ?? '';
}

/** The first word of an instruction as people write it, in upper case. */
export function writtenKeyword(text: string): string {
  return /^[A-Za-z]+/.exec(text)?.[0].toUpperCase() ?? '';
}
