/**
 * Names at the top of a YAML mapping in block style, read line by line; null where the text is anything else.
 * Enough to tell which settings a small configuration file has.
 */
export function topLevelKeys(text: string): readonly string[] | null {
  const keys: string[] = [];
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(raw) || /^---\s*$/.test(raw) || /^[ \t]/.test(raw)) continue;
    // A list may stand at the level of the key that it belongs to.
    if (/^-(?:\s|$)/.test(raw) && keys.length > 0) continue;
    const key = /^(?:"([^"\\]+)"|'([^']+)'|([A-Za-z][\w-]*))\s*:(?:\s|$)/.exec(raw);
    if (!key) return null;
    keys.push((key[1] ?? key[2] ?? key[3])!);
  }
  return keys;
}

/** The plain value of a key at the top; null where it has none on its line. */
export function topLevelValue(text: string, key: string): string | null {
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const at = [key, `"${key}"`, `'${key}'`].find((written) => raw.startsWith(`${written}:`));
    if (at === undefined) continue;
    const value = raw.slice(at.length + 1).replace(/\s#.*$/, '').trim();
    return value.replace(/^(["'])(.*)\1$/, '$2') || null;
  }
  return null;
}
