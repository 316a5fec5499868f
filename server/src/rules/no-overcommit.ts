import { isMap } from 'yaml';
import type { ComposeModel } from '../core/compose/model.ts';
import type { RelatedPlace } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext, type Report } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { hostOf, type Host } from './compose/limits/host.ts';
import { mentionsLimits, pathOf } from './compose/limits/limitSettings.ts';
import { loadGroups, RESOURCES, type Load, type LoadGroup, type Resource } from './compose/limits/loads.ts';
import { isDecidedHere, spanOf, type Subject } from './compose/limits/places.ts';
import { amountText, availableText } from './compose/limits/resourceText.ts';
import { projectsOf } from './compose/projects.ts';

interface Options {
  readonly cpus: unknown;
  readonly memory: unknown;
}

/** How many of the largest shares are named, and how many are linked. */
const MOST_NAMED = 3;
const MOST_LINKED = 5;

export const noOvercommit = defineComposeRule<Options>({
  meta: {
    id: 'no-overcommit',
    description: 'The limits of services that start together fit into the host.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'medium',
    fix: 'none',
    weight: { overall: 3, security: 0, maintainability: 2 },
    options: {
      cpus: { type: 'number', description: 'How many CPUs the host has; 0 where that is not known, and then nothing is said of CPUs.', default: 0 },
      memory: { type: 'string', description: 'How much memory the host has, as compose writes it (`8G`); empty where that is not known, and then nothing is said of memory.', default: '' },
    },
    messages: {
      memory: '{who} may take {sums}, so the kernel kills some when all are busy; the largest limits are {largest}.',
      cpus: '{who} may take {sums}, so they slow each other down when all are busy; the largest limits are {largest}.',
    },
  },
  check(context) {
    const { compose, options } = context;
    if (!mentionsLimits(compose.text)) return;
    const host = hostOf(compose, options);
    if ((host.cpus === null && host.memory === null) || !compose.isTrustworthy) return;
    const key = servicesKey(compose);
    const report = key && firstReport(context, host, key);
    if (report) context.report(report);
  },
});

/** The first project of the file that asks for too much, where this file says the largest share of it. */
function firstReport(context: ComposeContext<Options>, host: Host, key: Span): Report | null {
  for (const project of projectsOf(context)) {
    const group = worstOf(loadGroups(project).filter((each) => exceeded(each, host).length > 0), host);
    if (!group) continue;
    const resources = exceeded(group, host);
    const largest = largestOf(group, resources[0]!);
    if (placeOf(context, largest[0]!)) return reportOf(context, group, resources, host, key);
  }
  return null;
}

function exceeded({ sums }: LoadGroup, host: Host): readonly Resource[] {
  const all = RESOURCES.filter((resource) => {
    const available = hostHas(host, resource);
    return available !== null && sums[resource] > available * (1 + ROUNDING);
  });
  // What is promised is a part of what may be taken.
  return all.includes('memory') ? all.filter((resource) => resource !== 'reserved') : all;
}

/** Ten times 0.1 is a little more than 1 to a computer. */
const ROUNDING = 1e-9;

function hostHas(host: Host, resource: Resource): number | null {
  return resource === 'cpus' ? host.cpus : host.memory;
}

/** What starts always, where that is too much already; else the profile that asks for most. */
function worstOf(groups: readonly LoadGroup[], host: Host): LoadGroup | null {
  const excess = ({ sums }: LoadGroup): number => Math.max(...RESOURCES.map((resource) => sums[resource] / (hostHas(host, resource) ?? Infinity)));
  return groups.find(({ profile }) => profile === null) ?? [...groups].sort((a, b) => excess(b) - excess(a))[0] ?? null;
}

function largestOf({ loads }: LoadGroup, resource: Resource): readonly Load[] {
  return [...loads[resource]].sort((a, b) => b.total - a.total);
}

function reportOf(context: ComposeContext<Options>, group: LoadGroup, resources: readonly Resource[], host: Host, key: Span): Report {
  const least = group.isOpen ? 'at least ' : '';
  const sums = resources.map((resource) => `${least}${amountText(resource, group.sums[resource])} of the host's ${availableText(resource, hostHas(host, resource)!)}`);
  const main = resources[0]!;
  const related = resources.flatMap((resource) => largestOf(group, resource).slice(0, MOST_LINKED).flatMap((load) => relatedTo(context, load, resource)));
  return {
    messageId: main === 'cpus' ? 'cpus' : 'memory',
    data: { who: whoText(group), sums: listed(sums), largest: listed(largestOf(group, main).slice(0, MOST_NAMED).map((load) => loadText(load, main))) },
    span: key,
    related,
  };
}

function whoText({ services, profile }: LoadGroup): string {
  const count = `${services} ${services === 1 ? 'service' : 'services'}`;
  return profile === null ? `The ${count} that start together` : `The ${count} that start with the profile \`${profile}\``;
}

/** `db` 2G, or with its replicas `web` 3 x 512M. */
function loadText({ service, replicas, effective }: Load, resource: Resource): string {
  return `\`${service.name}\` ${replicas === 1 ? '' : `${replicas} x `}${amountText(resource, effective.value)}`;
}

function relatedTo(context: ComposeContext<Options>, load: Load, resource: Resource): readonly RelatedPlace[] {
  const place = placeOf(context, load);
  return place ? [{ span: place, message: loadText(load, resource) }] : [];
}

/** Where the checked file says it; null where another file does. */
function placeOf({ compose, path }: ComposeContext<Options>, { service: merged, effective }: Load): Span | null {
  const service = compose.service(merged.name);
  if (!service) return null;
  const subject: Subject = { compose, file: path ?? null, service, merged };
  const value = isDecidedHere(subject, pathOf(effective.setting)) ? service.get(...pathOf(effective.setting)) : null;
  return value ? spanOf(value) : null;
}

function servicesKey(model: ComposeModel): Span | null {
  for (const { contents } of model.documents) {
    const range = isMap(contents) ? model.entries(contents).get('services')?.pair.key.range : null;
    if (range) return span(range[0], range[1]);
  }
  return null;
}
