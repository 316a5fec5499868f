import type { BuiltReport } from './builtReport.ts';

/** Version of the shape below: it grows only by new keys; anything else is a new number. Documented in README.md. */
const BUILD_JSON_VERSION = 1;

/**
 * A build as data: what was built and how it ended, the facts beside its trace, the whole trace (`trace.ts` says what it means), and the
 * comparison where there is one.
 */
export function buildJson({ facts, trace, record, comparison }: BuiltReport): string {
  const { title, startedAt, milliseconds, commands, problem, images, withoutCache } = facts;
  const { state } = record ?? trace;
  const build = {
    id: record?.id ?? null,
    title,
    state,
    startedAt,
    milliseconds,
    what: record?.what ?? null,
    noCache: record?.noCache ?? null,
    builder: record?.builder ?? null,
    commands,
    problem,
  };
  return `${JSON.stringify({ version: BUILD_JSON_VERSION, build, images, withoutCache, trace, comparison }, null, 2)}\n`;
}
