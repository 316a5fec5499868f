import { shownText } from '../../../server/src/timing/shownText.ts';
import { element } from '../shared/dom.ts';

/** The line that tells of a scan under way while the last report stays to be read. */
export class Running {
  private readonly line = element('running', HTMLElement);
  private readonly progress = element('progress', HTMLElement);
  private readonly button = element('cancel', HTMLButtonElement);

  /** @param status where the page says what happened, so that it is read out as well */
  constructor(
    private readonly status: HTMLElement,
    cancel: () => void,
  ) {
    this.button.addEventListener('click', () => {
      this.button.disabled = true;
      cancel();
    });
  }

  /** @param progress how far it is; empty where that is not known yet */
  show(progress: string): void {
    if (this.line.hidden) {
      this.button.disabled = false;
      this.status.textContent = '';
    }
    this.line.hidden = false;
    this.progress.textContent = progress === '' ? 'Scanning…' : `Scanning… ${shownText(progress, 100)}`;
  }

  end(wasCancelled: boolean): void {
    this.line.hidden = true;
    if (wasCancelled) this.status.textContent = 'The scan was cancelled: this is what the one before it found.';
  }
}
