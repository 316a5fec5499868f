/** A parsed image reference: `[domain/]path[:tag][@digest]`, by the distribution reference grammar. */
export interface ImageReference {
  readonly text: string;
  /** As written, without default: null for `python:3`. */
  readonly domain: string | null;
  /** Path without domain, as written: `library/python`, `python`, `acme/api`. */
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** Offsets of the parts within `text`: of the first character after `:` and after `@`. */
  readonly tagStart: number | null;
  readonly digestStart: number | null;
}

/** The grammar's limit for a repository's path. */
const MAX_PATH = 255;
/** Longer than any reference that fits the limits of its parts. */
const MAX_TEXT = 1024;

const HEX_LENGTH: ReadonlyMap<string, number> = new Map([['sha256', 64], ['sha384', 96], ['sha512', 128]]);

/**
 * Reads an image reference as Docker does (distribution/reference: `ParseNormalizedNamed`), without adding defaults: what
 * stands before the first `/` is a registry only if it has a `.` or `:`, is `localhost`, or has upper-case letters.
 * Null where Docker refuses it: variables (`$`), upper case in the path, bare image ids, unknown digest algorithms.
 */
export function parseImageReference(text: string): ImageReference | null {
  if (text.length === 0 || text.length > MAX_TEXT || /^[a-f0-9]{64}$/.test(text)) return null;
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? null : text.slice(at + 1);
  if (digest !== null && !isDigest(digest)) return null;

  const pathStart = domainLength(named);
  const domain = pathStart === 0 ? null : named.slice(0, pathStart - 1);
  if (domain !== null && !isDomain(domain)) return null;
  const colon = named.indexOf(':', pathStart);
  const path = named.slice(pathStart, colon === -1 ? named.length : colon);
  const tag = colon === -1 ? null : named.slice(colon + 1);
  if (!isPath(path) || (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag))) return null;
  return {
    text,
    domain,
    path,
    tag,
    digest,
    tagStart: tag === null ? null : colon + 1,
    digestStart: digest === null ? null : at + 1,
  };
}

/** Length of the domain with its slash; 0 where the first part belongs to the path. */
function domainLength(named: string): number {
  const slash = named.indexOf('/');
  if (slash === -1) return 0;
  const first = named.slice(0, slash);
  return first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first ? slash + 1 : 0;
}

function isDomain(domain: string): boolean {
  const port = /:[0-9]+$/.exec(domain);
  const host = port ? domain.slice(0, port.index) : domain;
  if (host.startsWith('[')) return /^\[[a-fA-F0-9:]+\]$/.test(host);
  return host.split('.').every((label) => /^[a-zA-Z0-9-]+$/.test(label) && !label.startsWith('-') && !label.endsWith('-'));
}

/** What almost all paths are. */
const PLAIN_PATH = /^[a-z0-9]+(?:\/[a-z0-9]+)*$/;

/** Lower-case words joined by one dot, one or two underscores, or dashes; checked part by part, so in linear time. */
function isPath(path: string): boolean {
  if (path.length > MAX_PATH) return false;
  if (PLAIN_PATH.test(path)) return true;
  return path.split('/').every((component) => /^[a-z0-9]/.test(component) && /[a-z0-9]$/.test(component)
    && component.split(/[a-z0-9]+/).slice(1, -1).every((separator) => /^(?:[._]|__|-+)$/.test(separator)));
}

function isDigest(digest: string): boolean {
  const colon = digest.indexOf(':');
  const length = HEX_LENGTH.get(digest.slice(0, Math.max(0, colon)));
  return length !== undefined && digest.length === colon + 1 + length && /^[a-f0-9]+$/.test(digest.slice(colon + 1));
}
