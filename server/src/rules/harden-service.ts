import type { Scalar } from 'yaml';
import type { Edited } from '../core/compose/edits/editing.ts';
import { removeItem } from '../core/compose/edits/removeItem.ts';
import type { ComposeService } from '../core/compose/model.ts';
import type { ProjectService } from '../core/compose/project.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span } from '../core/text/span.ts';
import { isForTests, isForTrying } from './compose/forTrying.ts';
import { addNoNewPrivileges } from './compose/hardening/addNoNewPrivileges.ts';
import { gainsRights } from './compose/hardening/gainsRights.ts';
import { imagePath } from './compose/hardening/imagePath.ts';
import { narrow, spareCapabilities, writableRoot } from './compose/hardening/narrowing.ts';
import { noNewPrivileges } from './compose/hardening/securityOptions.ts';
import { weakenings } from './compose/hardening/weakenings.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { declaredServices, projectsOf, type DeclaredService } from './compose/projects.ts';
import { readingOf } from './compose/serviceReading.ts';

interface Options {
  readonly capabilities: boolean;
  readonly readOnly: boolean;
}

/** Source: docs.docker.com/engine/security, and docs.docker.com/reference/compose-file/services (`security_opt`, `cap_drop`, `read_only`). */
export const hardenService = defineComposeRule<Options>({
  meta: {
    id: 'harden-service',
    description: 'Services cannot gain rights they do not start with, and keep none of the protection off that containers have.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 4, security: 4, maintainability: 0 },
    options: {
      capabilities: { type: 'boolean', description: 'Also tells which services keep the capabilities of root.', default: false },
      readOnly: { type: 'boolean', description: 'Also tells which services may change the files of their image.', default: false },
    },
    messages: {
      gains: 'Whoever breaks into {services} may become root there by a setuid program such as `su`: `no-new-privileges` prevents it.',
      weakens: '`{option}` hardens nothing: it takes {loss} off `{service}`, so leave it out or name a profile.',
      narrow: '`{service}` has more rights than most services need: it {what}.',
    },
  },
  check(context) {
    const services = declaredServices(context);
    tellWeakenings(context, services);
    const longRunning = withoutJobs(context, services);
    // People work in development containers, with `sudo`, and nobody breaks into those of a test.
    if (!isForTests(context.path ?? '')) tellGains(context, longRunning);
    if (context.options.capabilities || context.options.readOnly) tellNarrowings(context, longRunning);
  },
});

/** An anchor's option is told of once. */
function tellWeakenings(context: ComposeContext<Options>, services: readonly DeclaredService[]): void {
  if (!context.compose.text.includes('unconfined')) return;
  const told = new Set<Scalar>();
  for (const { service, merged } of services) {
    for (const { list, index, node, option, loss } of weakenings(context.compose, service, merged)) {
      if (told.has(node)) continue;
      told.add(node);
      const removal = removeItem(context.compose, list, index);
      context.report({
        messageId: 'weakens',
        data: { option, loss, service: service.name },
        span: span(node.range?.[0] ?? 0, node.range?.[1] ?? 0),
        severity: isForTrying(context.path ?? '') ? 'hint' : 'information',
        ...('refused' in removal ? { withheld: removal.refused } : { fixes: [removalOf(option, service.name, removal)] }),
      });
    }
  }
}

function removalOf(option: string, service: string, { edits, services = [] }: Edited): Fix {
  const others = services.filter((name) => name !== service).map((name) => `\`${name}\``);
  const also = others.length === 0 ? '' : ` from \`${service}\`, ${listed(others, 4, 'other services')}`;
  const needs = option.startsWith('seccomp') ? 'debuggers and what needs unusual system calls' : 'what mounts file systems or looks at the host';
  return { kind: 'suggestion', title: `Remove \`${option}\`${also}: ${needs} may stop working`, edits };
}

function withoutJobs(context: ComposeContext<Options>, services: readonly DeclaredService[]): readonly DeclaredService[] {
  const awaited = awaitedJobs(projectsOf(context));
  return services.filter(({ service, merged }) => {
    const [first] = merged;
    // An override adds to a service for which the base file is told.
    const isDeclared = ['image', 'build', 'extends'].some((key) => service.get(key) !== null);
    return isDeclared && !merged.some((each) => each.get('privileged') !== null && each.get('privileged') !== false) && !isJob(readingOf(service, first!), awaited);
  });
}

/** There is nothing left to gain. */
function isRoot(service: ProjectService): boolean {
  const user = service.get('user');
  return (typeof user === 'string' || typeof user === 'number') && /^(?:0|root)(?::|$)/.test(String(user));
}

/** One finding for the file: the same line for each of forty services would hide what matters. */
function tellGains(context: ComposeContext<Options>, services: readonly DeclaredService[]): void {
  const open = services.filter(({ service, merged }) => merged.every((each) => noNewPrivileges(each) === 'missing' && !isRoot(each)) && !gainsRights(imagePath(service, merged[0]!)));
  const [first] = open;
  if (!first) return;
  const list: ComposeService[] = open.map(({ service }) => service);
  context.report({
    messageId: 'gains',
    data: { services: listed(list.map(({ name }) => `\`${name}\``), 4, 'other services') },
    span: first.service.keySpan,
    ...addNoNewPrivileges(context.compose, list, context.project),
  });
}

function tellNarrowings(context: ComposeContext<Options>, services: readonly DeclaredService[]): void {
  for (const { service, merged } of services) {
    const image = imagePath(service, merged[0]!);
    const narrowings = [
      context.options.capabilities ? spareCapabilities(merged, image) : null,
      context.options.readOnly ? writableRoot(merged, image) : null,
    ].filter((narrowing) => narrowing !== null);
    if (narrowings.length === 0) continue;
    const what = narrowings.map((narrowing) => narrowing.what).join(' and ');
    context.report({ messageId: 'narrow', data: { service: service.name, what }, span: service.keySpan, ...narrow(context.compose, service, narrowings) });
  }
}
