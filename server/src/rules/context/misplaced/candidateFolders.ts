import type { ProjectView } from '../../../core/engine/projectView.ts';
import { joinPaths } from '../../../project/paths.ts';
import type { ContextSource } from '../sources/contextSources.ts';
import { looksMade } from './contextPlaces.ts';

/** Asks folders whether they could be what a Dockerfile is built from: whether they have all that it names, but for what builds make. */
export class CandidateFolders {
  private readonly answers = new Map<string, boolean | null>();
  private readonly paths: readonly string[];

  constructor(
    sources: readonly ContextSource[],
    private readonly project: ProjectView,
  ) {
    const plain = sources.filter(({ path, isWildcard }) => !isWildcard && path !== '.' && !looksMade(path));
    this.paths = [...new Set(plain.map(({ path }) => path))];
  }

  holdsAll(folder: string): boolean {
    return this.ask(folder) === true;
  }

  /** False only where something is surely missing. */
  mayHoldAll(folder: string): boolean {
    return this.ask(folder) !== false;
  }

  /** Null where that cannot be told. */
  private ask(folder: string): boolean | null {
    let answer = this.answers.get(folder);
    if (answer === undefined) {
      const kinds = this.paths.map((path) => this.project.kindOf?.(joinPaths(folder, path)));
      answer = kinds.includes(null) ? false : kinds.includes(undefined) ? null : true;
      this.answers.set(folder, answer);
    }
    return answer;
  }
}
