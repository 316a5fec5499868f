import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';

/**
 * An answer that holds for a whole document, found when first asked for: entries of the table are asked for every command.
 * @param question a constant of its module that stands for what is asked, and always for the same
 */
export function perDocument<Answer>({ answers }: Pick<DockerfileFacts, 'answers'>, question: object, find: () => Answer): Answer {
  if (!answers.has(question)) answers.set(question, find());
  return answers.get(question) as Answer;
}
