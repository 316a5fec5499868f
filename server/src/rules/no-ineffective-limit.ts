import { isScalar } from 'yaml';
import { removeEntry } from '../core/compose/edits/removeEntry.ts';
import { replaceScalar } from '../core/compose/edits/replaceScalar.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext, type Report } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { namesOf } from './compose/limits/conflictTexts.ts';
import { ineffectiveIn, type Ineffective, type IneffectiveId } from './compose/limits/ineffective.ts';
import { mentionsLimits, pathOf } from './compose/limits/limitSettings.ts';
import { isDecidedHere, relatedPlace, spanOf, writtenText, type Subject } from './compose/limits/places.ts';
import { declaredServices } from './compose/projects.ts';

interface Options {
  readonly reservedCpus: unknown;
}

interface Found {
  readonly subject: Subject;
  readonly ineffective: Ineffective;
  readonly services: string[];
}

/** A zero may be meant; the others are believed to do something. */
const SEVERITIES: Readonly<Record<IneffectiveId, Severity>> = {
  zero: 'hint', besideTwin: 'hint', swap: 'information', swappiness: 'information', fraction: 'warning', reservedCpus: 'hint',
};

export const noIneffectiveLimit = defineComposeRule<Options>({
  meta: {
    id: 'no-ineffective-limit',
    description: 'No limits of CPU and memory that compose accepts and that change nothing.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 4, security: 1, maintainability: 4 },
    options: {
      reservedCpus: { type: 'boolean', description: 'Also say where CPUs are reserved, which only Swarm does.', default: false },
    },
    messages: {
      zero: '{who} can take all that the host has because compose takes {settings} for no limit; set one that you measured.',
      besideTwin: '{settings} of {who} does nothing beside {instead}, which is the limit; take it out.',
      swap: '{who} can still swap because compose takes {settings} for nothing said; set it to the value of {instead} to forbid that.',
      swappiness: '{who} can still swap because compose does not hand {settings} to the engine; set `memswap_limit` to the memory limit to forbid that.',
      fraction: '{who} {run} without this limit because compose takes {settings} for none; write a whole number or text with a unit.',
      reservedCpus: '{settings} of {who} does nothing outside Swarm; use `cpu_shares` for a weight between the containers of one host.',
    },
  },
  check(context) {
    if (!mentionsLimits(context.compose.text) || !context.compose.isTrustworthy) return;
    for (const found of foundHere(context)) context.report(reportOf(found));
  },
});

/** What does nothing in every project of the file, each place once. */
function foundHere(context: ComposeContext<Options>): Iterable<Found> {
  const places = new Map<string, Found>();
  for (const { service, merged } of declaredServices(context)) {
    const subjects = merged.map((each): Subject => ({ compose: context.compose, file: context.path ?? null, service, merged: each }));
    const [first, ...others] = subjects.map(ineffectiveIn);
    for (const ineffective of first!) {
      if (ineffective.id === 'reservedCpus' && context.options.reservedCpus !== true) continue;
      if (!others.every((each) => each.some((other) => isSame(other, ineffective)))) continue;
      const key = `${ineffective.id} ${spanOf(service.get(...ineffective.paths[0]!)!).start}`;
      const known = places.get(key);
      if (known) known.services.push(service.name);
      else places.set(key, { subject: subjects[0]!, ineffective, services: [service.name] });
    }
  }
  return places.values();
}

function isSame(one: Ineffective, other: Ineffective): boolean {
  return one.id === other.id && one.paths.map((path) => path.join('.')).join() === other.paths.map((path) => path.join('.')).join();
}

function reportOf(found: Found): Report {
  const { subject, ineffective: { id, paths, instead }, services } = found;
  const offer = offerFor(found);
  return {
    messageId: id,
    data: {
      who: namesOf(services),
      run: services.length === 1 ? 'runs' : 'run',
      settings: listed(paths.map((path) => `\`${path.join('.')}\` (${writtenText(subject, path)})`)),
      ...(instead && { instead: `\`${instead}\`` }),
    },
    span: spanOf(subject.service.get(...paths[0]!)!),
    severity: SEVERITIES[id],
    related: [
      ...paths.slice(1).flatMap((path) => relatedPlace(subject, path, `\`${path.join('.')}\` is no limit either.`)),
      ...(instead ? relatedPlace(subject, pathOf(instead), 'This is the limit.') : []),
    ],
    ...('edits' in offer ? { fixes: [offer] } : offer),
  };
}

const MEASURE = 'Which limit a service needs is found by measuring, with `docker stats` under load.';

function offerFor({ subject, ineffective, services }: Found): Fix | { readonly withheld: string } {
  const [path = []] = ineffective.paths;
  const many = services.length > 1 ? ` (for ${services.length} services)` : '';
  switch (ineffective.id) {
    case 'besideTwin':
      return offered(removeEntry(subject.compose, subject.service, path), `Take \`${path.join('.')}\` out, which changes nothing`, services);
    case 'swap': {
      const limit = pathOf(ineffective.instead!);
      const text = writtenText(subject, limit).replace(/^(['"])(.*)\1$/, '$2');
      if (!isDecidedHere(subject, limit) || text === '' || text.includes('$')) return { withheld: 'The memory limit comes from another file or a variable, and both have to be the same.' };
      return offered(replace(subject, path, text), `Forbid swap: set it to ${text}, as the memory limit${many}`, services);
    }
    case 'fraction': {
      const node = subject.compose.resolve(subject.service.get(...path)?.node ?? null);
      const bytes = isScalar(node) ? Number(node.value) : Number.NaN;
      // Only an exponent shows that bytes are meant: `1.5` may stand for gigabytes.
      if (!Number.isSafeInteger(bytes) || bytes < 1_000_000) return { withheld: 'Only you can tell which unit was meant.' };
      return offered(replace(subject, path, String(bytes)), `Write ${bytes}, which limits it${many}`, services);
    }
    case 'reservedCpus':
      return { withheld: 'Swarm reads it, should the file ever go there, and people read it as a plan.' };
    default:
      return { withheld: MEASURE };
  }
}

function replace({ compose, service }: Subject, path: readonly string[], text: string): ReturnType<typeof replaceScalar> {
  return replaceScalar(compose, service.get(...path)?.node ?? null, text, { everywhere: true });
}

/** An edit reaches only services of which the finding speaks. */
function offered(edited: ReturnType<typeof replaceScalar>, title: string, services: readonly string[]): Fix | { readonly withheld: string } {
  if ('refused' in edited) return { withheld: edited.refused };
  const spoken = new Set(services);
  const stranger = edited.services?.find((name) => !spoken.has(name));
  if (stranger !== undefined) return { withheld: `\`${stranger}\` takes its keys from the same place and would change as well.` };
  return { kind: 'suggestion', title, edits: edited.edits };
}
