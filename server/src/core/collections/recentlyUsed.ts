/**
 * Values in the order of their last use, each of some size. As many are kept as fit together, those first that were used last; the last one
 * always is, whatever its size.
 */
export class RecentlyUsed<Key, Value> {
  private readonly kept = new Map<Key, { readonly value: Value; readonly size: number }>();
  private total = 0;

  /** @param most that all sizes come to */
  constructor(private readonly most: number) {}

  /** Asking is a use. Undefined for what was never kept, or is no more. */
  get(key: Key): Value | undefined {
    const entry = this.kept.get(key);
    if (!entry) return undefined;
    this.kept.delete(key);
    this.kept.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value, size: number): void {
    this.forget(key);
    this.kept.set(key, { value, size });
    this.total += size;
    for (const oldest of this.kept.keys()) {
      if (this.total <= this.most || oldest === key) return;
      this.forget(oldest);
    }
  }

  /** Keeps a value only where nothing has to go for it but what was kept under its own key: for those who go through more than fits. */
  offer(key: Key, value: Value, size: number): void {
    this.forget(key);
    if (this.total + size <= this.most) this.set(key, value, size);
  }

  private forget(key: Key): void {
    this.total -= this.kept.get(key)?.size ?? 0;
    this.kept.delete(key);
  }
}
