import { append } from '../core/collections/multimap.ts';

/** A target and those that must be built before it. */
export interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

/**
 * The order in which targets are built one by one or some at a time: what a target needs comes first, else as given. Where targets need each
 * other in a circle, which only a file can say that no builder takes, one of them begins.
 */
export class BuildOrder {
  private readonly waiting = new Map<string, Set<string>>();
  private readonly needing = new Map<string, string[]>();
  private readonly running = new Set<string>();
  /** Those of `waiting` that need nothing any more, in their order. */
  private readonly ready = new Set<string>();

  /** @param limit how many are built at once; 0 for no limit */
  constructor(targets: readonly Needing[], private readonly limit: number) {
    for (const { name } of targets) this.waiting.set(name, new Set());
    for (const { name, needs } of targets) {
      for (const need of needs) if (need !== name && this.waiting.has(need)) this.addNeed(name, need);
    }
    for (const [name, needs] of this.waiting) if (needs.size === 0) this.ready.add(name);
  }

  get isDone(): boolean {
    return this.waiting.size === 0 && this.running.size === 0;
  }

  /** Targets whose turn it is; they count as running from now on. */
  next(): string[] {
    const started: string[] = [];
    for (const name of this.ready) {
      if (this.limit > 0 && this.running.size >= this.limit) break;
      started.push(this.start(name));
    }
    const [stuck] = this.waiting.keys();
    if (this.running.size === 0 && stuck !== undefined) started.push(this.start(stuck));
    return started;
  }

  /** A target is built: those that waited for it may begin. */
  built(name: string): void {
    this.running.delete(name);
    for (const other of this.needing.get(name) ?? []) {
      const needs = this.waiting.get(other);
      needs?.delete(name);
      if (needs?.size === 0) this.ready.add(other);
    }
  }

  /** A target failed. @returns those that can no longer be built, since they need it or one that does; they are out of the order */
  failed(name: string): string[] {
    this.running.delete(name);
    const lost: string[] = [];
    const open = [name];
    for (let at = 0; at < open.length; at++) {
      for (const other of this.needing.get(open[at]!) ?? []) {
        if (!this.remove(other)) continue;
        lost.push(other);
        open.push(other);
      }
    }
    return lost;
  }

  /** Nothing more begins. @returns what was still waiting */
  stop(): string[] {
    const left = [...this.waiting.keys()];
    for (const name of left) this.remove(name);
    return left;
  }

  private addNeed(name: string, need: string): void {
    this.waiting.get(name)?.add(need);
    append(this.needing, need, name);
  }

  private start(name: string): string {
    this.remove(name);
    this.running.add(name);
    return name;
  }

  private remove(name: string): boolean {
    this.ready.delete(name);
    return this.waiting.delete(name);
  }
}
