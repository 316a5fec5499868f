/** An entry of `cache_from` or `cache_to`: `type=registry,ref=ghcr.io/acme/api:buildcache`, or a bare reference, which is short for it. */
export interface CacheEntry {
  readonly type: string;
  /** Keys in lower case. */
  readonly options: ReadonlyMap<string, string>;
}

/** Reads an entry as buildx does (buildx `util/buildflags`, `ParseCacheEntry`: fields of a CSV line); null for what it cannot be sure of. */
export function readCacheEntry(text: string): CacheEntry | null {
  if (text === '' || text.length > 2_048 || /["\s]/.test(text)) return null;
  const fields = text.split(',');
  if (fields.length === 1 && !text.includes('=')) return { type: 'registry', options: new Map([['ref', text]]) };
  const options = new Map<string, string>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals === -1) return null;
    options.set(field.slice(0, equals).toLowerCase(), field.slice(equals + 1));
  }
  const type = options.get('type');
  return type ? { type, options } : null;
}

/** What two builds must not both write to, by type, with what counts where nothing is said (docs.docker.com/build/cache/backends/gha, "Scope"). */
const DESTINATIONS: ReadonlyMap<string, { readonly key: string; readonly otherwise: string | null }> = new Map([
  ['gha', { key: 'scope', otherwise: 'buildkit' }],
  ['registry', { key: 'ref', otherwise: null }],
  ['local', { key: 'dest', otherwise: null }],
]);

/** Where an entry of `cache_to` writes to, comparable; null where it writes into the image, or cannot be told. */
export function destinationOf({ type, options }: CacheEntry): string | null {
  const destination = DESTINATIONS.get(type);
  const place = destination && (options.get(destination.key) || destination.otherwise);
  return place ? `${type} ${place}` : null;
}
