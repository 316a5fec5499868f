import type { Node } from 'yaml';
import type { Severity } from '../core/engine/finding.ts';
import { defineComposeRule, type Report } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span } from '../core/text/span.ts';
import { ACCESS_WORDS, type Access } from './compose/hardening/accessKinds.ts';
import { hostAccesses, type HostAccess } from './compose/hardening/hostAccess.ts';
import { isOrdinary, isSocketProxy, purposesOf } from './compose/hardening/hostTools.ts';
import { imagePath } from './compose/hardening/imagePath.ts';
import { isForTrying } from './compose/forTrying.ts';
import { declaredServices } from './compose/projects.ts';

/** Cheap: a file without any of these words has nothing to find. */
const MENTIONS = /docker\.sock|podman\.sock|\bprivileged\b|\bhost\b|\/:\/|source:\s*['"]?\/['"]?\s*$/m;

export const noHostAccess = defineComposeRule<object>({
  meta: {
    id: 'no-host-access',
    description: 'No service reaches into its host by the Docker socket, `privileged`, or a namespace or the root folder of the host.',
    subject: 'compose',
    language: 'compose',
    severity: 'information',
    confidence: 'high',
    fix: 'none',
    weight: { overall: 8, security: 8, maintainability: 1 },
    options: {},
    messages: {
      one: '`{service}` {sentence}: {advice}.',
      several: '`{service}` has {list}, so whoever takes it over has the host as well: {advice}.',
      tool: '`{service}` needs the Docker socket for its work, which makes it root on the host (`:ro` does not change that): keep it up to date, and give it a socket proxy where it takes one.',
    },
  },
  check(context) {
    if (!MENTIONS.test(context.compose.text)) return;
    const forTrying = isForTrying(context.path ?? '');
    // What an anchor or an extended service gives to many is told of once.
    const told = new Set<Node>();
    for (const { service, merged } of declaredServices(context)) {
      const all = hostAccesses(context.compose, service, merged);
      const fresh = all.filter(({ node }) => !told.has(node));
      for (const { node } of all) told.add(node);
      if (fresh.length === 0) continue;
      const path = imagePath(service, merged[0]!);
      const report = judge(service.name, all, fresh, path);
      if (report) context.report(forTrying && report.severity === 'information' ? { ...report, severity: 'hint' } : report);
    }
  },
});

/** @param fresh those of `found` that no service before it has, too */
function judge(service: string, found: readonly HostAccess[], fresh: readonly HostAccess[], path: string | null): Report | null {
  // What is built here has no name but that of its service.
  const purposes = purposesOf(path ?? service.toLowerCase());
  const kinds = (Object.keys(ACCESS_WORDS) as Access[]).filter((kind) => found.some(({ access }) => access === kind));
  const excess = kinds.filter((access) => !purposes.has(access));
  const spanFor = (told: readonly Access[]) => spanOf((fresh.find(({ access }) => told.includes(access)) ?? fresh[0]!).node);
  if (excess.length === 0) return kinds.includes('socket') && !isSocketProxy(path) ? { messageId: 'tool', data: { service }, severity: 'hint', span: spanFor(['socket']) } : null;
  const span = spanFor(excess);
  const severity = severityOf(excess, found, isOrdinary(path));
  const [first] = excess as [Access];
  if (excess.length === 1) return { messageId: 'one', data: { service, ...ACCESS_WORDS[first] }, severity, span };
  const list = listed(excess.map((access) => ACCESS_WORDS[access].short), Infinity);
  return { messageId: 'several', data: { service, list, advice: ACCESS_WORDS[first].advice }, severity, span };
}

/** What makes the container as good as root on its host weighs more than a namespace that it shares. */
function severityOf(kinds: readonly Access[], found: readonly HostAccess[], isAvoidable: boolean): Severity {
  const changesHost = kinds.some((kind) => kind === 'socket' || kind === 'privileged' || (kind === 'root' && found.some(({ access, isReadOnly }) => access === 'root' && !isReadOnly)));
  if (isAvoidable) return changesHost ? 'warning' : 'information';
  return changesHost ? 'information' : 'hint';
}

function spanOf({ range }: Node) {
  return span(range?.[0] ?? 0, range?.[1] ?? 0);
}
