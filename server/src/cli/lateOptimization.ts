import v8 from 'node:v8';

/**
 * V8's flag that says how long a function must run before it is optimised, from these versions of V8 on; null where none is known to help.
 * `later`: the same for a run that lasts, which gets its time back; null where it would gain nothing.
 */
const FLAGS: readonly { readonly since: number; readonly flag: string | null; readonly later: string | null }[] = [
  // Bytes of bytecode; 67,584 by default.
  { since: 11, flag: '--interrupt-budget=1000000', later: '--interrupt-budget=250000' },
  // Calls; 3,000 by default.
  { since: 12, flag: '--invocation-count-for-turbofan=40000', later: null },
  // Never tried.
  { since: 14, flag: null, later: null },
];

/** Milliseconds after which a run lasts: a thousand files are checked in that. */
const LASTING = 8_000;

/**
 * Has V8 optimise what has run ten times longer than by default: a scan is over in seconds and goes through a thousand functions, each on ever
 * other shapes of data, so that making them fast, and taking that back, costs a third of its processor time. To be called first of all.
 */
export function optimizeLate(): void {
  const { flag, later } = lateFlags(process.versions.v8);
  if (flag !== null) v8.setFlagsFromString(flag);
  if (later !== null) setTimeout(() => v8.setFlagsFromString(later), LASTING).unref();
}

/** @param version of V8, such as `11.3.244.8-node.33` */
export function lateFlags(version: string): { readonly flag: string | null; readonly later: string | null } {
  const major = Number.parseInt(version, 10);
  return FLAGS.findLast(({ since }) => major >= since) ?? { flag: null, later: null };
}
