import { CONFIG_FILE, MANIFEST } from '../host/configFile.ts';
import type { Folder } from './folder.ts';

/** Asks the client to tell of files that configurations extend, there or not: nobody knows their names beforehand. */
export class ConfigWatch {
  private readonly watched = new Set<string>([CONFIG_FILE, MANIFEST]);

  /** @param watch asks for events of files that match the glob patterns */
  constructor(private readonly watch: (globs: readonly string[]) => void) {}

  async follow(folder: Folder): Promise<void> {
    const { files } = await folder.configuration();
    const added = files.filter((file) => !this.watched.has(file));
    if (added.length === 0) return;
    for (const file of added) this.watched.add(file);
    // An event too many costs a look at its name.
    this.watch(added.map((file) => `**/${file.replaceAll(/[*?{}[\]\\!]/g, '?')}`));
  }
}
