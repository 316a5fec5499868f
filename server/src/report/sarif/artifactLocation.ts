import { wellFormed } from '../wellFormed.ts';

/** SARIF 2.1.0, 3.4. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** Names the folder that paths are relative to; where it lies is nobody's business but the reader's (3.4.4). */
export const BASE_ID = '%SRCROOT%';

/** What a path segment may hold as it is (RFC 3986, 3.3), but for `:`, which would make a scheme of the first segment, and `'()*!`. */
const NEEDS_ENCODING = /[^A-Za-z0-9._~@&=+$,;-]+/g;

/**
 * Where a file of the report is, as a URI reference. A name is bytes that may be anything: what RFC 3986 does not allow in a segment is
 * percent-encoded as UTF-8, `%` and a backslash that is part of a name too.
 * @param path with `/`, relative to the working folder; absolute where Windows knows no way from there (another drive, a share)
 */
export function artifactLocation(path: string): ArtifactLocation {
  const encoded = path.split('/').map(encodeSegment).join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` };
  if (path.startsWith('//')) return { uri: `file:${encoded}` };
  if (path.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: BASE_ID };
}

function encodeSegment(segment: string): string {
  return wellFormed(segment).replace(NEEDS_ENCODING, (found) => encodeURIComponent(found).replace(/[!'()*]/g, percent));
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
