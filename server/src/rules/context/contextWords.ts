/** The folder of a build context, for people. */
export function folderName(path: string): string {
  return path === '.' ? 'the workspace folder' : `${contextPart(path)}/`;
}

/** A path in a message: one line, no longer than a person reads. */
export function contextPart(path: string): string {
  const plain = path.replace(/\p{C}/gu, '?');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
