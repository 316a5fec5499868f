import path from 'node:path';
import { resolveConfig, type Config } from '../core/engine/config.ts';
import { configReader } from '../host/configReader.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { loadConfig, loadConfigFile, type LocatedProblem } from '../host/loadConfig.ts';
import { visible } from '../report/visible.ts';
import { RULES } from '../rules/index.ts';
import { CONFIG_FILE, MANIFEST } from '../host/configFile.ts';
import { UsageError } from './usage.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';

export interface ReadConfig {
  readonly config: Config;
  /** Absolute paths of what it is read from: drydock.json whether it is there or not, a package.json only where it has settings. */
  readonly files: readonly string[];
}

/**
 * The configuration of a project, or the one that was named; what in it is not understood is told, with its place, and left out.
 * @param folder absolute
 * @param named as it was given on the command line; null for the project's own, which need not exist
 * @throws UsageError where a file that is there, or that one extends, cannot be read or understood: a run without it would say other things
 */
export async function readConfig(folder: string, named: string | null, self: CliProcess): Promise<ReadConfig> {
  const file = named === null ? path.join(folder, CONFIG_FILE) : path.resolve(self.cwd, named);
  const [root, name] = [path.dirname(file), path.basename(file)];
  const read = configReader(self.fileSystem ?? nodeFileSystem, toSlashes(root), name);
  const loaded = named === null ? await loadConfig(read, RULES) : await loadConfigFile(name, read, RULES);
  if (!loaded) throw new UsageError(`${named} does not exist or cannot be read.`);
  const told = ({ file: at, message, start }: LocatedProblem): string =>
    `${visible(shownPath(path.join(root, at), self))}:${start.line + 1}:${start.character + 1}: ${visible(message)}`;
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UsageError(...errors.map(told));
  for (const problem of loaded.problems) self.error(`drydock: ${told(problem)}\n`);
  const files = loaded.files.filter((one) => one !== MANIFEST || loaded.file === MANIFEST);
  return { config: resolveConfig(RULES, loaded.layers), files: files.map((one) => path.join(root, one)) };
}
