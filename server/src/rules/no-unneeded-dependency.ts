import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { removeEntry } from '../core/compose/edits/removeEntry.ts';
import { removeItem } from '../core/compose/edits/removeItem.ts';
import { impliedEdges, type ImpliedEdge } from '../core/compose/graph/impliedEdges.ts';
import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from '../core/compose/project.ts';
import { environmentOfService } from '../core/compose/settings/environment.ts';
import { mountsOf, type ServiceMount } from '../core/compose/settings/mounts.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { projectsOf } from './compose/projects.ts';
import { mentions } from './compose/mentions.ts';

export const noUnneededDependency = defineComposeRule({
  meta: {
    id: 'no-unneeded-dependency',
    description: 'No service names a dependency that another of its dependencies waits for at least as long.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 1, security: 0, maintainability: 1 },
    options: {},
    messages: {
      implied: '`{service}` need not wait for {names}, since {way}: the start order stays the same without.',
    },
  },
  check(context: ComposeContext) {
    if (!context.compose.text.includes('depends_on')) return;
    const projects = projectsOf(context);
    if (projects.length === 0) return;
    for (const service of context.compose.services) {
      const entries = unneededEntries(context.compose, service, projects);
      const [first] = entries;
      if (!first) continue;
      const offered = entries.slice(0, MOST_OFFERS);
      const results = offered.map(({ edge }) => removal(context.compose, service, edge.to));
      const fixes = offered.flatMap(({ edge, via }, index) => fixOf(service.name, edge.to, via, results[index]!));
      const refused = results.find((result) => 'refused' in result);
      context.report({
        messageId: 'implied',
        data: { service: service.name, names: listed(entries.map(({ edge }) => `\`${edge.to}\``), MOST_NAMES), way: waysText(entries) },
        span: first.span,
        related: entries.slice(1).map((entry) => ({ span: entry.span, message: `Neither for \`${entry.edge.to}\`, since ${wayText(entry)}.` })),
        fixes,
        ...(fixes.length === 0 && { withheld: refused && 'refused' in refused ? refused.refused : 'The entry cannot be taken out with certainty.' }),
      });
    }
  },
});

/** Each offer takes out one entry, so those that are left are offered once it is done: nobody reads a longer menu. */
const MOST_OFFERS = 8;

const MOST_NAMES = 3;

interface Entry extends ImpliedEdge {
  readonly span: Span;
}

/** Entries of the service's own text that are implied in every project, and that nothing else in the service speaks of. */
function unneededEntries(model: ComposeModel, service: ComposeService, projects: readonly ComposeProject[]): readonly Entry[] {
  const merged = projects.flatMap((project) => project.services.get(service.name) ?? []);
  const [first, ...others] = projects.filter(({ services }) => services.has(service.name)).map((project) => impliedEdges(project).get(service.name) ?? []);
  if (!first || first.length === 0 || merged.some(isToldElsewhere)) return [];
  return first.flatMap((one) => {
    const { to } = one.edge;
    const at = others.every((edges) => edges.some(({ edge }) => edge.to === to)) && !uses(service, merged, to) ? ownEntry(model, service, to) : null;
    return at ? [{ ...one, span: at }] : [];
  });
}

/** True where a file or a variable of the host says whom it talks to: any of its dependencies may be among them. */
function isToldElsewhere(service: ProjectService): boolean {
  const { values, isComplete } = environmentOfService(service);
  return !isComplete || [...values.values()].includes(UNKNOWN) || service.get('configs') !== null || mountsOf(service).some(mayNameHosts);
}

/** Settings come as files of the host; devices, sockets and the clock of the host name nobody. */
function mayNameHosts(mount: ServiceMount | typeof UNKNOWN): boolean {
  if (mount === UNKNOWN) return true;
  return mount.type === 'bind' && !/^\/(?:dev|proc|sys|run|var\/run)\/|^\/etc\/(?:localtime|timezone)$/.test(mount.target);
}

const SETTINGS = ['environment', 'command', 'entrypoint', 'links', 'labels', 'healthcheck'] as const;

/** Whoever speaks of a service in its settings talks to it: the entry then says what is true, whatever the order. */
function uses(service: ComposeService, merged: readonly ProjectService[], name: string): boolean {
  // A variable leaves a merged value open, but its text may still name a host.
  return SETTINGS.some((key) => mentions(service.get(key)?.data, name) || merged.some((each) => mentions(each.get(key), name)));
}

function ownEntry(model: ComposeModel, service: ComposeService, to: string): Span | null {
  const value = service.get('depends_on');
  if (value?.origin !== 'own') return null;
  const [start, end] = nameNode(model, value.node, to)?.range ?? [];
  if (start === undefined || end === undefined) return null;
  // Whoever wrote why an entry is there wants it.
  return /^[^\n]*?[ \t]#/.test(model.text.slice(end, end + 400)) ? null : span(start, end);
}

function nameNode(model: ComposeModel, node: Node | null, to: string): Node | null {
  if (isSeq(node)) return (node.items as Node[]).find((item) => isScalar(item) && item.value === to) ?? null;
  const entry = isMap(node) ? model.entries(node).get(to) : undefined;
  return entry && !entry.merged ? entry.pair.key : null;
}

function removal(model: ComposeModel, service: ComposeService, to: string): ReturnType<typeof removeEntry> {
  const { node } = service.get('depends_on')!;
  if (!isSeq(node)) return removeEntry(model, service, ['depends_on', to]);
  return removeItem(model, node, (node.items as Node[]).findIndex((item) => isScalar(item) && item.value === to));
}

function fixOf(service: string, to: string, via: string, result: ReturnType<typeof removal>): Fix[] {
  if ('refused' in result || result.edits.length === 0 || (result.services?.length ?? 1) > 1) return [];
  return [{ kind: 'suggestion', title: `Remove \`${to}\`, which \`${service}\` waits for by way of \`${via}\`, unless it uses it itself`, edits: result.edits }];
}

function wayText({ via, last }: ImpliedEdge): string {
  return last.from === via ? `\`${via}\` waits for it` : `\`${via}\` waits for it by way of \`${last.from}\``;
}

/** Of several entries only who waits for them: nobody reads a sentence with every way in it. */
function waysText(entries: readonly Entry[]): string {
  if (entries.length === 1) return wayText(entries[0]!);
  const waiting = [...new Set(entries.map(({ via }) => `\`${via}\``))];
  return `${listed(waiting, MOST_NAMES)} ${waiting.length === 1 ? 'waits' : 'wait'} for them`;
}
