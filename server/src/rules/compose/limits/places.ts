import type { ComposeModel, ComposeService, ComposeValue } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import type { RelatedPlace } from '../../../core/engine/finding.ts';
import { span, type Span } from '../../../core/text/span.ts';

/** The service as the checked file and as one project have it. */
export interface Subject {
  readonly compose: ComposeModel;
  /** Of the checked file; null for one in no workspace folder. */
  readonly file: string | null;
  readonly service: ComposeService;
  readonly merged: ProjectService;
}

/** The file whose word on a path counts; null where there is none but the checked one, or where none says anything. */
export function deciderOf({ merged }: Subject, path: readonly string[]): string | null {
  return merged.filesWith(...path).at(-1) ?? null;
}

/** True where the checked file is the one whose word counts: what it says can be underlined there. */
export function isDecidedHere(subject: Subject, path: readonly string[]): boolean {
  const decider = deciderOf(subject, path);
  return decider === null || decider === subject.file;
}

/** Of two settings the one that the stronger file says; the first where one file says both. */
export function strongerOf(subject: Subject, first: readonly string[], second: readonly string[]): readonly string[] {
  const order = subject.merged.filesWith();
  const rank = (path: readonly string[]): number => order.lastIndexOf(deciderOf(subject, path) ?? '');
  return rank(second) > rank(first) ? second : first;
}

/** The value as the file has it, or its key where nothing is written behind it. */
export function spanOf(value: ComposeValue): Span {
  const [start, end] = value.node?.range ?? [];
  if (start !== undefined && end !== undefined && end > start) return span(start, end);
  const [keyStart = 0, keyEnd = keyStart] = value.pair.key.range ?? [];
  return span(keyStart, keyEnd);
}

/** As written, for messages: at most one line, and not all of a long text. */
export function writtenText({ compose, service }: Subject, path: readonly string[]): string {
  const value = service.get(...path);
  if (!value?.node?.range) return '';
  const resolved = compose.resolve(value.node);
  const [start = 0, end = start] = resolved?.range ?? value.node.range;
  return compose.text.slice(start, Math.min(end, start + 60)).split('\n')[0]!.trim();
}

/** Where else to look: nothing for a place in another file, whose text is not known here. */
export function relatedPlace(subject: Subject, path: readonly string[], message: string): readonly RelatedPlace[] {
  const value = isDecidedHere(subject, path) ? subject.service.get(...path) : null;
  return value ? [{ span: spanOf(value), message }] : [];
}
