import { contextPath } from '../../../core/dockerfile/paths.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';

/** What one instruction takes from one context. */
export interface SourceUse {
  readonly context: string;
  /** Relative to it, clean, wildcards as written. */
  readonly sources: readonly string[];
  readonly excludes: readonly string[];
}

export interface InstructionSources {
  readonly uses: readonly SourceUse[];
  /** As `InstructionInputs.from`. */
  readonly from: readonly string[];
}

/** Finds where the instructions of a Dockerfile take files from. */
export class ContextSources {
  private readonly copies: ReadonlyMap<Instruction, DockerfileFacts['copies'][number]>;

  /** @param contexts named contexts with what they are */
  constructor(
    private readonly model: DockerfileModel,
    facts: DockerfileFacts,
    private readonly contexts: Readonly<Record<string, string>>,
  ) {
    this.copies = new Map(facts.copies.map((copy) => [copy.instruction, copy]));
  }

  of(instruction: Instruction): InstructionSources {
    if (instruction.keyword === 'FROM') return { uses: [], from: this.baseOf(instruction.stage) };
    const uses: SourceUse[] = [];
    const from: string[] = [];
    this.takeCopy(instruction, uses, from);
    for (const { type, options } of instruction.mounts) {
      const origin = options.get('from');
      const source = options.get('source');
      const sources = [typeof source === 'string' ? contextPath(source) : '.'];
      if (typeof origin === 'string' && origin !== '') this.take(origin, sources, [], uses, from);
      else if (type === 'bind') uses.push({ context: '.', sources, excludes: [] });
    }
    return { uses, from };
  }

  private takeCopy(instruction: Instruction, uses: SourceUse[], from: string[]): void {
    const copy = this.copies.get(instruction);
    if (!copy) return;
    const sources = [...new Set(copy.sources.map(({ path }) => path))].sort();
    const excludes = instruction.flags.flatMap(({ name, value }) => (name === 'exclude' && value ? [value] : []));
    const origin = instruction.flags.find(({ name }) => name === 'from')?.value;
    if (origin) this.take(origin, sources, excludes, uses, from);
    else if (copy.fromContext) uses.push({ context: '.', sources, excludes });
  }

  private take(origin: string, sources: readonly string[], excludes: readonly string[], uses: SourceUse[], from: string[]): void {
    const [found] = this.originsOf(origin);
    if (!found) return;
    from.push(found);
    if (found.startsWith('context:')) uses.push({ context: found.slice('context:'.length), sources, excludes });
  }

  private baseOf(stage: Stage | null): readonly string[] {
    if (!stage) return [];
    // A context of the stage's own name takes the place of the stage (docs.docker.com, additional build contexts).
    const named = stage.name === null ? null : this.contextNamed(stage.name);
    if (named !== null) return [named];
    if (stage.resolvedImage === null || stage.resolvedImage.toLowerCase() === 'scratch') return [];
    const replaced = this.contextNamed(stage.resolvedImage);
    if (replaced !== null) return [replaced];
    return [stage.parent ? `stage:${stage.parent.index}` : `image:${stage.resolvedImage}`];
  }

  private originsOf(reference: string): readonly string[] {
    const named = this.contextNamed(reference);
    if (named !== null) return [named];
    const stage = findStage(this.model, reference);
    return [stage ? `stage:${stage.index}` : `image:${reference}`];
  }

  private contextNamed(name: string): string | null {
    const key = [name, name.toLowerCase()].find((key) => Object.hasOwn(this.contexts, key));
    if (key === undefined) return null;
    const value = this.contexts[key]!;
    if (value.startsWith('target:')) return value;
    return value.startsWith('docker-image://') ? `image:${value.slice('docker-image://'.length)}` : `context:${key}`;
  }
}
