import { bytesText } from '../../../server/src/timing/amounts.ts';
import type { ImageSize } from '../../../server/src/timing/record.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { make } from './dom.ts';
import type { ShownBuild } from './shownBuild.ts';
import { countText } from './wording.ts';

const MOST_LAYERS = 200;

/** What is in the images: sizes by target, and their layers on demand. */
export function createImageSizes() {
  const element = make('details', { class: 'images' });
  let shown: ShownBuild['facts']['images'] | null = null;
  return {
    element,
    /** Opens it and brings it into view. */
    show(): void {
      element.open = true;
      element.scrollIntoView({ block: 'nearest' });
      element.querySelector('summary')?.focus();
    },
    update({ facts: { images } }: ShownBuild): void {
      if (images === shown) return;
      shown = images;
      const entries = Object.entries(images).sort(([, a], [, b]) => b.bytes - a.bytes);
      element.hidden = entries.length === 0;
      const title = entries.length === 1 ? 'Layers of the image' : `Sizes and layers of ${countText(entries.length, 'image')}`;
      const single = entries.length === 1 ? entries[0]![1] : null;
      const content = single ? [names(single), layers(single)] : entries.map(([target, image]) => imageDetails(target, image));
      element.replaceChildren(make('summary', { text: title }), ...content);
    },
  };
}

function imageDetails(target: string, image: ImageSize): HTMLElement {
  const summary = make('summary', {}, make('span', { class: 'name', text: shownText(target, 80) }), make('span', { class: 'size', text: bytesText(image.bytes) }));
  const details = make('details', {}, summary);
  // Thirty images of twenty layers are drawn when somebody looks at one.
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(names(image), layers(image));
  });
  return details;
}

function names({ names, id }: ImageSize): HTMLElement {
  return make('p', { class: 'note', text: names.length > 0 ? names.map((name) => shownText(name, 200)).join(', ') : shownText(id, 80) });
}

function layers({ layers, bytes }: ImageSize): HTMLElement {
  const rows = layers.slice(0, MOST_LAYERS).map((layer) => {
    const bar = make('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
    bar.style.setProperty('--part', `${bytes > 0 ? Math.min(100, (layer.bytes / bytes) * 100).toFixed(1) : 0}%`);
    const size = make('td', { class: 'number' }, layer.bytes > 0 ? bytesText(layer.bytes) : 'empty', bar);
    return make('tr', { class: layer.bytes > 0 ? '' : 'empty' }, size, make('td', {}, make('code', { text: shownText(layer.createdBy, 300) })));
  });
  const head = make('tr', {}, make('th', { class: 'number', text: 'Size', attributes: { scope: 'col' } }), make('th', { text: 'Made by (newest first)', attributes: { scope: 'col' } }));
  return make('table', { class: 'layers' }, make('thead', {}, head), make('tbody', {}, ...rows));
}
