/** A line of a TOML file with the table that it stands in; comments and blank lines left out. */
export interface TomlLine {
  readonly section: string;
  readonly text: string;
}

/**
 * The lines of a TOML file by table: enough to find keys that name other files, which is all that rules ask.
 * In a file with multi-line strings a line may only look like a table, so there every line counts for every table (`*`).
 */
export function tomlLines(text: string): readonly TomlLine[] {
  const isPlain = !text.includes('"""') && !text.includes("'''");
  const lines: TomlLine[] = [];
  let section = isPlain ? '' : '*';
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined && isPlain) section = header.replace(/["'\s]/g, '');
    lines.push({ section, text: line });
  }
  return lines;
}

/** True for a table by one of these names, or one below it. */
export function isIn(section: string, ...names: readonly string[]): boolean {
  return section === '*' || names.some((name) => section === name || section.startsWith(`${name}.`));
}
