import type { Comparison } from '../comparison.ts';
import type { BuildFacts, BuildRecord } from '../record.ts';
import type { BuildTrace } from '../trace.ts';

/** A finished build, as all exports take it. */
export interface BuiltReport {
  readonly facts: BuildFacts;
  /** With logs where they are known. */
  readonly trace: BuildTrace;
  /** Null where nothing was kept of it. */
  readonly record: BuildRecord | null;
  /** With the build before it, or the one that was asked for; null where there is none. */
  readonly comparison: Comparison | null;
}

/** How a Dockerfile of the trace is named for whoever reads the export. */
export type ShowPath = (dockerfile: string) => string;
