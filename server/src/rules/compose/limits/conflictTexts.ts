import { UNKNOWN } from '../../../core/compose/project.ts';
import { listed } from '../../../core/text/listing.ts';
import { scalarText } from '../serviceText.ts';
import type { Flaw } from './amount.ts';
import { twinKey } from './conflictFixes.ts';
import { hostText, type Conflict } from './conflicts.ts';
import { pathOf, QUANTITIES, type LimitSetting } from './limitSettings.ts';
import { deciderOf, type Subject } from './places.ts';

type Texts = Readonly<Record<string, string>>;

/** What fills the message of a conflict. */
export function conflictData(subject: Subject, conflict: Conflict, services: readonly string[], hostCpus: number | null): Texts {
  const { setting, other, group } = conflict;
  return {
    who: namesOf(services),
    have: services.length === 1 ? 'has' : 'have',
    setting: `\`${setting}\``,
    value: valueText(subject, pathOf(setting)),
    ...(other && { other: `\`${other}\``, otherValue: valueText(subject, pathOf(other)) }),
    ...(group && { twin: `\`${twinKey(setting)}\``, group: `\`${group.join('.')}\`${placeText(subject, group)}` }),
    ...(hostCpus !== null && { host: hostText(hostCpus) }),
    ...(conflict.range !== undefined && { range: conflict.range }),
    why: reasonText(subject, conflict),
  };
}

export function emptyData(path: readonly string[], services: readonly string[]): Texts {
  return { who: namesOf(services), setting: `\`${path.join('.')}\`` };
}

/** `a`, `b` and 3 other services. */
export function namesOf(services: readonly string[]): string {
  return listed(services.map((name) => `\`${name}\``), 3, 'other services');
}

/** `(512m)`, with the file where another one says it. */
function valueText(subject: Subject, path: readonly string[]): string {
  const value = subject.merged.get(...path);
  const text = value === UNKNOWN ? 'a variable' : scalarText(value).slice(0, 60);
  return `(${text === '' ? 'empty' : text}${placeText(subject, path)})`;
}

function placeText(subject: Subject, path: readonly string[]): string {
  const file = deciderOf(subject, path);
  return file === null || file === subject.file ? '' : ` in \`${file}\``;
}

function reasonText({ merged }: Subject, { id, setting, flaw }: Conflict): string {
  if (id === 'tooLittleMemory') return /^\d+$/.test(scalarText(merged.get(...pathOf(setting)))) ? ': a number without a unit counts bytes' : '';
  return flaw ? FLAWS[flaw](setting) : '';
}

const UNITS = ', which knows the units `k`, `m` and `g`, as in `512m`';

const FLAWS: Readonly<Record<Flaw, (setting: LimitSetting) => string>> = {
  'binary-unit': () => ': `Mi` and `Gi` are units of Kubernetes, and `M` and `G` mean the same here',
  millicores: () => ': millicores are of Kubernetes, and here CPUs are counted, as in `0.5`',
  percent: (setting) => (QUANTITIES[setting] === 'cpus' ? ': CPUs are counted, as in `0.5` for half of one' : ': memory is an amount, as in `512m`'),
  comma: () => ': decimals stand behind a point',
  spaces: () => ': there is a space too many',
  unquoted: () => ': it has to be text there, as in `512M`',
  negative: () => ': an amount of memory cannot be negative',
  empty: () => ': it is empty',
  other: (setting) => (QUANTITIES[setting] === 'bytes' ? UNITS : ''),
};
