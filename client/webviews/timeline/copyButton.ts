import { makeButton } from './dom.ts';
import type { Host } from './host.ts';

const SHOWN_FOR = 1_500;

/** Copies what there is when it is pressed, and says so on itself. */
export function makeCopyButton(host: Host, title: string, label: string, text: () => string): HTMLButtonElement {
  let timer = 0;
  const button = makeButton(title, () => {
    void host.copy(text()).then((done) => {
      button.textContent = done ? 'Copied' : 'Could not copy';
      clearTimeout(timer);
      timer = setTimeout(() => (button.textContent = title), SHOWN_FOR);
    });
  }, { class: 'quiet', attributes: { title: label, 'aria-live': 'polite' } });
  return button;
}
