import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { runAction } from '../../../scripts/action/runAction.mjs';
import { INPUTS, scanArguments } from '../../../scripts/action/scanArguments.mjs';
import { parseArguments } from '../../../server/src/cli/arguments.ts';
import { UsageError } from '../../../server/src/cli/usage.ts';
import { commandsOf } from '../../server/report/workflowCommands.ts';
import { fuzzTarget } from '../target.ts';
import { hostileWord } from '../texts.ts';

const value = fc.oneof(fc.constantFrom('', 'true', 'false', '.', '70', 'error', 'text', 'out/drydock.sarif', '--fix', '--output=/etc/passwd', '-h', 'x\n--fix', ' --stdin', 'origin/main', '::set-output name=a::b'), hostileWord);
const inputs = fc.record(Object.fromEntries(INPUTS.map((name) => [name, value])), { requiredKeys: [] });
/** A variable cannot hold it. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** What workflows say to the action, and what it says to GitHub. */
export const actions = [
  fuzzTarget('action inputs', inputs, (given) => {
    let args;
    try {
      args = scanArguments(given, '/temp/summary.md');
    } catch (error) {
      assert.match((error as Error).message, /\.$/);
      return;
    }
    let parsed;
    try {
      parsed = parseArguments(args);
    } catch (error) {
      assert.ok(error instanceof UsageError, String(error));
      return;
    }
    assert.ok(parsed.command === 'scan', 'an input is another command');
    const { fix, output, stdinPath, quiet, stats, reports, changedSince, paths } = parsed;
    assert.deepEqual({ fix, output, stdinPath, quiet, stats }, { fix: 'none', output: null, stdinPath: null, quiet: false, stats: false }, 'an input is another option');
    assert.deepEqual(reports.map(({ file }) => file), [...(given['sarif-file']?.trim() ? [given['sarif-file'].trim()] : []), '/temp/summary.md']);
    assert.ok(!changedSince?.startsWith('-'), 'git would read an option');
    for (const one of paths) assert.ok(one === '.' || (given['paths'] ?? '').includes(one), 'a path that nobody named');
  }),
  fuzzTarget('action', fc.record({ given: inputs, summary: hostileWord, status: fc.constantFrom(0, 1, 2), writes: fc.boolean() }), async ({ given, summary, status, writes }) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-fuzz-'));
    try {
      const [output, page] = [path.join(folder, 'output'), path.join(folder, 'page')];
      await Promise.all([writeFile(output, ''), writeFile(page, 'before\n')]);
      const set = Object.fromEntries(INPUTS.map((name) => [`DRYDOCK_${name.toUpperCase().replaceAll('-', '_')}`, withoutNul(given[name] ?? '')]));
      const scan = async (args: readonly string[]): Promise<number> => {
        const report = args.findLast((arg) => arg.startsWith('--report=markdown='));
        if (report !== undefined && writes) await writeFile(report.slice('--report=markdown='.length), summary);
        return status;
      };
      let log = '';
      const result = await runAction({ environment: { ...set, RUNNER_TEMP: folder, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: page, GITHUB_WORKSPACE: folder }, scan, log: (text) => void (log += text) });
      assert.ok(result === status || result === 2);
      for (const { name, properties } of commandsOf(log)) assert.deepEqual([name, [...properties]], ['error', [['title', 'Drydock']]]);
      assert.ok((await readFile(page, 'utf8')).startsWith('before\n'), 'what others wrote is gone');
      checkOutputs(await readFile(output, 'utf8'), result);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }),
];

/** As the runner reads the file (`FileCommandManager` of actions/runner): `name<<end`, lines, `end`. */
function checkOutputs(text: string, status: number): void {
  const names: string[] = [];
  for (let rest = text; rest !== '';) {
    const [whole, name = '', , value = ''] = /^([^\n=<]+)<<([^\n]+)\n([^]*?)\n\2\n/.exec(rest) ?? assert.fail('an output is cut in two');
    names.push(name);
    if (name === 'status') assert.equal(value, String(status));
    rest = rest.slice(whole.length);
  }
  assert.ok(names.length === 0 || names.join() === 'status,sarif-file', `other outputs: ${names.join()}`);
}
