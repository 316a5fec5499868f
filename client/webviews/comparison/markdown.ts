import type { StepRow } from './stepRows.ts';
import { codeMarkdown, plainMarkdown, tableMarkdown } from '../../../server/src/timing/export/markdownText.ts';
import { changedList, missReasons, noReasonText } from './missReasons.ts';
import { sideFacts, sideNotes, type ComparedSides } from './sideFacts.ts';
import { differenceText, kindText, namesText, restText, sideText } from './words.ts';

/** Characters of a headline or a reason, which have names in them, and of a label or a path. */
const MOST_SENTENCE = 600;
const MOST_NAME = 300;

/** The comparison for a pull request or a chat, with the steps that the page shows, in their order. */
export function comparisonMarkdown(sides: ComparedSides, rows: readonly StepRow[], language?: string): string {
  const { comparison } = sides;
  const hasTargets = comparison.targets.length > 1;
  return [
    '### Builds compared',
    plain(comparison.headline),
    table(['', 'Before', 'After', 'Difference'], sideFacts(sides, language).map(({ name, before, after, difference }) => [name, plain(before), plain(after), difference])),
    ...sideNotes(sides).map(plain),
    '#### Why steps ran',
    ...reasons(sides, hasTargets),
    '#### Step by step',
    rows.length === 0 ? 'No step is different.' : table([...(hasTargets ? ['Target'] : []), 'Step', 'Line', 'Before', 'After', 'Difference', 'Change'], rows.map((row) => cells(row, hasTargets))),
  ].join('\n\n') + '\n';
}

function reasons({ comparison }: ComparedSides, hasTargets: boolean): string[] {
  const found = missReasons(comparison);
  if (found.length === 0) return [noReasonText(comparison)];
  return found.flatMap(({ targets, label, line, reason }) => {
    const who = hasTargets ? `${plain(namesText(targets))}: ` : '';
    const place = line === null ? '' : ` (line ${line + 1})`;
    const changed = changedList(reason);
    const list = changed.map((name) => `- ${code(name)}`);
    const rest = restText(reason.count, changed.length);
    if (list.length > 0 && rest !== '') list.push(`- ${rest}`);
    return [`**${who}${code(label)}**${place}, ${kindText(reason.kind)}: ${plain(reason.sentence)}`, ...(list.length > 0 ? [list.join('\n')] : [])];
  });
}

function cells(row: StepRow, hasTargets: boolean): string[] {
  const line = row.line === null ? '' : String(row.line + 1);
  const own = [code(row.label), line, sideText(row.before), sideText(row.after), differenceText(row.difference), row.change];
  return hasTargets ? [plain(namesText(row.targets)), ...own] : own;
}

/** Blocks are joined by empty lines here. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableMarkdown(head, rows).trimEnd();
}

function plain(text: string): string {
  return plainMarkdown(text, MOST_SENTENCE);
}

function code(text: string): string {
  return codeMarkdown(text, MOST_NAME);
}
