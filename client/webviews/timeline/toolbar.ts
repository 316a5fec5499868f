import { make, makeButton, makeSvg } from './dom.ts';
import { type Filter, NO_FILTER } from './filter.ts';
import type { ShownBuild } from './shownBuild.ts';

export interface ToolbarActions {
  filter(filter: Filter): void;
  follow(isFollowing: boolean): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomAll(): void;
  toggleAll(isOpen: boolean): void;
}

/** What is shown of the steps, and how large. */
export function createToolbar(actions: ToolbarActions) {
  const text = make('input', { attributes: { type: 'search', placeholder: 'Filter steps', 'aria-label': 'Filter steps', spellcheck: 'false' } });
  const ran = checkBox('Steps that ran', 'Only steps that ran');
  const critical = checkBox('Critical path', 'Only the critical path');
  const follow = checkBox('Follow', 'Follow: keep the present and the newest step in view');
  follow.box.checked = true;
  const read = (): Filter => ({ text: text.value, onlyRan: ran.box.checked, onlyCritical: critical.box.checked });
  for (const input of [text, ran.box, critical.box]) input.addEventListener('input', () => actions.filter(read()));
  follow.box.addEventListener('change', () => actions.follow(follow.box.checked));
  const zoom = make(
    'div',
    { class: 'buttons', attributes: { role: 'group', 'aria-label': 'Zoom' } },
    iconButton('−', 'Zoom out (-, Ctrl+wheel)', actions.zoomOut),
    iconButton('+', 'Zoom in (+, Ctrl+wheel)', actions.zoomIn),
    iconButton('Fit', 'Fit: show all of the build (0)', actions.zoomAll),
  );
  const groups = make('div', { class: 'buttons' }, groupButton('Expand all', UNFOLD, () => actions.toggleAll(true)), groupButton('Collapse all', FOLD, () => actions.toggleAll(false)));
  const filters = make('div', { class: 'filters' }, text, ran.element, critical.element, follow.element);

  function write(filter: Filter): void {
    text.value = filter.text;
    ran.box.checked = filter.onlyRan;
    critical.box.checked = filter.onlyCritical;
  }

  return {
    element: make('div', { class: 'toolbar' }, groups, zoom, filters),
    write,
    clear(): void {
      write(NO_FILTER);
      actions.filter(NO_FILTER);
      text.focus();
    },
    stopFollowing(): void {
      if (!follow.box.checked) return;
      follow.box.checked = false;
      actions.follow(false);
    },
    update({ isLive, trace }: ShownBuild): void {
      follow.element.hidden = !isLive;
      groups.hidden = trace.steps.length === 0;
    },
  };
}

/** @param title what it does, which has the text in it */
function checkBox(text: string, title: string) {
  const box = make('input', { attributes: { type: 'checkbox', 'aria-label': title } });
  return { box, element: make('label', { class: 'switch', attributes: { title } }, box, text) };
}

/** Chevrons that move apart, and towards each other. */
const UNFOLD = 'M4 6l4-4l4 4M4 10l4 4l4-4';
const FOLD = 'M4 2l4 4l4-4M4 14l4-4l4 4';

function groupButton(title: string, path: string, act: () => void): HTMLButtonElement {
  const button = iconButton('', title, act);
  button.append(makeSvg('svg', { class: 'sign', viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' }, makeSvg('path', { d: path })));
  return button;
}

function iconButton(sign: string, title: string, act: () => void): HTMLButtonElement {
  return makeButton(sign, act, { class: 'quiet icon', attributes: { title, 'aria-label': title } });
}
