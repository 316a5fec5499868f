import { reachable } from './reachable.ts';
import { fitOf, type Fit } from './stepPlaces.ts';
import type { TargetOutline } from './trace.ts';
import type { VertexName } from './vertexName.ts';

/** The targets of a build by name, and which of them others start from. */
export class TargetIndex {
  /** Lower-case names of all stages. */
  readonly stages: ReadonlySet<string>;
  private readonly outlines = new Map<string, TargetOutline>();
  private readonly order = new Map<string, number>();
  private readonly needs = new Map<string, ReadonlySet<string>>();

  constructor(outlines: readonly TargetOutline[]) {
    for (const outline of outlines) {
      this.outlines.set(outline.name, outline);
      this.add(outline.name);
    }
    this.stages = new Set(outlines.flatMap((outline) => outline.stages.flatMap((stage) => (stage.name === null ? [] : [stage.name]))));
  }

  /** In the order of the outlines, then as they came up. */
  get names(): readonly string[] {
    return [...this.order.keys()];
  }

  get size(): number {
    return this.order.size;
  }

  has(name: string): boolean {
    return this.order.has(name);
  }

  add(name: string): void {
    if (!this.order.has(name)) this.order.set(name, this.order.size);
  }

  outline(name: string): TargetOutline | null {
    return this.outlines.get(name) ?? null;
  }

  inOrder(names: Iterable<string>): string[] {
    return [...new Set(names)].sort((a, b) => this.orderOf(a) - this.orderOf(b));
  }

  /** All targets that one's contexts are, theirs included; without itself. */
  needsOf(name: string): ReadonlySet<string> {
    const known = this.needs.get(name);
    if (known) return known;
    const contexts = (target: string) => Object.values(this.outlines.get(target)?.targetContexts ?? {});
    const found = reachable([name], (target) => contexts(target).filter((needed) => this.outlines.has(needed)));
    this.needs.set(name, found);
    return found;
  }

  /**
   * Whose Dockerfile a step is in. Buildx shows the steps of a target also among those of the targets that start from it, with the same numbers, so that
   * the name alone does not tell. The views are those of one step: at least one.
   */
  ownerOf(views: readonly { readonly target: string; readonly name: VertexName }[]): string {
    const [first, ...others] = views;
    if (first && others.every((view) => view.target === first.target) && this.needsOf(first.target).size === 0) return first.target;
    const viewed = this.inOrder(views.map((view) => view.target));
    // The owner names its own steps too as soon as its process speaks, so one that has not is asked only where the others do not fit.
    const fitting = [
      this.fitting(views, 'exact', () => []),
      this.fitting(views, 'exact', (target) => this.needsOf(target)),
      this.fitting(views, 'from the end', (target) => this.needsOf(target)),
    ].find((candidates) => candidates.length > 0);
    const candidates = fitting ?? viewed;
    const needed = candidates.find((candidate) => !candidates.some((other) => other !== candidate && this.needsOf(candidate).has(other)));
    return needed ?? candidates[0]!;
  }

  private fitting(views: readonly { readonly target: string; readonly name: VertexName }[], how: Fit, alsoOf: (target: string) => Iterable<string>): string[] {
    const fitting = new Set<string>();
    for (const { target, name } of views) {
      for (const candidate of name.position ? [target, ...alsoOf(target)] : []) {
        const outline = this.outline(candidate);
        if (outline && fitOf(outline, name) === how) fitting.add(candidate);
      }
    }
    return this.inOrder(fitting);
  }

  private orderOf(name: string): number {
    return this.order.get(name) ?? this.order.size;
  }
}
