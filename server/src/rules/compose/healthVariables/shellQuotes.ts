/** True where a POSIX shell fills in a variable that stands there: not within single quotes, unless these hold a script for another shell. */
export function isExpandedAt(script: string, offset: number): boolean {
  let quote = '';
  let opened = 0;
  for (let at = 0; at < offset; at++) {
    const char = script[at]!;
    if (quote === "'") {
      if (char === "'") quote = '';
    } else if (char === '\\') at++;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) {
      quote = char;
      opened = at;
    }
  }
  return quote !== "'" || /\bsh\s+-\w*c\s*$/.test(script.slice(Math.max(0, opened - 40), opened).replace(/\b(?:ba|da|a|z|k)sh\b/g, 'sh'));
}
