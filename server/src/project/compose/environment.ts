import type { Variables } from '../../core/compose/interpolate.ts';
import { readEnvFile, type EnvFile } from './envFile.ts';

/** Variables of files: the outer project's win over those of what it includes. Nothing is read before a variable is asked for. */
export class Environment {
  private own: EnvFile | null = null;
  /** The variables themselves, to hand to others. */
  readonly variables: Variables = (name) => {
    const outer = this.outer?.variables(name);
    return outer === undefined ? this.read().get(name) : outer;
  };

  /** @param texts the files' texts, the first one weakest; null for one that is not there */
  constructor(
    private readonly texts: () => readonly (string | null)[],
    private readonly outer: Environment | null = null,
  ) {}

  /** Asks for its files now: whoever reads variables later cannot wait for them. */
  load(): void {
    this.outer?.load();
    this.read();
  }

  private read(): EnvFile {
    if (this.own) return this.own;
    const set = new Map<string, string | null>();
    this.own = set;
    for (const text of this.texts()) {
      const outer: Variables = (name) => this.outer?.variables(name) ?? set.get(name);
      for (const [name, value] of text === null ? [] : readEnvFile(text, outer)) set.set(name, value);
    }
    return set;
  }
}
