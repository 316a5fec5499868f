/**
 * What a line beside the reports says to people. Compose, told to show its progress as JSON, tells everything so: warnings, errors, and that
 * an image is built or on its way, which the steps tell already.
 * @returns lines without line breaks at their ends; none for what need not be said
 */
export function spokenLines(line: string): string[] {
  if (!line.startsWith('{')) return [line];
  let event: Readonly<Record<string, unknown>>;
  try {
    event = JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return [line];
  }
  const { error, message, level, msg, status, text } = event;
  if (error === true) return typeof message === 'string' ? linesOf(`ERROR: ${message}`) : [];
  if (typeof level === 'string' && typeof msg === 'string') return linesOf(`${level.toUpperCase()}: ${msg}`);
  if (typeof status === 'string' || typeof text === 'string') return [];
  return [line];
}

/** Compose doubles the line breaks of what buildx printed. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
