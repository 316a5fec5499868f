import type { ComposeService } from '../core/compose/model.ts';
import type { ComposeProject, ProjectService } from '../core/compose/project.ts';
import type { Severity } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext, type Report } from '../core/engine/rule.ts';
import { containsSpan, type Span } from '../core/text/span.ts';
import { companyOf, hostPortsOf, isForSwarm, scaleOf, type Company, type HostPorts } from './compose/network/hostPorts.ts';
import { portConflicts, type PortConflict } from './compose/network/portConflicts.ts';
import { isStronger } from './compose/network/strongerFile.ts';
import { writtenPorts, type WrittenPort } from './compose/network/writtenPorts.ts';
import { projectsOf } from './compose/projects.ts';
import { scalarText } from './compose/serviceText.ts';

export const noPortConflict = defineComposeRule<object>({
  meta: {
    id: 'no-port-conflict',
    description: 'No two containers of a project want the same port of the host or the same name.',
    subject: 'compose',
    language: 'compose',
    severity: 'error',
    confidence: 'high',
    fix: 'none',
    weight: { overall: 9, security: 0, maintainability: 5 },
    options: {},
    messages: {
      twice: '`{service}` publishes port {port} of the host twice, so it fails to start with `{error}`: remove one.',
      port: '`{service}` publishes port {port} of the host, which `{other}`{place} publishes as well, so the one that starts later fails with `port is already allocated`: '
        + 'choose another port for one.',
      onDemand: '`{service}` publishes port {port} of the host, which `{other}`{place} publishes as well: started together, as profiles do, the later one fails.',
      replicas: '`{service}` starts {count} containers that all publish port {port} of the host, so all but the first fail with `port is already allocated`: '
        + 'publish a range of ports, or put a proxy before it.',
      borrowed: '`{service}` uses the network of {owner}, and Docker refuses to start a container that publishes ports from there: publish them at {owner}.',
      name: '`{service}` has the container name `{name}`, which `{other}`{place} has as well, so compose does not load the project: remove one, compose makes up names itself.',
      nameOnDemand: '`{service}` has the container name `{name}`, which `{other}`{place} has as well: compose refuses to load both, as profiles do.',
    },
  },
  check(context) {
    if (!/\b(?:ports|container_name|scale|replicas|network_mode)\b/.test(context.compose.text)) return;
    const reporter = new ConflictReporter(context);
    for (const project of projectsOf(context)) reporter.checkProject(project);
  },
});

const SEVERITIES: Readonly<Record<Exclude<Company, 'apart'>, Severity>> = { always: 'error', together: 'warning', 'on-demand': 'hint' };

/** Looks at one file in all its projects; a place is told once, however many projects it spoils. */
class ConflictReporter {
  private readonly told = new Set<number>();

  constructor(private readonly context: ComposeContext) {}

  checkProject(project: ComposeProject): void {
    for (const conflict of portConflicts(project)) this.tellConflict(project, conflict);
    for (const service of this.context.compose.services) {
      const merged = project.services.get(service.name);
      if (!merged) continue;
      this.tellReplicas(project, service, merged);
      this.tellBorrowed(project, service, merged);
    }
    this.tellNames(project);
  }

  private tell(span: Span, report: Omit<Report, 'span'>): void {
    if (this.told.has(span.start)) return;
    this.told.add(span.start);
    this.context.report({ ...report, span });
  }

  private tellConflict(project: ComposeProject, conflict: PortConflict): void {
    const { company, isSameAddress, port } = conflict;
    const [first, second] = [this.written(project, conflict.first), this.written(project, conflict.second)];
    const [here, there, at] = this.cause(project, conflict, first !== null, second !== null) === 'first'
      ? [conflict.first, conflict.second, [first, second] as const] : [conflict.second, conflict.first, [second, first] as const];
    const [own, other] = at;
    if (!own || (!other && !this.isCause(project, there.service, ['ports'], here === conflict.second))) return;
    const isTwice = here.service === there.service;
    this.tell(own.span, {
      messageId: isTwice ? 'twice' : company === 'on-demand' ? 'onDemand' : 'port',
      data: {
        service: here.service, port: portText(port, here.protocol), other: there.service, place: other ? '' : placeText(project, there.service, ['ports']),
        // The engine's own books hold one entry per address, the host's only what listens.
        error: isSameAddress ? 'port is already allocated' : 'address already in use',
      },
      severity: isSameAddress || company === 'on-demand' ? SEVERITIES[company] : 'warning',
      related: other && !containsSpan(other.span, own.span) ? [{ span: other.span, message: `Published here by \`${there.service}\`.` }] : [],
    });
  }

  /** The later one where this file writes both, else the one that it writes. */
  private cause(project: ComposeProject, { first, second }: PortConflict, isFirstHere: boolean, isSecondHere: boolean): 'first' | 'second' {
    if (!isFirstHere || !isSecondHere) return isFirstHere ? 'first' : 'second';
    const [a, b] = [this.written(project, first)!.span, this.written(project, second)!.span];
    return a.start > b.start ? 'first' : 'second';
  }

  private written(project: ComposeProject, { service: name, index }: HostPorts): WrittenPort | null {
    const [service, merged] = [this.context.compose.service(name), project.services.get(name)];
    if (!service || !merged) return null;
    const ports = this.portsOf(service, merged);
    return ports[index - (ports[0]?.index ?? 0)] ?? null;
  }

