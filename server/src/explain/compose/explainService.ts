import { startsByDefault, type DependencyEdge } from '../../core/compose/graph/dependencyEdges.ts';
import { dependencyGraph, type DependencyGraph } from '../../core/compose/graph/dependencyGraph.ts';
import type { ComposeProject } from '../../core/compose/project.ts';
import type { SourceDocument } from '../../core/engine/document.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { listed } from '../../core/text/listing.ts';
import { projectsOf } from '../../rules/compose/projects.ts';
import type { Explanation } from '../explanation.ts';
import { code, numbered, paragraphs } from '../markdown.ts';

/** A hover is read at a glance: of more names or waves the rest is counted. */
const MOST_NAMES = 6;
const MOST_WAVES = 8;

/**
 * On the name of a service: what it waits for, what waits for it, and when `docker compose up` starts it. Of several projects that the file is
 * part of, the one that compose loads without being told. Null where no service of it waits for another.
 */
export function explainService({ compose }: SourceDocument, offset: number, view: ProjectView | null): Explanation | null {
  for (const { name, declarations } of compose.services) {
    const at = declarations.find(({ keySpan }) => keySpan.start <= offset && offset <= keySpan.end);
    if (!at) continue;
    const project = projectsOf({ compose, project: view }).find(({ services }) => services.has(name));
    const markdown = project ? serviceText(project, name) : '';
    return markdown === '' ? null : { span: at.keySpan, markdown };
  }
  return null;
}

function serviceText(project: ComposeProject, name: string): string {
  const graph = dependencyGraph(project);
  if (graph.waves.length < 2 && graph.cycles.length === 0 && graph.dependenciesOf(name).length === 0) return '';
  const [before, after] = [graph.dependenciesOf(name), graph.dependantsOf(name)];
  const waits = before.length === 0 ? 'Waits for no other service.' : `Waits for ${listed(before.map(edgeText), MOST_NAMES)}.`;
  const awaited = after.length === 0 ? '' : `${listed(after.map(({ from }) => code(from)), MOST_NAMES)} ${after.length === 1 ? 'waits' : 'wait'} for it.`;
  return paragraphs([[waits, awaited].filter((text) => text !== '').join(' '), waveText(project, graph, name), orderText(graph)]);
}

function edgeText({ to, condition, required, key }: DependencyEdge): string {
  const how = { service_started: '', service_healthy: 'until it is healthy', service_completed_successfully: 'until it has ended well' };
  const notes = [typeof condition === 'string' ? how[condition] : 'as a variable decides', required ? '' : 'if it is there', key === 'depends_on' ? '' : `for its ${code(key)}`];
  const said = notes.filter((note) => note !== '').join(', ');
  return said === '' ? code(to) : `${code(to)} (${said})`;
}

function waveText(project: ComposeProject, { waves, waveOf, cycles }: DependencyGraph, name: string): string {
  const wave = waveOf(name);
  if (wave === null) {
    const isInside = cycles.some((cycle) => cycle.some(({ from }) => from === name));
    return isInside ? 'It waits for itself in a circle, which compose refuses.' : 'It waits for services that wait for each other in a circle, which compose refuses.';
  }
  if (!startsByDefault(project.services.get(name)!)) return `Starts only when a profile asks for it, then as number ${wave + 1}.`;
  return `Starts in wave **${wave + 1}** of ${waves.length}:`;
}

/** The start order of what `docker compose up` starts, a line for each wave. */
function orderText({ waves }: DependencyGraph): string {
  if (waves.length < 2) return '';
  const shown = waves.slice(0, MOST_WAVES).map((names) => listed(names.map(code), MOST_NAMES));
  const rest = waves.length > MOST_WAVES ? [`and ${waves.length - MOST_WAVES} more waves`] : [];
  return numbered([...shown, ...rest]);
}
