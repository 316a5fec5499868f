import type { ComposeProject } from '../../../core/compose/project.ts';
import type { ComposeContext } from '../../../core/engine/rule.ts';

/**
 * True where the checked file causes what it and others say together: it is laid over the others, or stands beside them and `otherwise`.
 * What is included or extended is weaker than what includes it.
 * @param others files that say the rest, weakest first
 * @param otherwise what counts where neither is the stronger one
 */
export function isStronger({ path }: Pick<ComposeContext, 'path'>, { files }: ComposeProject, others: readonly string[], otherwise: boolean): boolean {
  const other = others.filter((file) => file !== path).at(-1);
  if (!path || other === undefined) return otherwise;
  const difference = files.indexOf(path) - files.indexOf(other);
  return difference === 0 ? otherwise : difference > 0;
}
