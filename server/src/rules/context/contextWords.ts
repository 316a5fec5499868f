import type { ContextFiles } from '../../core/engine/projectView.ts';

/** Folders and files that no image wants, by the names that they have anywhere. */
const WASTE: readonly string[] = ['.git', 'node_modules', '.venv', 'venv', '__pycache__', '.env'];

/** The waste that a context holds at its top or beside a manifest, in backticks. */
export function wasteIn(files: ContextFiles): string[] {
  const places = new Set(['']);
  for (const path of files.paths) {
    const manifest = /^(.*\/)(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt)$/.exec(path);
    if (manifest) places.add(manifest[1]!);
  }
  return WASTE.filter((name) => [...places].some((place) => files.has(place + name) || files.hasFolder(place + name))).map((name) => `\`${name}\``);
}

export function folderName(path: string): string {
  return path === '.' ? 'the workspace folder' : `${contextPart(path)}/`;
}

/** A path in a message: one line, no longer than a person reads. */
export function contextPart(path: string): string {
  const plain = path.replace(/\p{C}/gu, '?');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
