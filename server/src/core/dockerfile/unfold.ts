/** A piece of an instruction with the continuation, comment and blank lines inside it taken out, as BuildKit joins lines. */
export function unfold(raw: string, escape: string): string {
  if (!raw.includes('\n')) return raw;
  let result = '';
  let isFirst = true;
  for (const line of raw.split('\n')) {
    const trimmed = line.trim();
    if (!isFirst && (trimmed === '' || trimmed.startsWith('#'))) continue;
    isFirst = false;
    const end = line.trimEnd();
    result += end.endsWith(escape) ? end.slice(0, -1) : line;
  }
  return result;
}
