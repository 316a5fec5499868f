import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readConfigLayer, resolveConfig, type Config } from '../core/engine/config.ts';
import { CONFIG_FILE, parseConfigText } from '../host/configFile.ts';
import { RULES } from '../rules/index.ts';
import { UsageError } from './usage.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';

/**
 * The configuration of a project, or the one that was named; what in it is not understood is told and left out.
 * @param folder absolute
 * @param named as it was given on the command line; null for the project's own, which need not exist
 * @throws UsageError where a file that is there cannot be read or understood: a run without it would say other things
 */
export async function readConfig(folder: string, named: string | null, self: CliProcess): Promise<Config> {
  const file = named === null ? path.join(folder, CONFIG_FILE) : path.resolve(self.cwd, named);
  const shown = shownPath(file, self);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null && named !== null) throw new UsageError(`${named} does not exist or cannot be read.`);
  if (text === null && (await stat(file).catch(() => null))?.isFile()) throw new UsageError(`${shown} cannot be read.`);
  const { value, problem } = text === null ? { value: null, problem: null } : parseConfigText(text);
  if (problem) throw new UsageError(`${shown}: ${problem}`);
  const layer = readConfigLayer(value, RULES);
  for (const one of layer.problems) self.error(`drydock: ${shown}: ${one}\n`);
  return resolveConfig(RULES, [layer]);
}
