import { logicalBody } from './instructionNode.ts';
import type { Instruction, Word } from './model.ts';
import { unfold } from './unfold.ts';

/** `name=value` of ENV or ARG; `value` as written, quotes and variables included; null for `ARG NAME`. */
export interface Assignment {
  readonly name: string;
  readonly value: string | null;
  /** The word that holds it. */
  readonly word: Word;
}

/** The assignments of an ENV or ARG instruction, the old form `ENV name value` included (BuildKit: parseNameVal in line_parsers.go). */
export function readAssignments(instruction: Instruction, escape: string): readonly Assignment[] {
  const first = instruction.words[0];
  if (!first) return [];
  if (instruction.keyword === 'ENV' && !first.raw.includes('=')) {
    const match = /^(\S+)\s+([^]+)$/.exec(logicalBody(instruction));
    return match ? [{ name: match[1]!, value: match[2]!, word: first }] : [];
  }
  const assignments: Assignment[] = [];
  for (const word of instruction.words) {
    const raw = unfold(word.raw, escape);
    const equals = raw.indexOf('=');
    const name = equals === -1 ? raw : raw.slice(0, equals);
    if (equals === -1 && instruction.keyword === 'ENV') continue;
    if (name !== '') assignments.push({ name, value: equals === -1 ? null : raw.slice(equals + 1), word });
  }
  return assignments;
}
