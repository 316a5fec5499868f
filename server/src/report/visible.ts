/**
 * A name or text for a terminal, its control and direction characters as `\u001b`: it comes from files that anybody may have written,
 * and nothing in it may steer the terminal, start a line, or read as something else.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
