/**
 * A text as 14 hex digits: the same for the same text everywhere, and hardly ever for another one. Not for secrets: anybody can find a text with
 * a given fingerprint. (cyrb53, public domain: two 32-bit multiplicative hashes, 53 bits kept.)
 */
export function fingerprint(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return ((low >>> 0) * 0x200000 + ((high >>> 0) & 0x1fffff)).toString(16).padStart(14, '0').slice(-14);
}
