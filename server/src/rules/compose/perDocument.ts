import type { ComposeModel } from '../../core/compose/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';

interface Context {
  readonly compose: ComposeModel;
  readonly project: ProjectView | null;
}

const remembered = new WeakMap<ComposeModel, { readonly project: ProjectView | null; readonly answers: Map<object, unknown> }>();

/**
 * An answer that holds for a whole file within its workspace, found when first asked for; a change of either asks anew.
 * @param question a constant of its module that stands for what is asked, and always for the same
 */
export function perDocument<Answer>({ compose, project }: Context, question: object, find: () => Answer): Answer {
  let known = remembered.get(compose);
  if (known?.project !== project) remembered.set(compose, (known = { project, answers: new Map() }));
  if (!known.answers.has(question)) known.answers.set(question, find());
  return known.answers.get(question) as Answer;
}
