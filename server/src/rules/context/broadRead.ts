import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import type { Span } from '../../core/text/span.ts';

/** A COPY, an ADD or a bind mount that reads whatever lies in a folder of the build context. */
export interface BroadRead {
  /** The word that names the folder, or the mount. */
  readonly span: Span;
  /** As in `COPY .`, for people. */
  readonly text: string;
  /** Relative to the context; `.` or `*` for all of it. */
  readonly source: string;
  readonly isWhole: boolean;
  /** False for a mount: what it shows to a RUN is in no layer. */
  readonly ships: boolean;
}

/** The first COPY or ADD of the whole context, else the first such mount; null where there is none. */
export function firstWholeRead({ instructions }: DockerfileModel, facts: DockerfileFacts): BroadRead | null {
  return copiesOf(facts).find(({ isWhole }) => isWhole) ?? mountsOf(instructions).find(({ isWhole }) => isWhole) ?? null;
}

/** Those that name a path below the context: folders among them bring whatever is in there. */
export function namedReads({ instructions }: DockerfileModel, facts: DockerfileFacts): readonly BroadRead[] {
  return [...copiesOf(facts), ...mountsOf(instructions)].filter(({ isWhole }) => !isWhole);
}

function copiesOf({ copies }: DockerfileFacts): BroadRead[] {
  return copies.flatMap(({ fromContext, instruction, sources }) => {
    if (!fromContext || instruction.isTrigger) return [];
    const words = instruction.exec ?? instruction.words;
    return sources.flatMap(({ path, index }): BroadRead[] => {
      const word = words[index];
      return word ? [{ span: word.span, text: `${instruction.keyword} ${word.value}`, source: path, isWhole: isWhole(path), ships: true }] : [];
    });
  });
}

function mountsOf(instructions: readonly Instruction[]): BroadRead[] {
  return instructions.filter(({ isTrigger, mounts }) => !isTrigger && mounts.length > 0).flatMap(({ mounts }) =>
    mounts.filter(({ type, options }) => type === 'bind' && !options.has('from')).map(({ flag, options }): BroadRead => {
      const written = options.get('source');
      const source = typeof written === 'string' ? cleanPath(`/${written}`).slice(1) || '.' : '.';
      return { span: flag.span, text: '--mount=type=bind', source, isWhole: isWhole(source), ships: false };
    }),
  );
}

function isWhole(source: string): boolean {
  return source === '.' || source === '*';
}
