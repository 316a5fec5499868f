const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

/**
 * A text for an attribute or an element of XML 1.0. What no document may hold, not even as a reference (2.2: other control characters, halves of surrogate
 * pairs, U+FFFE and U+FFFF), is U+FFFD; line breaks and tabs are references, since readers make spaces of them in attributes (3.3.3).
 */
export function xmlText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (char) => ENTITIES[char] ?? char);
}
