/** Values by key, each once. The one value that most keys have is kept as it is: ten thousand sets of one take megabytes. No value may be a `Set`. */
export class ValuesByKey<Value extends string | object> {
  private readonly groups = new Map<string, Value | Set<Value>>();

  has(key: string): boolean {
    return this.groups.has(key);
  }

  keys(): Iterable<string> {
    return this.groups.keys();
  }

  /** In the order in which they came; a new list. */
  of(key: string): Value[] {
    const values = this.groups.get(key);
    if (values === undefined) return [];
    return values instanceof Set ? [...values] : [values];
  }

  add(key: string, value: Value): void {
    const values = this.groups.get(key);
    if (values === undefined) this.groups.set(key, value);
    else if (values instanceof Set) values.add(value);
    else if (values !== value) this.groups.set(key, new Set([values, value]));
  }

  delete(key: string, value: Value): void {
    const values = this.groups.get(key);
    if (values instanceof Set) values.delete(value);
    if (values === value || (values instanceof Set && values.size === 0)) this.groups.delete(key);
  }
}
