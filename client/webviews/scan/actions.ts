import { countText, groupDigits } from '../../../server/src/timing/amounts.ts';
import { button } from '../shared/dom.ts';
import type { Action, ShownScan } from './messages.ts';
import { tierTotals } from './words.ts';

interface Offer {
  readonly action: Action;
  readonly text: string;
  /** Null where there is always something to do; 0 switches it off. */
  readonly count: number | null;
  readonly title: string;
}

/** The buttons with what each would do. The first that has something to do stands out. */
export function actionButtons(scan: ShownScan, run: (action: Action) => void): HTMLButtonElement[] {
  const offers = offersOf(scan);
  const first = offers.find(({ count }) => count !== null && count > 0);
  return offers.map((offer) => {
    const { action, text, count, title } = offer;
    const made = button(offer === first ? '' : 'secondary', count === null || count === 0 ? text : `${text} (${groupDigits(count)})`, () => run(action));
    made.id = `run-${action}`;
    made.title = title;
    made.disabled = count === 0;
    return made;
  });
}

function offersOf({ rules, contexts, drifts, tiers, severities }: ShownScan): readonly Offer[] {
  const safe = rules.reduce((sum, rule) => sum + rule.safe, 0);
  const suggestions = rules.reduce((sum, rule) => sum + rule.suggestions, 0);
  const ignoreFiles = contexts.reduce((sum, { offers }) => sum + offers, 0);
  const aligned = drifts.filter(({ alignable }) => alignable > 0).length;
  const { offered } = tierTotals(tiers);
  const findings = Object.values(severities).reduce((sum, count) => sum + count, 0);
  return [
    { action: 'fixAll', text: 'Fix All in Workspace', count: safe, title: `Fixes ${countText(safe, 'finding')} safely, after you looked through the changes; ${countText(suggestions, 'more finding has a suggestion', 'more findings have suggestions')} for you to decide` },
    { action: 'updateDockerignore', text: 'Create or Update .dockerignore', count: ignoreFiles, title: `Writes ${countText(ignoreFiles, 'ignore file')}, so that builds send less` },
    { action: 'alignBaseImages', text: 'Align Base Images', count: aligned, title: `Brings ${countText(aligned, 'base image')} to one version each, after you looked through the changes` },
    { action: 'applyTiers', text: 'Apply CPU Tiers', count: offered, title: `Shows limits for ${countText(offered, 'service')}, to look through and add` },
    { action: 'showProblems', text: 'Show in Problems', count: findings === 0 ? 0 : null, title: 'Shows all findings in the Problems view' },
    { action: 'export', text: 'Export', count: null, title: 'Saves the report as a file for others' },
    { action: 'scanAgain', text: 'Scan Again', count: null, title: 'Checks all files as they are now' },
  ];
}
