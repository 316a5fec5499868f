import { UNKNOWN } from './bakeValue.ts';
import type { BakeTarget, BakeTargets, Setting, TargetSettings } from './bakeTargets.ts';

/** Parents of parents. */
const DEEPEST = 50;

/** Arguments and named contexts that are copied from parents in one file: beyond that, nobody wrote it. */
const MOST_COPIED = 100_000;

const NOTHING: TargetSettings = { context: null, dockerfile: null, inline: null, target: null, args: new Map(), contexts: new Map(), tags: null };

/**
 * Merges targets with what they inherit as bake does (buildx, `Config.target` and `Target.Merge`): parents in their order, each over the ones before
 * it, then the target itself; a later context, Dockerfile, target or list of tags replaces an earlier one, arguments and named contexts add up.
 */
export class TargetInheritance {
  private readonly merged = new Map<string, TargetSettings | typeof UNKNOWN>();
  private readonly open = new Set<string>();
  private copied = 0;

  constructor(private readonly targets: BakeTargets) {}

  /** UNKNOWN where it cannot be told: a parent is in another file, its name is not known, or targets inherit from each other in a circle. */
  settingsOf(name: string): TargetSettings | typeof UNKNOWN {
    const known = this.merged.get(name);
    if (known !== undefined) return known;
    const own = this.targets.byName.get(name);
    if (!own || this.open.size >= DEEPEST) return UNKNOWN;
    this.open.add(name);
    const settings = this.merge(own);
    this.open.delete(name);
    this.merged.set(name, settings);
    return settings;
  }

  private merge(own: readonly BakeTarget[]): TargetSettings | typeof UNKNOWN {
    let result = NOTHING;
    for (const { inherits } of own) {
      if (inherits === UNKNOWN) return UNKNOWN;
      for (const parent of inherits) {
        const settings = this.open.has(parent) ? UNKNOWN : this.settingsOf(parent);
        if (settings === UNKNOWN) return UNKNOWN;
        result = this.over(result, settings);
      }
      if (this.copied > MOST_COPIED) return UNKNOWN;
    }
    return own.reduce((merged, { settings }) => this.over(merged, settings), result);
  }

  private over(below: TargetSettings, above: TargetSettings): TargetSettings {
    const later = (a: Setting, b: Setting): Setting => (b === null ? a : b);
    return {
      context: later(below.context, above.context),
      dockerfile: later(below.dockerfile, above.dockerfile),
      inline: later(below.inline, above.inline),
      target: later(below.target, above.target),
      args: this.union(below.args, above.args),
      contexts: below.contexts === UNKNOWN || above.contexts === UNKNOWN ? UNKNOWN : this.union(below.contexts, above.contexts),
      tags: above.tags ?? below.tags,
    };
  }

  private union<T>(below: ReadonlyMap<string, T>, above: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    if (below.size === 0) return above;
    if (above.size === 0) return below;
    this.copied += below.size + above.size;
    return new Map([...below, ...above]);
  }
}
