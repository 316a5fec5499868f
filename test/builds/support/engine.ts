/** What scripts/test-builds.mjs found or started. */
export interface Engine {
  readonly docker: string;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments that tell a build where the images behind FROM are. */
  readonly bases: readonly string[];
  /** The registry that this machine's npm uses; ends with `/`. */
  readonly registry: string;
}

/** @throws where the tests were not started by `npm run test:builds`, which brings the engine */
export function currentEngine(): Engine {
  const described = process.env['DRYDOCK_BUILD_ENGINE'];
  if (!described) throw new Error('There is no engine: run `npm run test:builds`.');
  return JSON.parse(described) as Engine;
}

/** New for each run, so that an engine which keeps its layers has none of an earlier run's. */
export const RUN_ID = `${Date.now().toString(36)}${process.pid.toString(36)}`;
