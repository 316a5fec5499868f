import { UNKNOWN } from '../core/compose/project.ts';
import { defineComposeRule, type ComposeContext, type Report } from '../core/engine/rule.ts';
import { offerFor } from './compose/limits/conflictFixes.ts';
import { conflictsOf, type Conflict } from './compose/limits/conflicts.ts';
import { conflictData, emptyData } from './compose/limits/conflictTexts.ts';
import { limitsOf } from './compose/limits/effectiveLimits.ts';
import { emptySettings } from './compose/limits/emptySettings.ts';
import { hostOf } from './compose/limits/host.ts';
import { mentionsLimits, pathOf } from './compose/limits/limitSettings.ts';
import { deciderOf, isDecidedHere, relatedPlace, spanOf, strongerOf, writtenText, type Subject } from './compose/limits/places.ts';
import { declaredServices } from './compose/projects.ts';

interface Options {
  readonly cpus: unknown;
}

/** A conflict at a place, with every service that has it there. */
interface Found {
  readonly subject: Subject;
  readonly conflict: Conflict;
  readonly path: readonly string[];
  /** False where a project that the file is part of has no such conflict. */
  readonly isEverywhere: boolean;
  readonly services: Set<string>;
}

export const noConflictingLimits = defineComposeRule<Options>({
  meta: {
    id: 'no-conflicting-limits',
    description: 'No limits of CPU and memory that compose refuses to load or the engine refuses to start.',
    subject: 'compose',
    language: 'compose',
    severity: 'error',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 9, security: 0, maintainability: 5 },
    options: {
      cpus: { type: 'number', description: 'How many CPUs the host has; 0 where that is not known. A container with a limit above it does not start.', default: 0 },
    },
    messages: {
      distinct: 'Compose refuses the whole project because {who} {have} both {setting} {value} and {other} {otherValue}; give them the same value or keep one of them.',
      missingTwin: 'Compose refuses the whole project because {who} {have} {setting} {value} but no {twin} in {group}, which counts as another value; say it in both places or in one.',
      unreadable: 'Compose refuses the whole project because it cannot read {setting} {value} of {who}{why}.',
      empty: 'Compose refuses the whole project because {setting} of {who} has no value; give it one or take the key out.',
      reservationAboveLimit: 'The engine refuses to start {who} because {setting} {value} is above {other} {otherValue}; lower the reservation or raise the limit.',
      negativeCpus: 'The engine refuses to start {who} because {setting} {value} is negative; take it out if no limit is meant.',
      negativeMemory: 'The engine refuses to start {who} because {setting} {value} is negative; take it out if no limit is meant.',
      tooFewCpus: 'The kernel refuses to start {who} with {setting} {value}; 0.01 is the least that it can give.',
      moreCpusThanHost: 'The engine refuses to start {who} because {setting} {value} is more than the {host} of the host; lower it.',
      tooLittleMemory: 'The engine refuses to start {who} because {setting} {value} is less than 6 MB{why}; raise it.',
      cpusBesideQuota: 'The engine refuses to start {who} because {setting} {value} and {other} {otherValue} exclude each other; keep one of them.',
      swapBelowMemory: 'The engine refuses to start {who} because {setting} {value} is below {other} {otherValue}, and counts memory and swap together; raise it.',
      swapWithoutMemory: 'The engine refuses to start {who} because {setting} {value} needs a memory limit beside it; add one or take it out.',
      outOfRange: 'The engine refuses to start {who} because {setting} {value} is out of its range; it takes {range}.',
    },
  },
  check(context) {
    const { compose, options } = context;
    if (!mentionsLimits(compose.text) || !compose.isTrustworthy) return;
    const { cpus: hostCpus } = hostOf(compose, options);
    for (const found of conflictsHere(context, hostCpus)) context.report(reportOf(found, hostCpus));
    for (const empty of emptiesHere(context)) context.report(empty);
  },
});

/** Conflicts whose stronger value is written in the checked file, each place once. */
function conflictsHere(context: ComposeContext<Options>, hostCpus: number | null): Iterable<Found> {
  const places = new Map<string, Found>();
  for (const { service, merged } of declaredServices(context)) {
    const all = merged.map((each) => conflictsOf(limitsOf(each), hostCpus));
    for (const [index, conflicts] of all.entries()) {
      const subject: Subject = { compose: context.compose, file: context.path ?? null, service, merged: merged[index]! };
      for (const conflict of conflicts) {
        const isEverywhere = all.every((others) => others.some((other) => other.id === conflict.id && other.setting === conflict.setting));
        const path = blamed(subject, conflict);
        const value = path && (isEverywhere || !conflict.restsOnAbsence) ? service.get(...path) : null;
        if (!path || !value || !isDecidedHere(subject, path)) continue;
        const key = `${conflict.id} ${conflict.setting} ${spanOf(value).start}`;
        const known = places.get(key);
        if (!known) places.set(key, { subject, conflict, path, isEverywhere, services: new Set([service.name]) });
        else known.services.add(service.name);
      }
    }
  }
  return places.values();
}

/** The path to underline: of two that contradict each other, what the stronger file says. Null where nothing can be told for certain. */
function blamed(subject: Subject, { setting, other, group, restsOnAbsence }: Conflict): readonly string[] | null {
  if (restsOnAbsence && subject.merged.hasUnknownParent) return null;
  if (other !== null) return strongerOf(subject, pathOf(setting), pathOf(other));
  return group ? strongerOf(subject, pathOf(setting), group) : pathOf(setting);
}

function reportOf({ subject, conflict, path, isEverywhere, services: names }: Found, hostCpus: number | null): Report {
  const services = [...names];
  const paths = [pathOf(conflict.setting), ...(conflict.other ? [pathOf(conflict.other)] : []), ...(conflict.group ? [conflict.group] : [])];
  const elsewhere = paths.filter((one) => one.join('.') !== path.join('.'));
  const offer = offerFor(subject, conflict, services, hostCpus);
  const mayVary = paths.some((one) => writtenText(subject, one).includes('$') || !isDecidedHere(subject, one) && subject.merged.get(...one) === UNKNOWN);
  return {
    messageId: conflict.id,
    data: conflictData(subject, conflict, services, hostCpus),
    span: spanOf(subject.service.get(...path)!),
    severity: mayVary || !isEverywhere ? 'warning' : conflict.severity,
    related: elsewhere.flatMap((one) => relatedPlace(subject, one, `\`${one.join('.')}\` is here.`)),
    ...('fix' in offer ? { fixes: [offer.fix] } : { withheld: offer.withheld }),
  };
}

function emptiesHere(context: ComposeContext<Options>): readonly Report[] {
  const places = new Map<number, { subject: Subject; path: readonly string[]; services: string[] }>();
  for (const { service, merged } of declaredServices(context)) {
    const subjects = merged.map((each): Subject => ({ compose: context.compose, file: context.path ?? null, service, merged: each }));
    const common = emptySettings(subjects[0]!).filter((path) => subjects.every((subject) => subject.merged.get(...path) === null && deciderOf(subject, path) === null));
    for (const path of common) {
      const { start } = spanOf(service.get(...path)!);
      const known = places.get(start);
      if (known) known.services.push(service.name);
      else places.set(start, { subject: subjects[0]!, path, services: [service.name] });
    }
  }
  return [...places.values()].map(({ subject, path, services }) => ({
    messageId: 'empty',
    data: emptyData(path, services),
    span: spanOf(subject.service.get(...path)!),
    withheld: 'Only you can tell which value was meant.',
  }));
}
