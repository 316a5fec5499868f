import type { CopyFact } from '../../../core/dockerfile/facts.ts';
import type { TextEdit } from '../../../core/text/edits.ts';

/** The value of `--name=value`; `true` for a flag without one, null where it is not there. */
export function copyFlag({ instruction }: CopyFact, name: string): string | true | null {
  const flag = instruction.flags.find((one) => one.name === name);
  return flag ? (flag.value ?? true) : null;
}

/** Gives a COPY or ADD a flag, or the one it has another value; null where it has that already. */
export function setCopyFlag({ instruction }: CopyFact, name: string, value: string): TextEdit | null {
  const flag = instruction.flags.find((one) => one.name === name);
  if (flag?.value === value) return null;
  if (flag?.valueSpan) return { span: flag.valueSpan, text: value };
  const { end } = instruction.keywordSpan;
  return { span: { start: end, end }, text: ` --${name}=${value}` };
}
