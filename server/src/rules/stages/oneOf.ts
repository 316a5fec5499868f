/** The source of a pattern that matches any of some words, given with commas between them; they may be patterns themselves. */
export function oneOf(words: string): string {
  return `(?:${words.trim().split(/\s*,\s*/).join('|')})`;
}
