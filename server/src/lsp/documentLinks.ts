import type { DocumentLink } from 'vscode-languageserver';
import { dependencyLinks } from '../explain/compose/dependencyLinks.ts';
import { toRange, type DiagnosticPlaces } from './convert.ts';
import type { CheckedVersion } from './document.ts';

/** From each name that a compose service waits for or borrows from to where that service is declared. */
export function documentLinks({ source, project }: CheckedVersion, { uri, uriOf }: DiagnosticPlaces): DocumentLink[] {
  if (source.language !== 'compose' || source.skipReason) return [];
  return dependencyLinks(source, project).flatMap(({ span, target }): DocumentLink[] => {
    const file = target.path === null ? uri : uriOf(target.path);
    if (file === null) return [];
    // The place as editors read it from a fragment: line and column from one.
    return [{ range: toRange(span, source.lines), target: `${file}#L${target.line + 1},${target.character + 1}`, tooltip: 'Go to the service' }];
  });
}
