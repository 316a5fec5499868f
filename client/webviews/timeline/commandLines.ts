import { plainText } from '../../../server/src/timing/terminalText.ts';
import { makeCopyButton } from './copyButton.ts';
import { make } from './dom.ts';
import type { Host } from './host.ts';
import { countText } from './wording.ts';

const MOST_LINES = 200;

/** The command lines that do the same as the build. One stands open; several, one for each target, are folded away. */
export function commandBlock(host: Host, lines: readonly string[]): Element[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const copy = makeCopyButton(host, 'Copy', 'Copy this command line', () => line);
    return make('div', { class: 'command' }, commandText(plainText(line)), copy);
  });
  if (lines.length < 2) return shown;
  const all = makeCopyButton(host, 'Copy all', 'Copy all command lines', () => lines.join('\n'));
  return [make('details', {}, make('summary', { text: countText(lines.length, 'command line') }), all, ...shown)];
}

/** One line, cut where it is too long; a click, Enter or the space bar unfolds it. */
function commandText(line: string): HTMLElement {
  const text = make('code', { text: line, attributes: { role: 'button', tabindex: '0', 'aria-expanded': 'false', title: line } });
  const toggle = () => text.setAttribute('aria-expanded', String(text.getAttribute('aria-expanded') !== 'true'));
  text.addEventListener('click', () => {
    // Whoever marks a part of it to copy that does not want it to jump.
    if (getSelection()?.isCollapsed ?? true) toggle();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    toggle();
  });
  return text;
}
