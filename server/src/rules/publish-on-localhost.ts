import { isScalar } from 'yaml';
import type { ComposeModel } from '../core/compose/model.ts';
import { UNKNOWN, type ProjectService } from '../core/compose/project.ts';
import { environmentOfService } from '../core/compose/settings/environment.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { containsSpan } from '../core/text/span.ts';
import { addressShape, bindPort } from './compose/network/bindPort.ts';
import { isForSwarm } from './compose/network/hostPorts.ts';
import { privatePort, type PortKind, type PrivatePort } from './compose/network/privatePorts.ts';
import { writtenPorts, type WrittenPort } from './compose/network/writtenPorts.ts';
import { declaredServices, projectsOf, type DeclaredService } from './compose/projects.ts';
import { commandText, imageName } from './compose/serviceText.ts';

interface Options {
  readonly address: string;
}

export const publishOnLocalhost = defineComposeRule<Options>({
  meta: {
    id: 'publish-on-localhost',
    description: 'Ports of databases, brokers, admin tools and debuggers are published on the host itself, not on its network.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 6, security: 6, maintainability: 1 },
    options: {
      address: {
        type: 'string',
        description: 'Address of the host that the fix publishes such ports on.',
        default: '127.0.0.1',
      },
    },
    messages: {
      database: '`{service}` publishes {what} on all addresses of the host, where Docker lets it past the firewall: publish it on `{address}` unless other machines use it.',
      admin: '`{service}` publishes {what} on all addresses of the host, where Docker lets it past the firewall: publish it on `{address}` and reach it through a tunnel.',
      debugger: '`{service}` publishes {what} on all addresses of the host, so whoever reaches it runs code in the container: publish it on `{address}`.',
    },
  },
  check(context) {
    const { text } = context.compose;
    if (!/\bports\b/.test(text) || projectsOf(context).some(isForSwarm)) return;
    const reported = new Set<unknown>();
    for (const declared of declaredServices(context)) checkService(context, declared, reported);
  },
});

/** A port that is open to more than it has to be. */
interface OpenPort {
  readonly written: WrittenPort;
  readonly what: PrivatePort;
}

const MESSAGES: Readonly<Record<PortKind, 'database' | 'admin' | 'debugger'>> = { database: 'database', broker: 'database', admin: 'admin', debugger: 'debugger' };

/** @param reported entries that another service showed before: several share an anchor's, or extend one that has them */
function checkService(context: ComposeContext<Options>, { service, merged }: DeclaredService, reported: Set<unknown>): void {
  const project = merged[0]!;
  if (service.get('ports') === null || project.get('network_mode') !== null) return;
  const owner = {
    image: project.get('build') === null ? imageName(project) : null,
    get command() {
      return startTextOf(project);
    },
  };
  const open = writtenPorts(context.compose, service, project).flatMap((written): OpenPort[] => {
    const { port, node } = written;
    if (port === UNKNOWN || port.hostIp !== null || port.published === null || reported.has(node) || !isLeftOpen(context.compose, written, project)) return [];
    const what = privatePort(port, owner);
    return what ? [{ written, what }] : [];
  });
  const first = open[0];
  if (!first) return;
  for (const { written } of open) reported.add(written.node);
  const address = addressOf(context.options);
  const { fix, refused } = fixFor(context.compose, open, address);
  context.report({
    messageId: MESSAGES[first.what.kind],
    data: { service: service.name, what: describe(open), address },
    span: first.written.span,
    related: open.slice(1).filter(({ written }) => !containsSpan(first.written.span, written.span))
      .map(({ written, what }) => ({ span: written.span, message: `${capital(what.title)} as well.` })),
    fixes: fix ? [fix] : [],
    ...(refused !== null && { withheld: refused }),
  });
}

/** What starts in a container, options in variables included. */
function startTextOf(service: ProjectService): string {
  const values = [...environmentOfService(service).values.values()].filter((value) => typeof value === 'string' && value.length < 1_000);
  return [commandText(service), ...values].join(' ');
}

/** `0.0.0.0` is written on purpose, and so is a variable for the address. */
function isLeftOpen(model: ComposeModel, { node }: WrittenPort, service: ProjectService): boolean {
  if (service.get('ports') === UNKNOWN) return false;
  const entry = model.resolve(node);
  return !isScalar(entry) || addressShape(String(entry.value)) !== 'chosen';
}

/** Each is proved by itself, and nobody writes more by hand. */
const MOST_FIXED = 100;

function fixFor(model: ComposeModel, open: readonly OpenPort[], address: string): { fix: Fix | null; refused: string | null } {
  if (open.length > MOST_FIXED) return { fix: null, refused: 'There are too many ports to change them at once.' };
  const edits: TextEdit[] = [];
  const bound: string[] = [];
  let refused: string | null = null;
  for (const { written } of open) {
    const edited = bindPort(model, written.node, address);
    if ('refused' in edited) refused ??= edited.refused;
    else {
      edits.push(...edited.edits);
      bound.push(publishedText(written));
    }
  }
  if (edits.length === 0) return { fix: null, refused };
  const title = `Publish ${bound.length === 1 ? 'port' : 'ports'} ${bound.join(', ')} on ${address} only: other machines no longer reach ${bound.length === 1 ? 'it' : 'them'}`;
  return { fix: { kind: 'suggestion', title, edits }, refused };
}

function describe(open: readonly OpenPort[]): string {
  const titles = [...new Set(open.map(({ what }) => what.title))].join(' and ');
  const ports = open.map(({ written }) => publishedText(written));
  return `${titles} (${ports.length === 1 ? 'port' : 'ports'} ${ports.slice(0, 3).join(', ')}${ports.length > 3 ? ', …' : ''})`;
}

function publishedText({ port }: WrittenPort): string {
  const range = port === UNKNOWN ? null : port.published;
  return range === null ? '' : range.start === range.end ? String(range.start) : `${range.start}-${range.end}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An address of IPv4 or IPv6; anything else would end in a file that compose refuses. */
function addressOf({ address }: Options): string {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:]*)$/i.test(address) ? address : '127.0.0.1';
}
