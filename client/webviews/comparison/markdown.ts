import type { StepRow } from './stepRows.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { changedList, missReasons, noReasonText } from './missReasons.ts';
import { sideFacts, sideNotes, type ComparedSides } from './sideFacts.ts';
import { differenceText, kindText, namesText, restText, sideText } from './words.ts';

/** The comparison for a pull request or a chat, with the steps that the page shows, in their order. */
export function comparisonMarkdown(sides: ComparedSides, rows: readonly StepRow[], language?: string): string {
  const { comparison } = sides;
  const hasTargets = comparison.targets.length > 1;
  return [
    '### Builds compared',
    plain(comparison.headline),
    table(['', 'Before', 'After', 'Difference'], sideFacts(sides, language).map(({ name, before, after, difference }) => [name, before, after, difference].map(plain))),
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** As text: nothing of it is Markdown, HTML, a mention or a table's border. */
function plain(text: string): string {
  return shownText(text, 600).replace(/[\\`*_[\]#|~]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '&#64;');
}

/** As code, whatever backticks are in it; a table's border has to be escaped in code too. */
function code(text: string): string {
  const shown = shownText(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return /^`|`$/.test(shown) || shown === '' ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}
