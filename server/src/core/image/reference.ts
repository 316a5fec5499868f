/** A parsed image reference: `[domain/]path[:tag][@digest]`, by the distribution reference grammar. */
export interface ImageReference {
  readonly text: string;
  /** As written, without default: null for `python:3`. */
  readonly domain: string | null;
  /** Path without domain, as written: `library/python`, `python`, `acme/api`. */
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** Offsets of the parts within `text`. */
  readonly tagStart: number | null;
  readonly digestStart: number | null;
}
