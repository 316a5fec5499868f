/** One value that two loaded projects do not share. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Every place at which two normal forms differ, the deepest that shows it; an empty map or list is like none. A key without a value is not:
 * `networks: {data: null}` is a network, `environment: {TOKEN: null}` a variable of the host.
 */
export function differencesBetween(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: unknown, after: unknown, path: readonly string[], found: Difference[]): void {
  if (isMap(before) || isMap(after)) {
    const [left, right] = [asMap(before), asMap(after)];
    if (left && right) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) compare(own(left, key), own(right, key), [...path, key], found);
      return;
    }
  }
  if (JSON.stringify(normal(before)) !== JSON.stringify(normal(after))) found.push({ path, before, after });
}

const own = (map: Record<string, unknown>, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value where there was none differs in each of its keys. */
function asMap(value: unknown): Record<string, unknown> | null {
  return isMap(value) ? value : value === undefined || value === null ? {} : null;
}

/** Nothing and an empty list are one to compose. */
function normal(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

/** True where a path fits a pattern: `*` is one key, `**` at its end all that is below, words in `{a,b}` one of them. */
export function fits(path: readonly string[], pattern: string): boolean {
  const parts = pattern.split('.');
  if (parts[parts.length - 1] === '**') {
    parts.pop();
    return path.length >= parts.length && parts.every((part, i) => fitsPart(path[i]!, part));
  }
  return path.length === parts.length && parts.every((part, i) => fitsPart(path[i]!, part));
}

function fitsPart(key: string, part: string): boolean {
  if (part === '*') return true;
  return part.startsWith('{') ? part.slice(1, -1).split(',').includes(key) : key === part;
}

/** Names of services that a difference is in. */
export function servicesOf(differences: readonly Difference[]): string[] {
  return [...new Set(differences.flatMap(({ path }) => (path[0] === 'services' && path[1] !== undefined ? [path[1]] : [])))];
}

export function describe({ path, before, after }: Difference): string {
  return `${path.join('.')}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`;
}
