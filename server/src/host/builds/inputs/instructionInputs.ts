import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import { unfold } from '../../../core/dockerfile/unfold.ts';
import { LineIndex } from '../../../core/text/lines.ts';
import type { InstructionInputs } from '../../../timing/record.ts';
import type { ContextSources } from './contextSources.ts';
import type { ContextReach } from './reachedPaths.ts';
import { keyedHash, type Key } from './keyedHash.ts';

const REFERENCE = /\$\{?([A-Za-z_]\w*)/g;
/** Names that are told of one instruction. */
const MOST_NAMES = 500;

/**
 * What the instructions of a Dockerfile are and take.
 * @param written the Dockerfile as it stands
 * @param built the same instructions with the arguments of this build (`withGivenArguments`)
 * @param sources of `built`
 * @param reaches by context, for those that are folders
 */
export function instructionInputs(
  written: DockerfileModel, built: DockerfileModel, sources: ContextSources, reaches: ReadonlyMap<string, ContextReach>, key: Key,
): readonly InstructionInputs[] {
  const lines = new LineIndex(written.text);
  return written.instructions.map((instruction, at): InstructionInputs => {
    const { uses, from } = sources.of(built.instructions[at]!);
    const text = textOf(written, instruction);
    return {
      keyword: instruction.keyword,
      line: lines.positionAt(instruction.span.start).line,
      hash: keyedHash(key, text),
      stage: instruction.stage?.index ?? -1,
      declares: declaredNames(written, instruction),
      uses: instruction.keyword === 'RUN' ? [] : referencedNames(text),
      reads: uses.flatMap(({ context, sources: wanted, excludes }) => {
        const reach = reaches.get(context)?.of(wanted, excludes);
        return reach ? [{ context, ...reach }] : [];
      }),
      from,
    };
  });
}

/** As BuildKit reads it: continued lines joined, comments between them gone, the keyword in any case. */
function textOf({ text, escape }: DockerfileModel, { keyword, keywordSpan, bodySpan, span, heredocs }: Instruction): string {
  const end = heredocs.length === 0 ? span.end : Math.max(bodySpan.end, keywordSpan.end);
  const head = unfold(text.slice(keywordSpan.end, end).replaceAll('\r\n', '\n'), escape).trim();
  const bodies = heredocs.map(({ delimiter, body }) => `\n${delimiter}\n${text.slice(body.start, body.end)}`);
  return `${keyword} ${head}${bodies.join('')}`;
}

function declaredNames({ escape }: DockerfileModel, instruction: Instruction): readonly string[] {
  if (instruction.isTrigger || (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV')) return [];
  return readAssignments(instruction, escape).slice(0, MOST_NAMES).map(({ name }) => name);
}

function referencedNames(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(REFERENCE)) {
    names.add(name!);
    if (names.size === MOST_NAMES) break;
  }
  return [...names];
}
