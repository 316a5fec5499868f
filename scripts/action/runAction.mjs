import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUTS, isTrue, scanArguments } from './scanArguments.mjs';

/**
 * One step of a workflow: scans, adds to the job's summary, sets the outputs.
 * @param environment what GitHub and action.yml set; an input `fail-on` comes as DRYDOCK_FAIL_ON
 * @param scan runs the command line with these arguments in this folder and returns its exit status
 * @param log writes for the step's log
 * Returns the exit status: 0 nothing fails, 1 a finding or a gate does, 2 the scan could not run.
 */
export async function runAction({ environment, scan, log }) {
  const inputs = Object.fromEntries(INPUTS.map((name) => [name, environment[`DRYDOCK_${name.toUpperCase().replaceAll('-', '_')}`] ?? '']));
  const folder = await mkdtemp(join(environment.RUNNER_TEMP || tmpdir(), 'drydock-'));
  try {
    const wantsSummary = isTrue('summary', inputs['summary'].trim()) && Boolean(environment.GITHUB_STEP_SUMMARY);
    const summary = wantsSummary ? join(folder, 'summary.md') : null;
    const status = await scan(scanArguments(inputs, summary), environment.GITHUB_WORKSPACE);
    // A scan that could not run has written nothing.
    if (summary !== null && status < 2) await appendFile(environment.GITHUB_STEP_SUMMARY, await readFile(summary));
    await setOutputs(environment.GITHUB_OUTPUT, { status: String(status), 'sarif-file': status < 2 ? inputs['sarif-file'].trim() : '' });
    return status;
  } catch (error) {
    log(`::error title=Drydock::${escapeData(error.message)}\n`);
    // Where the outputs themselves are what failed, that is told already.
    await setOutputs(environment.GITHUB_OUTPUT, { status: '2', 'sarif-file': '' }).catch(() => undefined);
    return 2;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the form for values that may be anything: a value cannot end itself. */
async function setOutputs(file, outputs) {
  if (!file) return;
  const end = `end-${randomUUID()}`;
  await appendFile(file, Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`).join(''));
}

/** As `@actions/core` writes messages. */
function escapeData(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
