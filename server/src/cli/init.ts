import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { CONFIG_FILE, MANIFEST } from '../host/configFile.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { hasManifestSettings } from '../host/manifestSettings.ts';
import { initialConfig } from './pages/initialConfig.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';
import { UsageError } from './usage.ts';
import { createFile } from './writeFile.ts';

export interface InitArguments {
  readonly command: 'init';
  /** As given. */
  readonly folder: string;
  /** Shows the text in place of writing it. */
  readonly print: boolean;
}

const SCHEMA = 'node_modules/drydock/server/drydock.schema.json';

/**
 * `drydock init`: writes a drydock.json that names all there is to set. What is there already is never overwritten.
 * @returns the exit status: 0
 * @throws UsageError where there are settings already, or the file cannot be written
 */
export async function init({ folder, print }: InitArguments, self: CliProcess): Promise<number> {
  const full = path.resolve(self.cwd, folder);
  if (!(await stat(full).catch(() => null))?.isDirectory()) throw new UsageError(`${folder} is no folder.`);
  const text = initialConfig(await schemaFrom(full));
  if (print) {
    self.out(text);
    return 0;
  }
  const file = path.join(full, CONFIG_FILE);
  const shown = shownPath(file, self);
  if (await hasManifestSettings(toSlashes(full), nodeFileSystem)) throw new UsageError(`${shownPath(path.join(full, MANIFEST), self)} has settings of Drydock already, which ${CONFIG_FILE} would replace.`);
  const isCreated = await createFile(file, text).catch((error: Error) => {
    throw new UsageError(`${shown} could not be written: ${error.message}.`);
  });
  if (!isCreated) throw new UsageError(`${shown} exists already and is left as it is: --print shows what can be set.`);
  self.out(`${shown}: created\n`);
  return 0;
}

/** The schema of an installation that everybody with this project has, as a file in `folder` names it. */
async function schemaFrom(folder: string): Promise<string | null> {
  for (let above = folder; ; above = path.dirname(above)) {
    const schema = path.join(above, SCHEMA);
    if (await access(schema).then(() => true, () => false)) {
      const relative = toSlashes(path.relative(folder, schema));
      return relative.startsWith('.') ? relative : `./${relative}`;
    }
    if (path.dirname(above) === above) return null;
  }
}
