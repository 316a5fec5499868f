import type { ComposeProject } from '../core/compose/project.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { addNetworks } from './compose/network/addNetworks.ts';
import { planSplit, type DataGroup, type SplitPlan } from './compose/network/splitPlan.ts';
import { projectsOf } from './compose/projects.ts';

interface Options {
  readonly minServices: number;
}

export const splitNetworks = defineComposeRule<Options>({
  meta: {
    id: 'split-networks',
    description: 'Databases share a network only with the services that need them.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 4, security: 4, maintainability: 2 },
    options: {
      minServices: { type: 'number', description: 'How many services share one network before anything is said.', default: 6 },
    },
    messages: {
      flat: 'All {count} services share one network, so whoever breaks into `{outsider}` (published) reaches `{datastore}`, which it seems not to use: give {groups}.',
    },
  },
  check(context) {
    const projects = projectsOf(context);
    const plan = projects.length === 0 ? null : planSplit(projects, Math.max(3, context.options.minServices), (name) => isDeclared(context, name));
    const first = plan && context.compose.service(plan.outsider.datastore);
    if (!plan || !first) return;
    const { fix, withheld } = fixFor(context, projects, plan);
    context.report({
      messageId: 'flat',
      data: { count: plan.count, outsider: plan.outsider.service, datastore: plan.outsider.datastore, groups: groupsText(plan.groups, plan.talks.doubts.size === 0) },
      span: first.keySpan,
      fixes: fix ? [fix] : [],
      ...(withheld !== null && { withheld }),
    });
  },
});

/** Other files only add to what one declares. */
function isDeclared({ compose }: ComposeContext, name: string): boolean {
  const service = compose.service(name);
  return service !== null && (service.get('image') !== null || service.get('build') !== null);
}

/** Docker's own address pools hold about thirty networks. */
const MOST_GROUPS = 15;

function fixFor({ compose }: ComposeContext, projects: readonly ComposeProject[], plan: SplitPlan): { fix: Fix | null; withheld: string | null } {
  const withhold = (withheld: string) => ({ fix: null, withheld });
  if (plan.network !== 'default' || projects.some((project) => project.get('networks') !== null)) {
    return withhold('The files have networks already, so where each service belongs is for you to say.');
  }
  const elsewhere = projects.flatMap(({ services }) => [...services.keys()]).find((name) => !compose.service(name));
  if (elsewhere !== undefined || projects.length > 1) {
    return withhold(elsewhere === undefined ? 'Other files are laid over this one.' : `\`${elsewhere}\` is declared in another file, which would have to change as well.`);
  }
  const [doubt] = plan.talks.doubts.values();
  if (doubt !== undefined) return withhold(doubt);
  if (plan.groups.length > MOST_GROUPS) return withhold('There are too many groups to change them all at once.');
  const added = addNetworks(compose, plan.groups);
  if ('refused' in added) return withhold(added.refused);
  const names = plan.groups.flatMap(({ datastores }) => datastores);
  const title = `Put ${quotedNames(names)} on ${plan.groups.length === 1 ? 'a network' : `${plan.groups.length} networks`} apart: services that use ${names.length === 1 ? 'it' : 'them'} without a word of it here no longer can`;
  return { fix: { kind: 'suggestion', title, edits: added.edits }, withheld: null };
}

/** `db` and what uses it (`api`, `worker`) a network of their own; what uses them only where there is one group, and nothing else may use it. */
function groupsText(groups: readonly DataGroup[], isSure: boolean): string {
  const names = groups.flatMap(({ datastores }) => datastores);
  if (groups.length > 1) return `${quotedNames(names)} networks of their own, with what uses them`;
  const shown = names.length > 3 ? [...names.slice(0, 2).map(quoted), `${names.length - 2} more`] : names.map(quoted);
  return `${shown.join(', ')} and what uses ${names.length === 1 ? 'it' : 'them'}${isSure ? ` (${quotedNames(groups[0]!.clients)})` : ''} a network of their own`;
}

function quotedNames(names: readonly string[]): string {
  return listed(names.map(quoted), 3);
}

function quoted(name: string): string {
  return `\`${name}\``;
}
