import { make, makeButton } from './dom.ts';
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
  const ran = checkBox('Only steps that ran');
  const critical = checkBox('Only the critical path');
  const follow = checkBox('Follow');
  follow.box.checked = true;
  follow.element.title = 'Keep the present and the newest step in view';
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
  const groups = make('div', { class: 'buttons' }, makeButton('Expand all', () => actions.toggleAll(true), { class: 'quiet' }), makeButton('Collapse all', () => actions.toggleAll(false), { class: 'quiet' }));

  function write(filter: Filter): void {
    text.value = filter.text;
    ran.box.checked = filter.onlyRan;
    critical.box.checked = filter.onlyCritical;
  }

  return {
    element: make('div', { class: 'toolbar' }, text, ran.element, critical.element, follow.element, make('span', { class: 'gap' }), groups, zoom),
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

function checkBox(title: string) {
  const box = make('input', { attributes: { type: 'checkbox' } });
  return { box, element: make('label', { class: 'switch' }, box, title) };
}

function iconButton(sign: string, title: string, act: () => void): HTMLButtonElement {
  return makeButton(sign, act, { class: 'quiet icon', attributes: { title, 'aria-label': title } });
}
