import { writeFileSync } from 'node:fs';
import type Mocha from 'mocha';
import { say } from './output.ts';

/** What the script that started VS Code reads. */
export interface Results {
  passed: number;
  failed: number;
  failures: string[];
}

/**
 * Prints each test as it ends and writes the counts to the file that DRYDOCK_TEST_RESULTS names. It is written after
 * each test, so that a VS Code that hangs or crashes still leaves what was known by then.
 */
export function recordResults(runner: Mocha.Runner): void {
  const results: Results = { passed: 0, failed: 0, failures: [] };
  runner.on('suite', (suite) => suite.title && say(suite.title));
  runner.on('pass', (test) => {
    results.passed += 1;
    say(`  ✓ ${test.title} (${test.duration ?? 0} ms)`);
    writeResults(results);
  });
  runner.on('fail', (test, error: Error) => {
    results.failed += 1;
    results.failures.push(`${test.fullTitle()}: ${error.message}`);
    say(`  ✗ ${test.title}\n${indent(readableStack(error))}`);
    writeResults(results);
  });
}

/** Writes the counts for the script that started VS Code. */
export function writeResults(results: Results): void {
  const file = process.env['DRYDOCK_TEST_RESULTS'];
  if (file) writeFileSync(file, JSON.stringify(results));
}

/** Frames of VS Code itself say nothing about a test and are long. */
function readableStack({ message, stack }: Error): string {
  const isFrame = /^\s*at /;
  const kept = (stack ?? message).split('\n').filter((line) => !isFrame.test(line) || line.includes('/out/test/'));
  return kept.join('\n');
}

const indent = (text: string): string => text.replace(/^/gm, '      ');
