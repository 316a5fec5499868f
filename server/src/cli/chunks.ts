/** UTF-16 code units of one write: more costs memory, less costs time. */
const CHUNK = 65_536;

/** The same text in pieces that are worth a write each; none of them is cut. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let held: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    yield held.join('');
    held = [];
    length = 0;
  }
  if (length > 0) yield held.join('');
}
