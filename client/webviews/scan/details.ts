import { button, make } from '../shared/dom.ts';
import { countText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { FindingsOf, ShownFinding, ShownScan } from './messages.ts';
import { openAfter } from './openAfter.ts';

const FIXES = { safe: 'safe fix', suggestion: 'suggestion' } as const;

/** Rows that are open, and the findings that came for them. A list is asked for once. */
export class Details {
  private readonly open = new Set<string>();
  private readonly lists = new Map<string, HTMLElement>();

  constructor(
    private readonly ask: (of: FindingsOf) => void,
    private readonly openFinding: (finding: ShownFinding) => void,
  ) {}

  isOpen(of: FindingsOf): boolean {
    return this.open.has(keyOf(of));
  }

  toggle(of: FindingsOf): void {
    const key = keyOf(of);
    if (this.open.delete(key)) return;
    this.open.add(key);
    if (!this.lists.has(key)) this.ask(of);
  }

  listOf(of: FindingsOf): Node {
    return this.lists.get(keyOf(of)) ?? make('p', 'none', 'Looking…');
  }

  take(of: FindingsOf, findings: readonly ShownFinding[], total: number): void {
    const withPath = 'rule' in of;
    const items = findings.map((finding) => this.itemOf(finding, withPath));
    const rest = total - findings.length;
    const note = rest > 0 ? [make('p', 'none', `${countText(rest, 'more finding')} in Problems.`)] : [];
    this.lists.set(keyOf(of), make('div', 'findings', make('ul', '', ...items), ...note));
  }

  /** Another scan found other things; what was open stays open, a file wherever it now stands. */
  renew(before: ShownScan | null, now: ShownScan): void {
    this.lists.clear();
    const moved = openAfter([...this.open].map(ofKey), before, now);
    this.open.clear();
    for (const of of moved) {
      this.open.add(keyOf(of));
      this.ask(of);
    }
  }

  private itemOf(finding: ShownFinding, withPath: boolean): HTMLElement {
    const { path, line, rule, severity, message, fix } = finding;
    const place = withPath ? `${shownText(path, 200)}:${line}` : `Line ${line}`;
    const link = button('link', place, () => this.openFinding(finding));
    const words = [make('span', 'message', shownText(message, 1_000))];
    if (!withPath) words.push(make('code', 'rule', shownText(rule, 100)));
    if (fix) words.push(make('span', 'badge', FIXES[fix]));
    return make('li', '', make('span', `severity ${severity}`, severity), ' ', link, ' ', ...words.flatMap((word) => [word, ' ']));
  }
}

function keyOf(of: FindingsOf): string {
  return 'rule' in of ? `rule ${of.rule}` : `file ${of.file}`;
}

function ofKey(key: string): FindingsOf {
  return key.startsWith('rule ') ? { rule: key.slice('rule '.length) } : { file: Number(key.slice('file '.length)) };
}
