/** The folder of a build context, for people. */
export function folderName(path: string): string {
  return path === '.' ? 'the workspace folder' : `${contextPart(path)}/`;
}

/** A path in a message: one line, no longer than a person reads. */
export function contextPart(path: string): string {
  const plain = path.replace(/\p{C}/gu, '?');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** `a`, `b` and `c`; of more than `most` the first ones, and how many there are besides. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
