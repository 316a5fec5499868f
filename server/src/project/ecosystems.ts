import type { ContextFiles } from '../core/engine/projectView.ts';

export type Ecosystem = 'python' | 'node';

const EVIDENCE: readonly (readonly [Ecosystem, RegExp])[] = [
  ['python', /\.py$|(?:^|\/)(?:pyproject\.toml|Pipfile|setup\.cfg|[\w.-]*requirements[\w.-]*\.txt)$/],
  ['node', /(?:^|\/)package\.json$/],
];

/** What a build context is written for, from the names of its files. */
export function ecosystemsOf({ paths }: ContextFiles): ReadonlySet<Ecosystem> {
  return new Set(EVIDENCE.flatMap(([ecosystem, names]) => (paths.some((path) => names.test(path)) ? [ecosystem] : [])));
}
