const REPORT = /^\{"(?:vertexes|statuses|logs|warnings)":/;

/** True for a line of BuildKit's progress, which begins with one of four lists (`client/graph.go`, SolveStatus). */
export function isReport(line: string): boolean {
  return REPORT.test(line);
}

/**
 * What a line says to people that is no report. Compose, told to show its progress as JSON, tells everything so: warnings, errors, and that
 * an image is built or on its way, which the steps tell already.
 * @returns lines without their line breaks; none for what need not be said
 */
export function spokenLines(line: string): string[] {
  if (!line.startsWith('{')) return [line];
  const event = parse(line);
  if (event === null) return [line];
  const { error, message, level, msg, status, text } = event;
  if (error === true) return typeof message === 'string' ? linesOf(message) : [];
  if (typeof level === 'string' && typeof msg === 'string') return linesOf(`${level.toUpperCase()}: ${msg}`);
  if (typeof status === 'string' || typeof text === 'string' || Object.keys(event).length === 0) return [];
  return [line];
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** Compose doubles the line breaks of what buildx printed. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
