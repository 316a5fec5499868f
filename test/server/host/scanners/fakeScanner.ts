import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'vitest';

/** Windows starts no scripts without a shell, and a shell is what must never be started: nothing then counts as skipped. */
export function itWithScripts(name: string, test: () => Promise<void>): void {
  if (process.platform !== 'win32') it(name, test);
}

/**
 * A program that stands in for a scanner: it notes how it was called beside itself, as JSON lines, and does what the script says.
 * @param script with `args` and `say(output, errors, status)` in scope
 */
export async function fakeProgram(folder: string, name: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  const prelude = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(`${file}.calls`)}, JSON.stringify({ args, folder: process.cwd(), files: fs.readdirSync('.'), env: process.env }) + '\\n');
function say(output, errors = '', status = 0) {
  fs.writeSync(2, errors);
  process.exitCode = status;
  process.stdout.write(output);
}
`;
  await writeFile(file, prelude + script);
  await chmod(file, 0o755);
  return file;
}

/** Prints what a file has, as a real scanner printed it. */
export function printing(file: string): string {
  return `say(fs.readFileSync(${JSON.stringify(file)}, 'utf8'), 'INFO\\tneeds no fix\\n');`;
}
