import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { commandLine, run } from './processes.mjs';

/**
 * How to call npm on this machine. Its JavaScript entry is preferred to `npm`, since on Windows that is a .cmd file,
 * which Node does not start without a shell.
 */
function npmCommand() {
  const beside = dirname(process.execPath);
  const entries = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const entry = entries.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path));
  if (entry) return { file: process.execPath, before: [entry], shell: false };
  return { file: 'npm', before: [], shell: process.platform === 'win32' };
}

/** Runs npm in a folder. Throws a Failure with npm's own output when it fails; returns its output when captured. */
export async function npm(args, { cwd, capture = true, env = process.env } = {}) {
  const { file, before, shell } = npmCommand();
  const result = await run(file, [...before, ...args], { cwd, capture, shell, env });
  if (result.code === 0) return result.output;
  const why = result.error?.message ?? (result.output.trim().split('\n').slice(-25).join('\n') || 'see its output above');
  throw new Failure(`"${commandLine('npm', args)}" failed in ${cwd}:\n${why}`);
}
