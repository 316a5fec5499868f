/**
 * A text whose halves of surrogate pairs that lost the other half are U+FFFD: no encoding of Unicode can hold them, and readers of JSON and XML
 * refuse a whole report for one. (`String.prototype.toWellFormed` of ES2024.)
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
