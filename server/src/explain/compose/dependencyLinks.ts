import { dependencyPlaces, type DependencyPlace } from '../../core/compose/graph/dependencyPlaces.ts';
import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import type { SourceDocument } from '../../core/engine/document.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { Span } from '../../core/text/span.ts';
import { projectsOf } from '../../rules/compose/projects.ts';

/** Where a service that another one waits for is declared. */
export interface DependencyTarget {
  /** Workspace-relative with `/`; null for the same document. */
  readonly path: string | null;
  /** Its name there, in that file's text. */
  readonly span: Span;
  /** The start of it, zero-based, in UTF-16 code units: whoever follows the link need not read the file. */
  readonly line: number;
  readonly character: number;
}

export interface DependencyLink {
  /** A name in `depends_on`, `links`, `volumes_from`, `network_mode`, `ipc`, `pid` or `uts`. */
  readonly span: Span;
  readonly target: DependencyTarget;
}

/**
 * The names of a compose file that lead to a service's declaration, in the order of the text: in the file itself, or in another of the
 * project where this one only adds to the service or does not know it. Names that nobody declares are left out.
 */
export function dependencyLinks({ compose, path }: SourceDocument, view: ProjectView | null): readonly DependencyLink[] {
  const places = new Map<number, DependencyPlace>();
  for (const service of compose.services) for (const place of dependencyPlaces(compose, service)) places.set(place.span.start, place);
  const targets = new Map<string, DependencyTarget | null>();
  return [...places.values()].sort((a, b) => a.span.start - b.span.start).flatMap(({ to, span }) => {
    let target = targets.get(to);
    if (target === undefined) targets.set(to, (target = targetOf(compose, path, to, view)));
    return target ? [{ span, target }] : [];
  });
}

function targetOf(compose: ComposeModel, path: string | null, name: string, view: ProjectView | null): DependencyTarget | null {
  const own = compose.service(name);
  if (own && isWhole(own)) return targetIn(compose, own, null);
  for (const { services } of projectsOf({ compose, project: view })) {
    for (const file of services.get(name)?.filesWith() ?? []) {
      const model = file === path ? null : view?.composeFile?.(file);
      const service = model?.service(name);
      if (model && service) return targetIn(model, service, file);
    }
  }
  return own ? targetIn(compose, own, null) : null;
}

/** False for what only adds to a service that another file declares. */
function isWhole(service: ComposeService): boolean {
  return service.get('image') !== null || service.get('build') !== null || service.get('extends') !== null;
}

function targetIn(model: ComposeModel, service: ComposeService, path: string | null): DependencyTarget {
  // Of several documents the first one declares it.
  const { keySpan } = service.declarations[0] ?? service;
  const { line, character } = linesOf(model).positionAt(keySpan.start);
  return { path, span: keySpan, line, character };
}

const indexes = new WeakMap<ComposeModel, LineIndex>();

/** Many names lead into one file: its lines are counted once. */
function linesOf(model: ComposeModel): LineIndex {
  let lines = indexes.get(model);
  if (!lines) indexes.set(model, (lines = new LineIndex(model.text)));
  return lines;
}
