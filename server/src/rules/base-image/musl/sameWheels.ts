/** The public index, which a Pipfile names by default, and PyTorch's own: both have the same wheels for musl, or none. Any other index may have more. */
const PUBLIC = /^https?:\/\/(?:pypi\.\w{3}\/simple\b|[a-z]+\.pytorch\.\w{3}\/)/;

/** True where a package from this address has no more wheels for musl than the tables know. */
export function hasSameWheels(url: string): boolean {
  return PUBLIC.test(url);
}
