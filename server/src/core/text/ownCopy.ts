/**
 * The same text in memory of its own. One that was cut out of another one, or put together, holds what it was made from: a path of a few characters
 * takes half a kilobyte, and a word of a file the file.
 */
export function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
