/** A program of Windows itself, by its full path: a folder of the PATH may hold another of that name. */
export function systemProgram(name: string): string {
  return `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\${name}`;
}
