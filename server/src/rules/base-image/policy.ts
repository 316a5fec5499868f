import { AS_OF, compareVersions, cycleOf, isEndOfLife, supportedCycle, type Cycle, type Family } from './lifecycles.ts';

/** What a workspace has agreed on for one family of images. */
export interface PolicyEntry {
  readonly version: string;
  /** Asked for by the workspace; null keeps the variant that each file has. */
  readonly variant: string | null;
  readonly reason: string | null;
}

export type PolicyOption = Readonly<Record<string, {
  readonly version: string;
  readonly variant?: string;
  readonly reason?: string;
  /** As `PolicyException` explains. */
  readonly except?: readonly { readonly path?: string; readonly dependency?: string; readonly use?: string; readonly reason?: string }[];
}>>;

/**
 * The users' plan. It asks for Alpine where that fits and slim where it does not; which of the two fits depends on the packages that a
 * service installs, so it names no variant and every file keeps its own.
 */
export const BUILT_IN_POLICY: PolicyOption = {
  python: { version: '3.12' },
  node: { version: '20' },
};

/** The standard for one family as it holds on the day of the table. */
export interface Standard {
  readonly version: string;
  /** Null where the table does not know the version: nothing can then be proposed. */
  readonly cycle: Cycle | null;
  readonly variant: string | null;
  /** The workspace's own reason. */
  readonly reason: string | null;
  /** The release line that the policy names, where that has ended and the standard moved on; null otherwise. */
  readonly movedFrom: Cycle | null;
}

/** Null where the policy says nothing about the family, or nothing that can be read: settings are checked by their shape only. */
export function standardOf(policy: unknown, family: Family): Standard | null {
  const entry = readEntry(policy, family.name);
  if (!entry) return null;
  const { version, variant, reason } = entry;
  const cycle = cycleOf(family, version);
  if (!cycle || !isEndOfLife(cycle)) return { version, cycle, variant, reason, movedFrom: null };
  const next = supportedCycle(family);
  if (!next || compareVersions(next.cycle, cycle.cycle) < 0) return null;
  return { version: next.cycle, cycle: next, variant, reason, movedFrom: cycle };
}

function readEntry(policy: unknown, name: string): PolicyEntry | null {
  const entry = property(policy, name);
  const version = property(entry, 'version');
  if (typeof version !== 'string' || !/^\d{1,6}(\.\d{1,6}){0,3}$/.test(version)) return null;
  const variant = property(entry, 'variant');
  const reason = property(entry, 'reason');
  return {
    version,
    variant: typeof variant === 'string' && /^[a-z0-9.-]+$/i.test(variant) ? variant : null,
    reason: typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : null,
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** `2025-10` of an ISO day: months are what people plan by. Empty where no day is announced. */
export function month(day: string | null): string {
  return day?.slice(0, 7) ?? '';
}

export const TABLE_NAME = `lifecycle table of ${AS_OF}`;
