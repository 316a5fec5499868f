/**
 * Variables that turn the progress into something else: for people, without BuildKit, or into none at all. The commands say themselves
 * what they want of it.
 */
const OVERRIDES = new Set(['BUILDKIT_PROGRESS', 'COMPOSE_PROGRESS', 'COMPOSE_ANSI', 'COMPOSE_STATUS_STDOUT', 'PROGRESS_NO_TRUNC', 'BUILDKIT_TTY_LOG_LINES', 'DOCKER_BUILDKIT']);

/**
 * The user's own environment for docker, so that it builds what it builds in a terminal.
 * @param temporaryFolder for what docker and its plugins write there: they leave it behind when they are interrupted
 */
export function dockerEnvironment(env: Readonly<Record<string, string | undefined>>, builder: string | null, temporaryFolder: string | null): Record<string, string | undefined> {
  const kept = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && !OVERRIDES.has(name) && !(builder !== null && name === 'BUILDX_BUILDER')));
  return {
    ...kept,
    DOCKER_CLI_HINTS: 'false',
    // Compose's own builder, which it is about to lose, reports no steps.
    COMPOSE_BAKE: 'true',
    ...(temporaryFolder !== null && { TMPDIR: temporaryFolder, TMP: temporaryFolder, TEMP: temporaryFolder }),
  };
}
