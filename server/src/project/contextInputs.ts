import type { PlannedUse } from './buildTable.ts';
import { NO_INPUTS, type DockerfileInputs } from './dockerfileInputs.ts';

/**
 * What all builds from one context take from it and run. Put together when somebody asks, since a context may be that of thousands of
 * Dockerfiles: rules of .dockerignore files ask, most others do not.
 */
export class ContextInputs implements DockerfileInputs {
  private inputsMemo: readonly DockerfileInputs[] | null = null;
  private copiedMemo: readonly string[] | null = null;
  private scriptsMemo: readonly string[] | null = null;

  constructor(
    private readonly readUses: () => readonly PlannedUse[],
    private readonly inputsOf: (dockerfile: string) => DockerfileInputs | null,
  ) {}

  get copied(): readonly string[] {
    return (this.copiedMemo ??= [...new Set(this.all().flatMap(({ copied }) => copied))].sort());
  }

  get scripts(): readonly string[] {
    return (this.scriptsMemo ??= this.all().flatMap(({ scripts }) => scripts));
  }

  /** One for each Dockerfile, however many services build it. */
  private all(): readonly DockerfileInputs[] {
    if (this.inputsMemo) return this.inputsMemo;
    const inputs = new Map<string | DockerfileInputs, DockerfileInputs>();
    for (const { dockerfile, inlineInputs } of this.readUses()) {
      const key = dockerfile ?? inlineInputs;
      if (key !== null && !inputs.has(key)) inputs.set(key, inlineInputs ?? this.inputsOf(dockerfile!) ?? NO_INPUTS);
    }
    return (this.inputsMemo = [...inputs.values()]);
  }
}
