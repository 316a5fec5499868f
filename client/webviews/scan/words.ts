import type { ScannedRule, ScanScore } from '../../../server/src/protocol.ts';
import { amountText, bytesText, countText, durationText, groupDigits } from '../../../server/src/timing/amounts.ts';
import type { ShownAmount, ShownContext, ShownLeftOut, ShownScan, ShownTiers } from './messages.ts';

/** `312 findings in 42 files, scanned in 1.2 s` */
export function headlineText({ files, severities, milliseconds, leftOut }: ShownScan): string {
  const findings = Object.values(severities).reduce((sum, count) => sum + count, 0);
  const left = leftOut.length === 0 ? '' : `, ${countText(leftOut.length, 'file')} left out`;
  const found = findings === 0 ? 'Nothing found' : countText(findings, 'finding');
  return `${found} in ${countText(files.length, 'file')}${left}, scanned in ${durationText(milliseconds)}.`;
}

/** `2 could not be checked, 12 are ignored by git.` */
export function leftOutText(leftOut: readonly ShownLeftOut[]): string {
  const count = (who: ShownLeftOut['by']): number => leftOut.filter(({ by }) => by === who).length;
  const [failed, git, hidden] = [count(null), count('git'), count('files.exclude')];
  const be = (number: number): string => `${groupDigits(number)} ${number === 1 ? 'is' : 'are'}`;
  const parts = [
    ...(failed > 0 ? [`${groupDigits(failed)} could not be checked`] : []),
    ...(git > 0 ? [`${be(git)} ignored by git`] : []),
    ...(hidden > 0 ? [`${be(hidden)} hidden by the setting files.exclude`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** What the findings of a rule cost, each part with how it is known; empty for a rule that costs neither time nor bytes. */
export function costParts({ time, savedBytes }: ScannedRule): readonly { readonly text: string; readonly how: 'measured' | 'estimated' | 'not measured' }[] {
  const parts: { text: string; how: 'measured' | 'estimated' | 'not measured' }[] = [];
  if (savedBytes !== null) parts.push({ text: `${bytesText(savedBytes)} sent without need`, how: 'measured' });
  if (time === null) return parts;
  if (time.steps > 0) parts.push({ text: `${durationText(time.measured)} in ${countText(time.steps, 'step')}`, how: 'measured' });
  if (time.estimate !== null) parts.push({ text: `about ${durationText(time.estimate)} in ${countText(time.untimed, 'more finding')}`, how: 'estimated' });
  if (time.steps === 0) parts.push({ text: '', how: 'not measured' });
  return parts;
}

/** Time first, then bytes: what was measured counts more than what was not. */
export function costValue({ time, savedBytes }: ScannedRule): number | null {
  const known = (time?.measured ?? 0) + (time?.estimate ?? 0);
  if (known > 0) return known;
  // A byte counts less than a microsecond: rules that cost time come first.
  return savedBytes === null ? null : -1 / (1 + savedBytes);
}

export function sentText({ sent, complete }: Pick<ShownContext, 'sent' | 'complete'>): string {
  return sent === null ? 'not measured' : `${complete ? '' : 'at least '}${amountText(sent)}`;
}

/** `1.2 MB in 12 files` where it would be less; null where nothing is to be gained or known. */
export function afterText({ sent, after }: { readonly sent: ShownAmount | null; readonly after: ShownAmount | null }): string | null {
  return sent === null || after === null || after.bytes >= sent.bytes ? null : amountText(after);
}

/** `81`, `8.0`: as many digits as the scale has. */
export function scoreText(score: ScanScore, part: keyof ScanScore): string {
  return score[part].toFixed(part === 'overall' ? 0 : 1);
}

/** Of all compose files together. */
export function tierTotals(tiers: readonly ShownTiers[]): { readonly services: number; readonly limited: number; readonly offered: number } {
  const sum = (of: (one: ShownTiers) => number) => tiers.reduce((total, one) => total + of(one), 0);
  return { services: sum(({ services }) => services), limited: sum(({ limited }) => limited), offered: sum(({ offered }) => offered) };
}
