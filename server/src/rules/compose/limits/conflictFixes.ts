import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import { removeEntry } from '../../../core/compose/edits/removeEntry.ts';
import type { Edited } from '../../../core/compose/edits/editing.ts';
import { insertAtAnchors, insertIntoService, type Refusal } from '../../../core/compose/insertKeys.ts';
import { isWantedMap, type WantedMap } from '../../../core/compose/renderYaml.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { scalarText } from '../serviceText.ts';
import { formatCpus, MEMORY_FLOOR, MIB } from '../memory.ts';
import type { Conflict } from './conflicts.ts';
import { pathOf, QUANTITIES } from './limitSettings.ts';
import { writtenText, type Subject } from './places.ts';

/** What to offer for a conflict: a fix, or the reason why there is none. */
export type Offer = { readonly fix: Fix } | { readonly withheld: string };

const ONLY_YOU = 'Only you can tell which of the two is meant.';
const BY_VARIABLE = 'The value comes from a variable or its default: change it where that is set.';
const MEASURE = 'How much memory it needs is found by measuring, with `docker stats` under load.';

/**
 * Offers a fix where one reading is obvious.
 * @param services all services that have the conflict because of this place
 */
export function offerFor(subject: Subject, conflict: Conflict, services: readonly string[], hostCpus: number | null): Offer {
  if (conflict.id === 'missingTwin') return sayThereToo(subject, conflict, services);
  if (conflict.other !== null) return { withheld: ONLY_YOU };
  const written = writtenText(subject, pathOf(conflict.setting));
  if (written.includes('$')) return { withheld: BY_VARIABLE };
  if (conflict.id === 'negativeCpus' || conflict.id === 'negativeMemory') return leaveOut(subject, conflict, services);
  const reading = readingOf(subject, conflict, hostCpus);
  if ('withheld' in reading) return reading;
  const node = subject.service.get(...pathOf(conflict.setting))?.node ?? null;
  return offered(replaceScalar(subject.compose, node, reading.value, { everywhere: true }), reading.title, services);
}

interface Reading {
  readonly value: string;
  readonly title: string;
}

type Read = Reading | { readonly withheld: string };

function readingOf(subject: Subject, { id, setting, flaw }: Conflict, hostCpus: number | null): Read {
  const data = subject.merged.get(...pathOf(setting));
  const text = scalarText(data);
  if (id === 'moreCpusThanHost' && hostCpus !== null) return { value: formatCpus(hostCpus), title: `Lower it to ${formatCpus(hostCpus)}, all that the host has` };
  if (id === 'tooFewCpus') return { value: '0.01', title: 'Raise it to 0.01, the least that starts: a hundredth of one CPU is very slow' };
  if (id === 'tooLittleMemory') return asMegabytes(text);
  if (id === 'swapWithoutMemory') return { withheld: MEASURE };
  if (id !== 'unreadable') return { withheld: 'Only you can tell what was meant.' };
  switch (flaw) {
    case 'binary-unit':
      return { value: text.replace(/i$/i, ''), title: `Write \`${text.replace(/i$/i, '')}\`, which is the same amount: compose counts in steps of 1,024` };
    case 'millicores':
      return millicores(text);
    case 'comma':
      return { value: text.replace(',', '.'), title: `Write \`${text.replace(',', '.')}\`` };
    case 'spaces':
      return { value: text.replace(/\s+/g, ''), title: `Write \`${text.replace(/\s+/g, '')}\` without spaces` };
    case 'unquoted':
      return typeof data === 'number' && Number.isInteger(data) && data >= 1 ? bytesAsText(data) : { withheld: MEASURE };
    case 'percent':
      return { withheld: QUANTITIES[setting] === 'cpus' ? 'A percentage may be of one CPU or of all of them.' : 'Compose does not know how much memory the host has.' };
    default:
      return { withheld: 'Only you can tell which amount was meant.' };
  }
}

/** 1000 millicores are a CPU. */
function millicores(text: string): Read {
  const value = formatCpus(Number((Number.parseFloat(text) / 1000).toPrecision(12)));
  return { value, title: `Write \`${value}\`: ${text} is what Kubernetes calls ${value} CPUs` };
}

/** A number without a unit counts bytes, and nobody means so few. */
function asMegabytes(text: string): Read {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number >= MEMORY_FLOOR / MIB && number < MIB ? megabytes(number) : { withheld: MEASURE };
}

function bytesAsText(bytes: number): Read {
  if (bytes < MEMORY_FLOOR) return asMegabytes(String(bytes));
  const value = bytes % MIB === 0 ? `${bytes / MIB}M` : `${bytes}b`;
  return { value, title: `Write \`${value}\`, the same amount as text` };
}

function megabytes(amount: number): Read {
  return { value: `${amount}M`, title: `Write \`${amount}M\`, if megabytes are meant` };
}

/** Compose has no value for "no limit": it is what no key says. */
function leaveOut(subject: Subject, { setting }: Conflict, services: readonly string[]): Offer {
  const path = pathOf(setting);
  if (new Set(subject.merged.filesWith(...path)).size > 1) return { withheld: 'Another file sets it as well, and that value would count without this one.' };
  const removal = removeEntry(subject.compose, subject.service, path);
  if (!('refused' in removal) && removal.edits.length === 0) return { withheld: 'The place that says it cannot be told with certainty.' };
  return offered(removal, `Take \`${path.at(-1)!}\` out, if no limit is meant`, services);
}

/** Says below `deploy` what the older key says. */
function sayThereToo(subject: Subject, { setting, group = [] }: Conflict, services: readonly string[]): Offer {
  const value = scalarText(subject.merged.get(...pathOf(setting)));
  const key = twinKey(setting);
  if (writtenText(subject, pathOf(setting)).includes('$')) return { withheld: BY_VARIABLE };
  // The one place that a fix edits has to be of this file.
  if (subject.merged.filesWith(...group).some((file) => file !== subject.file)) return { withheld: `Another file has \`${group.join('.')}\`, and only you can tell which of the two is to stay.` };
  const wanted = [...group].reverse().reduce<string | WantedMap>((inner, name) => ({ [name]: inner }), { [key]: value });
  if (typeof wanted === 'string' || !isWantedMap(wanted)) return { withheld: ONLY_YOU };
  const own = insertIntoService(subject.compose, subject.service, wanted);
  const insertion = 'refused' in own ? insertAtAnchors(subject.compose, subject.service, wanted) : own;
  return offered(insertion, `Say \`${key}: ${value}\` in \`${group.join('.')}\` as well`, services);
}

/** The last key below `deploy` that means the same as an older one. */
export function twinKey(older: string): string {
  return older === 'cpus' ? 'cpus' : older === 'pids_limit' ? 'pids' : 'memory';
}

/** An edit reaches only services that are in the same trouble. */
function offered(edited: Edited | Refusal, title: string, services: readonly string[]): Offer {
  if ('refused' in edited) return { withheld: edited.refused };
  const spoken = new Set(services);
  const stranger = edited.services?.find((name) => !spoken.has(name));
  if (stranger !== undefined) return { withheld: `\`${stranger}\` takes its keys from the same place and would change as well.` };
  const many = services.length > 1 ? ` (for ${services.length} services)` : '';
  return { fix: { kind: 'suggestion', title: title + many, edits: edited.edits } };
}
