import { make, makeButton, setAttribute, setText } from './dom.ts';
import { type Figure, figuresOf } from './figures.ts';
import type { ShownBuild } from './shownBuild.ts';

interface Tile {
  readonly element: HTMLElement;
  update(figure: Figure): void;
}

/** The figures of a build side by side. */
export function createFigureTiles(showLayers: () => void) {
  const element = make('dl', { class: 'figures' });
  const tiles: Tile[] = [];
  return {
    element,
    update(build: ShownBuild): void {
      const figures = figuresOf(build);
      for (const { element } of tiles.splice(figures.length)) element.remove();
      figures.forEach((figure, index) => {
        const tile = (tiles[index] ??= createTile(showLayers));
        if (tile.element.parentElement === null) element.append(tile.element);
        tile.update(figure);
      });
    },
  };
}

function createTile(showLayers: () => void): Tile {
  const title = make('dt');
  const about = make('span', { class: 'about' });
  // The blank is where the line may break: never between a figure and its unit.
  const amount = make('span', { class: 'amount' });
  const brief = make('span', { attributes: { 'aria-hidden': 'true' } });
  const spoken = make('span', { class: 'unseen' });
  const layers = makeButton('layers', showLayers, { class: 'link', attributes: { title: 'Show the layers below the timeline' } });
  const note = make('dd', { class: 'note' }, brief, spoken, layers);
  const element = make('div', { class: 'figure' }, title, make('dd', { class: 'value' }, about, ' ', amount), note);
  return {
    element,
    update(figure) {
      setText(title, figure.title);
      setText(about, figure.about);
      about.hidden = figure.about === '';
      setText(amount, figure.value);
      setText(brief, figure.note);
      setText(spoken, figure.hint || figure.note);
      layers.hidden = !figure.hasLayers;
      note.hidden = figure.note === '' && !figure.hasLayers;
      setAttribute(element, 'title', figure.hint || null);
    },
  };
}
