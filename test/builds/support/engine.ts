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

const RUN = `${Date.now().toString(36)}${process.pid.toString(36)}`;

/** Other for each run and name: for namespaces of cache mounts, and for engines that keep the layers of earlier runs. */
export const uniqueId = (name: string): string => `${RUN}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
