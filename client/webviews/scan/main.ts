import { shownText } from '../../../server/src/timing/shownText.ts';
import { element } from '../shared/dom.ts';
import { actionButtons } from './actions.ts';
import { Details } from './details.ts';
import type { FromScan, ShownScan, ToScan } from './messages.ts';
import { Running } from './running.ts';
import { sections } from './sections.ts';
import { tiles } from './tiles.ts';
import { headlineText } from './words.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromScan): void };

/** Who types is not done yet, in milliseconds. */
const PAUSE = 120;

const editor = acquireVsCodeApi();
const status = element('status', HTMLElement);
const filter = element('filter', HTMLInputElement);
const running = new Running(status, () => editor.postMessage({ kind: 'run', action: 'cancel' }));
const details = new Details(
  (of) => editor.postMessage({ kind: 'list', of }),
  ({ file, finding }) => editor.postMessage({ kind: 'openFinding', file, finding }),
);
const parts = sections(
  {
    open: (place) => editor.postMessage({ kind: 'open', place }),
    explain: (rule) => editor.postMessage({ kind: 'explain', rule }),
  },
  details,
);
let shown: ShownScan | null = null;
let pause = 0;

element('sections', HTMLElement).append(...parts.map((part) => part.element));
filter.addEventListener('input', () => {
  clearTimeout(pause);
  pause = window.setTimeout(showRows, PAUSE);
});
window.addEventListener('message', ({ data }: MessageEvent<ToScan>) => {
  if (data.kind === 'problem') status.textContent = shownText(data.text, 2_000);
  else if (data.kind === 'scan') show(data.scan);
  else if (data.kind === 'running') running.show(data.progress);
  else if (data.kind === 'ended') running.end(data.wasCancelled);
  else {
    details.take(data.of, data.findings, data.total);
    for (const part of parts) part.refresh();
  }
});
editor.postMessage({ kind: 'ready' });

function show(scan: ShownScan): void {
  details.renew(shown, scan);
  shown = scan;
  const focused = document.activeElement?.id ?? '';
  element('headline', HTMLElement).textContent = headlineText(scan);
  element('tiles', HTMLElement).replaceChildren(...tiles(scan));
  element('actions', HTMLElement).replaceChildren(...actionButtons(scan, (action) => editor.postMessage({ kind: 'run', action })));
  if (focused.startsWith('run-')) document.getElementById(focused)?.focus();
  element('content', HTMLElement).hidden = false;
  status.textContent = '';
  showRows();
}

function showRows(): void {
  if (!shown) return;
  const wanted = filter.value.trim().toLowerCase();
  for (const part of parts) part.show(shown, (text) => wanted === '' || text.toLowerCase().includes(wanted));
}
