import { Memo } from '../../../core/collections/memo.ts';
import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount, Stage } from '../../../core/dockerfile/model.ts';
import type { Span } from '../../../core/text/span.ts';
import { contextPath } from '../../../core/dockerfile/paths.ts';

/** One thing that a Dockerfile takes from its build context by name. */
export interface ContextSource {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly kind: 'COPY' | 'ADD' | 'bind';
  /** The word in COPY and ADD; the path within a mount. */
  readonly span: Span;
  /** Without quotes. */
  readonly written: string;
  /** As BuildKit reads it: relative to the context, clean, `..` dropped at the root; `.` for all. */
  readonly path: string;
  /** True where COPY and ADD look for names that match. */
  readonly isWildcard: boolean;
  /** The flags that change what a wildcard or a folder brings: `--parents`, `--exclude`. */
  readonly isFiltered: boolean;
}

const remembered = new Memo(findSources);

/**
 * Sources of COPY, ADD and bind mounts that come from the build context and can be read off the file, in its order: those with
 * variables or backslashes are left out, as are triggers (ONBUILD), which run in other people's builds.
 */
export function contextSources(model: DockerfileModel, facts: DockerfileFacts): readonly ContextSource[] {
  return remembered.of(facts, model);
}

function findSources({ copies }: DockerfileFacts, { instructions }: DockerfileModel): readonly ContextSource[] {
  const copied = copies.flatMap((copy) => (copy.fromContext ? copiedSources(copy) : []));
  const bound = instructions.flatMap(boundSources);
  return [...copied, ...bound].filter(({ written }) => !/[$\\]/.test(written)).sort((a, b) => a.span.start - b.span.start);
}

function copiedSources({ instruction, stage, sources }: CopyFact): ContextSource[] {
  const isFiltered = instruction.flags.some(({ name }) => name === 'parents' || name === 'exclude');
  return sources.flatMap(({ path, index }) => {
    const word = (instruction.exec ?? instruction.words)[index];
    if (!word) return [];
    const kind = instruction.keyword === 'ADD' ? 'ADD' : 'COPY';
    return [{ instruction, stage, kind, span: word.span, written: word.value, path, isWildcard: /[*?[]/.test(path), isFiltered }];
  });
}

function boundSources(instruction: Instruction): ContextSource[] {
  const { stage, isTrigger } = instruction;
  if (isTrigger || !stage) return [];
  return instruction.mounts.flatMap((mount) => {
    const { type, options } = mount;
    const written = options.get('source');
    if (type !== 'bind' || options.has('from') || typeof written !== 'string') return [];
    return [{ instruction, stage, kind: 'bind', span: sourceSpan(mount, written), written, path: contextPath(written), isWildcard: false, isFiltered: false }];
  });
}

/** The path within `--mount=…,source=path`; the whole value where quotes or continuations hide it. */
function sourceSpan({ flag }: Mount, written: string): Span {
  const whole = flag.valueSpan ?? flag.span;
  const value = flag.value ?? '';
  const at = /(?:^|,)(?:source|src)=/i.exec(value);
  if (!at || value.length !== whole.end - whole.start) return whole;
  const start = at.index + at[0].length;
  return value.startsWith(written, start) ? { start: whole.start + start, end: whole.start + start + written.length } : whole;
}

/** For people: `COPY dist`, `the bind mount of dist`. */
export function sourceText({ kind, written }: ContextSource): string {
  return kind === 'bind' ? `--mount=type=bind,source=${written}` : `${kind} ${written}`;
}
