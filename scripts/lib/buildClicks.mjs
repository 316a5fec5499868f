import { delimiter, dirname } from 'node:path';
import { runClickTests } from './clickTests.mjs';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';
import { inRepository } from './repository.mjs';
import { temporaryFolder } from '../vscode-host/temporaryFolder.mjs';

/** Images get names of their own, so that nobody's home lab is overwritten. */
const project = 'drydock-clicks';

/** The base image of the service that is built. An engine of the user's own pulls it; for our own, something stands in for it. */
const base = 'python:3.11-slim';

/** Builds by mouse and keyboard in a real VS Code, on a real engine. */
export async function runBuildClicks(engine, only) {
  const state = temporaryFolder();
  const docker = (args) => run(engine.docker, args, { capture: true, env: { ...process.env, ...engine.env } });
  if (engine.isOwn) await must(docker(['build', '--tag', base, inRepository('test', 'builds', 'clicks', 'base')]));
  const env = {
    ...engine.env,
    PATH: `${dirname(engine.docker)}${delimiter}${process.env.PATH}`,
    COMPOSE_PROJECT_NAME: project,
    XDG_STATE_HOME: state.path,
  };
  try {
    return await runClickTests({ folder: inRepository('test', 'builds', 'clicks'), env, given: { docker, state: state.path, project }, only });
  } finally {
    const { output } = await docker(['image', 'ls', '--quiet', '--filter', `reference=${project}*`]);
    const images = [...new Set(output.split('\n').filter(Boolean))];
    if (images.length > 0) await docker(['image', 'rm', '--force', ...images]);
    await state.remove();
  }
}

async function must(running) {
  const { code, output } = await running;
  if (code !== 0) throw new Failure(`The stand-in for ${base} could not be built:\n${output}`);
}