  private readonly ports = new Map<ProjectService, readonly WrittenPort[]>();

  private portsOf(service: ComposeService, merged: ProjectService): readonly WrittenPort[] {
    let ports = this.ports.get(merged);
    if (!ports) this.ports.set(merged, (ports = writtenPorts(this.context.compose, service, merged)));
    return ports;
  }

  /** True where this file is stronger than the one that says the other half. */
  private isCause(project: ComposeProject, other: string, path: readonly string[], otherwise: boolean): boolean {
    return isStronger(this.context, project, project.services.get(other)?.filesWith(...path) ?? [], otherwise);
  }

  private tellReplicas(project: ComposeProject, service: ComposeService, merged: ProjectService): void {
    const count = scaleOf(merged);
    if (count === null || count < 2 || isForSwarm(project)) return;
    const fixed = hostPortsOf(merged)[0];
    const path = merged.get('scale') === null ? ['deploy', 'replicas'] : ['scale'];
    const value = service.get(...path);
    const ports = this.portsOf(service, merged);
    if (!fixed || (!value && ports.length === 0)) return;
    const otherPath = value ? ['ports'] : path;
    const saysBoth = value !== null && ports.length > 0;
    if (!saysBoth && !this.isCause(project, service.name, otherPath, false)) return;
    const written = this.written(project, fixed);
    const range = value?.origin === 'own' ? value.node?.range : undefined;
    this.tell(range ? { start: range[0], end: range[1] } : (written?.span ?? service.keySpan), {
      messageId: 'replicas',
      data: { service: service.name, count, port: portText(fixed.range.start, fixed.protocol) },
      severity: path.length === 1 ? 'error' : 'warning',
      related: range && written ? [{ span: written.span, message: 'Published here.' }] : [],
    });
  }

  private tellBorrowed(project: ComposeProject, service: ComposeService, merged: ProjectService): void {
    const mode = merged.get('network_mode');
    const owner = typeof mode === 'string' ? /^(service|container):(.+)$/.exec(mode) : null;
    const entries = merged.get('ports');
    if (!owner || !Array.isArray(entries) || entries.length === 0) return;
    const own = this.portsOf(service, merged)[0];
    const [hasMode, hasPorts] = [service.get('network_mode') !== null, own !== undefined];
    if (!hasMode && !hasPorts) return;
    if (!(hasMode && hasPorts) && !this.isCause(project, service.name, [hasPorts ? 'network_mode' : 'ports'], false)) return;
    const value = service.get('network_mode');
    const range = value?.origin === 'own' ? value.node?.range : undefined;
    const at = own?.span ?? (range ? { start: range[0], end: range[1] } : service.keySpan);
    this.tell(at, { messageId: 'borrowed', data: { service: service.name, owner: owner[1] === 'service' ? `\`${owner[2]}\`` : `the container \`${owner[2]}\`` } });
  }

  private tellNames(project: ComposeProject): void {
    const holders = new Map<string, ProjectService[]>();
    for (const service of project.services.values()) {
      const name = service.get('container_name');
      if (typeof name !== 'string' || name === '') continue;
      const others = holders.get(name) ?? [];
      for (const other of others) {
        const company = companyOf(other, service);
        if (company === 'apart') continue;
        this.tellName(project, name, other, service, company);
        break;
      }
      if (others.length < 16) holders.set(name, [...others, service]);
    }
  }

  private tellName(project: ComposeProject, name: string, first: ProjectService, second: ProjectService, company: Exclude<Company, 'apart'>): void {
    const places = [second, first].map((service) => this.placeOfName(service, name));
    const [here, there] = places[0] ? [second, first] : [first, second];
    const isBoth = places[0] !== null && places[1] !== null;
    const at = places[0] ?? places[1];
    if (!at || (!isBoth && !this.isCause(project, there.name, ['container_name'], here === second))) return;
    this.tell(at, {
      messageId: company === 'on-demand' ? 'nameOnDemand' : 'name',
      data: { service: here.name, name, other: there.name, place: isBoth ? '' : placeText(project, there.name, ['container_name']) },
      severity: SEVERITIES[company],
      related: isBoth && places[1] ? [{ span: places[1], message: `\`${there.name}\` has it as well.` }] : [],
    });
  }

  /** Where this file gives a service that container name; the service where an anchor or another service brings it, null where it does not. */
  private placeOfName({ name }: ProjectService, wanted: string): Span | null {
    const service = this.context.compose.service(name);
    const value = service?.get('container_name');
    if (!service || !value || (value.data !== wanted && !scalarText(value.data).includes('$'))) return null;
    const range = value.origin === 'own' ? value.node?.range : undefined;
    return range ? { start: range[0], end: range[1] } : service.keySpan;
  }
}

function portText(port: number, protocol: string): string {
  return protocol === 'tcp' ? String(port) : `${port}/${protocol}`;
}

/** ` in compose.yaml`, of the strongest file that says it; empty where no file is known. */
function placeText(project: ComposeProject, service: string, path: readonly string[]): string {
  const file = project.services.get(service)?.filesWith(...path).at(-1);
  return file === undefined ? '' : ` in \`${file}\``;
}
