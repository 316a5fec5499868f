import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';

const remembered = new WeakMap<DockerfileFacts, Map<object, unknown>>();

/**
 * An answer that holds for a whole document, found when first asked for: entries of the table are asked for every command.
 * @param question a constant of its module that stands for what is asked, and always for the same
 */
export function perDocument<Answer>(facts: DockerfileFacts, question: object, find: () => Answer): Answer {
  const known = remembered.get(facts) ?? new Map<object, unknown>();
  remembered.set(facts, known);
  if (!known.has(question)) known.set(question, find());
  return known.get(question) as Answer;
}
