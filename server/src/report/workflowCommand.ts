/** What an annotation says beside its message; in the order that GitHub's own toolkit writes them. */
export interface AnnotationProperties {
  readonly file?: string;
  /** Lines and columns from 1. */
  readonly line?: number;
  readonly endLine?: number;
  readonly col?: number;
  readonly endColumn?: number;
  readonly title?: string;
}

export type AnnotationKind = 'error' | 'warning' | 'notice';

/** A line that GitHub Actions makes an annotation of, escaped as `@actions/core` does it (`command.ts`, escapeData and escapeProperty). */
export function annotationCommand(kind: AnnotationKind, properties: AnnotationProperties, message: string): string {
  const { file, line, endLine, col, endColumn, title } = properties;
  const told = Object.entries({ file, line, endLine, col, endColumn, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${kind}${told === '' ? '' : ` ${told}`}::${escapeData(message)}\n`;
}

/** What others wrote must not be taken for a command of the workflow: those start a line with `::`, the old ones stand anywhere after `##[`. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\[)/g, '# #');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
