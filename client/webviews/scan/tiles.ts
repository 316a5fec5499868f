import { countText, groupDigits } from '../../../server/src/timing/amounts.ts';
import { make } from '../shared/dom.ts';
import type { ShownScan } from './messages.ts';
import { scoreText } from './words.ts';

/** The figures on top: scores, findings by severity, and what one click fixes. */
export function tiles({ score, severities, rules }: ShownScan): HTMLElement[] {
  const safe = rules.reduce((sum, rule) => sum + rule.safe, 0);
  const suggestions = rules.reduce((sum, rule) => sum + rule.suggestions, 0);
  const { error, warning, information, hint } = severities;
  return [
    tile(scoreText(score, 'overall'), 'of 100', 'Score'),
    tile(scoreText(score, 'security'), 'of 10', 'Security'),
    tile(scoreText(score, 'maintainability'), 'of 10', 'Maintainability'),
    tile(groupDigits(error), '', countWord(error, 'Error'), error > 0 ? 'error' : ''),
    tile(groupDigits(warning), '', countWord(warning, 'Warning'), warning > 0 ? 'warning' : ''),
    tile(groupDigits(information + hint), '', 'Advice'),
    tile(groupDigits(safe), '', countWord(safe, 'Safe fix', 'Safe fixes')),
    tile(groupDigits(suggestions), '', countWord(suggestions, 'Suggestion')),
  ];
}

function tile(value: string, of: string, name: string, className = ''): HTMLElement {
  return make('div', `tile ${className}`.trim(), make('span', 'value', value, of === '' ? '' : make('span', 'of', ` ${of}`)), make('span', 'name', name));
}

function countWord(count: number, one: string, many?: string): string {
  return countText(count, one, many).replace(/^[\d,]+ /, '');
}
