/** The suite starts each of its lines with this, so that they can be told from VS Code's own log. */
const linePrefix = '[suite] ';

/**
 * Takes text as VS Code prints it and prints the suite's own lines as they become complete.
 * Everything, theirs and ours, is kept in `all()` for a failure report.
 */
export function testOutput() {
  let everything = '';
  let rest = '';
  return {
    all: () => everything,
    add(text) {
      everything += text;
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop();
      for (const line of lines) {
        const start = line.indexOf(linePrefix);
        if (start >= 0) console.log(`  ${line.slice(start + linePrefix.length)}`);
      }
    },
  };
}
