import * as vscode from 'vscode';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import { bytesText, durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { ageText, timeText } from './builtAt.ts';
import type { BuildNode, GroupNode } from './historyModel.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** `12 builds · 41.0 s on average · 80 % cached · 1 failed`. */
export function trendText({ trend, builds }: GroupNode): string {
  // Those that can be counted below it; the trend leaves out builds that were cancelled.
  const parts = [builds.length === 1 ? vscode.l10n.t('1 build') : vscode.l10n.t('{0} builds', builds.length)];
  if (trend !== null) {
    if (trend.average !== null) parts.push(vscode.l10n.t('{0} on average', durationText(trend.average)));
    if (trend.cacheRate !== null) parts.push(vscode.l10n.t('{0} cached', percentText(trend.cacheRate)));
    if (trend.failures > 0) parts.push(vscode.l10n.t('{0} failed', trend.failures));
  }
  return parts.join(' · ');
}

/** The trend, and how long the last builds took, as bars and in numbers. Names become text: nothing of them is Markdown. */
export function trendTooltip(group: GroupNode): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(shownText(group.name)).appendMarkdown('**\n\n');
  tooltip.appendText(trendText(group));
  const recent = group.trend?.recent ?? [];
  if (recent.length > 0) {
    tooltip.appendMarkdown(`\n\n${vscode.l10n.t('Recent durations, oldest first:')}\n\n`);
    if (recent.length > 1) tooltip.appendMarkdown(`\`${barsOf(recent)}\`\n\n`);
    tooltip.appendText(recent.map(durationText).join(', '));
  }
  return tooltip;
}

/** One bar for each duration, as high as it is long against the longest. */
export function barsOf(durations: readonly number[]): string {
  const most = Math.max(...durations, 1);
  return durations.map((time) => BARS[Math.min(BARS.length - 1, Math.max(0, Math.ceil((time / most) * BARS.length) - 1))] ?? BARS[0]).join('');
}

/** `38.2 s · 92 % cached · 412 MB`: of the service, where the build had several. */
export function buildText(node: BuildNode): string {
  return amountsOf(node).join(' · ');
}

export function buildTooltip(node: BuildNode): vscode.MarkdownString {
  const { entry, target } = node;
  const tooltip = new vscode.MarkdownString();
  const line = (text: string) => tooltip.appendText(text).appendMarkdown('\n\n');
  tooltip.appendMarkdown('**').appendText(shownText(builtTitle(entry.what))).appendMarkdown('**\n\n');
  line(`${timeText(entry.startedAt, vscode.env.language)}: ${stateText(entry.state)}`);
  line(vscode.l10n.t('{0} from start to end', durationText(entry.milliseconds)));
  if (target !== null && entry.targets.length > 1) line(`${shownText(node.name)}: ${stateText(target.state)}, ${amountsOf(node).join(', ')}`);
  else if (amountsOf(node).length > 1) line(amountsOf(node).slice(1).join(', '));
  if (entry.contextBytes > 0) line(vscode.l10n.t('{0} of build context sent', bytesText(entry.contextBytes)));
  if (entry.noCache) line(vscode.l10n.t('Built without the cache.'));
  return tooltip;
}

/** For screen readers, which read neither icons nor dots: a sentence. */
export function buildLabel(node: BuildNode, now: number): string {
  const age = ageText(node.entry.startedAt, now, vscode.env.language);
  return `${shownText(node.name)}, ${stateText(stateOf(node))} ${age}: ${amountsOf(node).join(', ')}`;
}

export function groupLabel(group: GroupNode): string {
  const [last] = group.builds;
  const state = last ? vscode.l10n.t(', the last one {0}', stateText(stateOf(last))) : '';
  return `${shownText(group.name)}: ${trendText(group).replaceAll(' · ', ', ')}${state}`;
}

/** How it ended for the service, which may be built although another one failed. */
export function stateOf({ entry, target }: BuildNode): string {
  return target?.state ?? entry.state;
}

export function stateText(state: string): string {
  if (state === 'done') return vscode.l10n.t('built');
  if (state === 'failed') return vscode.l10n.t('failed');
  if (state === 'cancelled') return vscode.l10n.t('cancelled');
  return vscode.l10n.t('not built');
}

function amountsOf({ entry, target }: BuildNode): string[] {
  const { milliseconds, cacheRate } = target ?? entry;
  const parts = [durationText(milliseconds)];
  if (cacheRate !== null) parts.push(vscode.l10n.t('{0} cached', percentText(cacheRate)));
  if (target !== null && target.imageBytes !== null) parts.push(bytesText(target.imageBytes));
  return parts;
}
