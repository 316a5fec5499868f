import type { Scalar } from 'yaml';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';

/** Puts a plain scalar of one line in quotes, so that it is the text that is written; null where it is written otherwise. */
export function quoteScalar({ text }: ComposeModel, scalar: Scalar, quote: "'" | '"'): readonly TextEdit[] | null {
  const [start, end] = scalar.range ?? [];
  if (start === undefined || end === undefined || scalar.type !== 'PLAIN') return null;
  if (text.slice(start, end) !== scalar.source || !/^[\w.+-][\w.+:/ -]*$/.test(scalar.source)) return null;
  return [
    { span: span(start, start), text: quote },
    { span: span(end, end), text: quote },
  ];
}
