import type { ExportFormat } from '../../../server/src/protocol.ts';
import { make, makeButton } from './dom.ts';

const FORMATS: readonly { readonly format: ExportFormat; readonly title: string }[] = [
  { format: 'html', title: 'Page (one HTML file)' },
  { format: 'json', title: 'Data (JSON)' },
  { format: 'perfetto', title: 'Trace for Perfetto or Chrome' },
];

/** A button that opens three more: which kind of file. Escape and a click elsewhere close them. */
export function createExportMenu(choose: (format: ExportFormat) => void): HTMLElement {
  const opener = make('summary', { text: 'Export…', attributes: { role: 'button' } });
  const choices = FORMATS.map(({ format, title }) =>
    makeButton(title, () => {
      close();
      choose(format);
    }),
  );
  const menu = make('details', { class: 'menu' }, opener, make('div', { class: 'choices' }, ...choices));
  function close(): void {
    if (!menu.open) return;
    menu.open = false;
    opener.focus();
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  return menu;
}
