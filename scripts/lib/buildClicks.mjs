import { delimiter, dirname } from 'node:path';
import { temporaryFolder } from '../vscode-host/temporaryFolder.mjs';
import { runClickTests } from './clickTests.mjs';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';
import { inRepository } from './repository.mjs';

/** Images get names of their own, so that nobody's home lab is overwritten. */
const project = 'drydock-clicks';

/** The base image of the service that is built. An engine of the user's own pulls it; for our own, something stands in for it. */
const base = 'python:3.11-slim';

/** Builds by mouse and keyboard in a real VS Code, on a real engine. `only` is a text that the names of the tests to run contain. */
export async function runBuildClicks(engine, only) {
  const { env, docker, state, remove } = await buildEnvironment(engine);
  try {
    return await runClickTests({ folder: inRepository('test', 'builds', 'clicks'), env, given: { docker, state, project }, only });
  } finally {
    await remove();
  }
}

/**
 * What a VS Code needs to build a service of the home lab on this engine: the environment with a history of its own.
 * Returns it with `docker(args)`, the folder of the history, and `remove()`, which takes away the images too.
 */
export async function buildEnvironment(engine) {
  const state = temporaryFolder();
  const docker = (args) => run(engine.docker, args, { capture: true, env: { ...process.env, ...engine.env } });
  if (engine.isOwn) {
    const { code, output } = await docker(['build', '--tag', base, inRepository('test', 'builds', 'clicks', 'base')]);
    if (code !== 0) throw new Failure(`The stand-in for ${base} could not be built:\n${output}`);
  }
  return {
    docker,
    state: state.path,
    env: {
      ...engine.env,
      PATH: `${dirname(engine.docker)}${delimiter}${process.env.PATH}`,
      COMPOSE_PROJECT_NAME: project,
      XDG_STATE_HOME: state.path,
    },
    async remove() {
      const { output } = await docker(['image', 'ls', '--quiet', '--filter', `reference=${project}*`]);
      const images = [...new Set(output.split('\n').filter(Boolean))];
      if (images.length > 0) await docker(['image', 'rm', '--force', ...images]);
      await state.remove();
    },
  };
}
