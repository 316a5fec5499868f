import type { Cycle } from '../core/compose/graph/cycles.ts';
import { pathOfEdge, startsByDefault, type DependencyEdge } from '../core/compose/graph/dependencyEdges.ts';
import { dependencyGraph } from '../core/compose/graph/dependencyGraph.ts';
import { dependencyPlaces } from '../core/compose/graph/dependencyPlaces.ts';
import type { ComposeModel } from '../core/compose/model.ts';
import type { ComposeProject } from '../core/compose/project.ts';
import type { RelatedPlace } from '../core/engine/finding.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { defineComposeRule } from '../core/engine/rule.ts';
import { LineIndex } from '../core/text/lines.ts';
import { listed } from '../core/text/listing.ts';
import type { Span } from '../core/text/span.ts';
import { projectsOf } from './compose/projects.ts';

/** Names that a message shows of a longer way round. */
const MOST_NAMES = 8;

export const noDependencyCycle = defineComposeRule({
  meta: {
    id: 'no-dependency-cycle',
    description: 'No service waits for itself by way of others.',
    subject: 'compose',
    language: 'compose',
    severity: 'error',
    confidence: 'high',
    fix: 'none',
    weight: { overall: 9, security: 0, maintainability: 7 },
    options: {},
    messages: {
      cycle: 'Compose refuses the whole project because these services wait for each other in a circle, {path}: take one of these dependencies out.',
      across: 'Compose refuses this file together with {files} because services then wait for each other in a circle, {path}: take one of these dependencies out.',
      profiles: 'Compose refuses the whole project as soon as the profiles of these services are on, because they wait for each other in a circle, {path}: take one of these dependencies out.',
    },
  },
  check(context) {
    const { compose, path, project: view } = context;
    if (!/depends_on|service:|links|volumes_from/.test(compose.text)) return;
    const told = new Set<string>();
    for (const project of projectsOf(context)) {
      for (const cycle of dependencyGraph(project).cycles) {
        const closing = closingFile(project, cycle);
        const key = JSON.stringify(cycle.map(({ from }) => from));
        const places = cycle.flatMap((edge) => placeIn(compose, edge) ?? []);
        const last = lastOf(places.filter(({ edge }) => firstFile(project, edge) === closing));
        if (told.has(key) || !last || (closing !== '' && path && path !== closing)) continue;
        told.add(key);
        const others = [...new Set(cycle.map((edge) => firstFile(project, edge)))].filter((file) => file !== closing);
        const elsewhere = cycle.filter((edge) => others.includes(firstFile(project, edge)));
        const messageId = messageFor(project, cycle, others);
        context.report({
          messageId,
          data: { path: pathText(cycle), files: listed(others.map((file) => `\`${file}\``)) },
          ...(messageId === 'profiles' && { severity: 'warning' as const }),
          span: last.span,
          related: [
            ...places.filter((place) => place !== last && !elsewhere.includes(place.edge)).map(({ edge, span }) => ({ span, message: edgeText(edge) })),
            ...elsewhere.slice(0, MOST_NAMES).flatMap((edge) => placeElsewhere(view, firstFile(project, edge), edge)),
          ].slice(0, MOST_NAMES),
        });
      }
    }
  },
});

interface Place {
  readonly edge: DependencyEdge;
  readonly span: Span;
}

/** Where the checked file says so; null where another file does. */
function placeIn(compose: ComposeModel, edge: DependencyEdge): Place | null {
  const service = compose.service(edge.from);
  const place = service && dependencyPlaces(compose, service).findLast(({ key, to }) => key === edge.key && to === edge.to);
  return place ? { edge, span: place.span } : null;
}

function placeElsewhere(view: ProjectView | null, path: string, edge: DependencyEdge): readonly RelatedPlace[] {
  const model = view?.composeFile?.(path);
  const place = model && placeIn(model, edge);
  return place ? [{ path, span: place.span, line: new LineIndex(model.text).lineAt(place.span.start), message: edgeText(edge) }] : [];
}

function lastOf(places: readonly Place[]): Place | undefined {
  return places.reduce<Place | undefined>((last, place) => (last && last.span.start >= place.span.start ? last : place), undefined);
}

/** The file without which there would be no such edge; empty for a document that stands alone. */
function firstFile({ services }: ComposeProject, edge: DependencyEdge): string {
  return services.get(edge.from)!.filesWith(...pathOfEdge(edge))[0] ?? '';
}

/** The strongest of the files that each edge needs: included ones count as weaker than those of the project. */
function closingFile(project: ComposeProject, cycle: Cycle): string {
  const rank = new Map(project.files.map((file, index) => [file, index]));
  const files = [...new Set(cycle.map((edge) => firstFile(project, edge)))];
  return files.reduce((best, file) => {
    const [one, other] = [rank.get(file) ?? -1, rank.get(best) ?? -1];
    return one > other || (one === other && file > best) ? file : best;
  });
}

function messageFor({ services }: ComposeProject, cycle: Cycle, others: readonly string[]): 'cycle' | 'across' | 'profiles' {
  if (!cycle.every(({ from }) => startsByDefault(services.get(from)!))) return 'profiles';
  return others.length > 0 ? 'across' : 'cycle';
}

/** As compose writes it: `a -> b -> a`. */
function pathText(cycle: Cycle): string {
  const names = cycle.map(({ from }) => from);
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), `(${names.length - MOST_NAMES + 1} more)`] : names;
  return `\`${[...shown, names[0]!].join(' -> ')}\``;
}

function edgeText({ from, to, key }: DependencyEdge): string {
  return key === 'depends_on' ? `\`${from}\` waits for \`${to}\`.` : `\`${from}\` waits for \`${to}\` because of its \`${key}\`.`;
}
