import type { ExportFormat } from '../../../server/src/protocol.ts';
import { make, makeButton } from './dom.ts';

const FORMATS: readonly { readonly format: ExportFormat; readonly title: string }[] = [
  { format: 'html', title: 'Page (one HTML file)' },
  { format: 'json', title: 'Data (JSON)' },
  { format: 'perfetto', title: 'Trace for Perfetto or Chrome' },
];

/** A button that brings up three more: which kind of file. Escape and a click elsewhere put them away. */
export function createExportMenu(choose: (format: ExportFormat) => void): HTMLElement {
  const opener = makeButton('Export…', () => show(choices.hidden === true), { class: 'secondary', attributes: { 'aria-expanded': 'false' } });
  const buttons = FORMATS.map(({ format, title }) =>
    makeButton(title, () => {
      close();
      choose(format);
    }),
  );
  const choices = make('div', { class: 'choices', attributes: { role: 'group', 'aria-label': 'Export as' } }, ...buttons);
  const menu = make('div', { class: 'menu' }, opener, choices);
  choices.hidden = true;

  function show(isOpen: boolean): void {
    choices.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
    // At the right edge of the page it opens to the left.
    choices.classList.remove('at-end');
    if (isOpen) choices.classList.toggle('at-end', choices.getBoundingClientRect().right > document.documentElement.clientWidth);
  }
  function close(): void {
    if (choices.hidden) return;
    show(false);
    opener.focus();
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) show(false);
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) show(false);
  });
  return menu;
}
