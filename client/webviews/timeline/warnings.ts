import { shownText } from '../../../server/src/timing/shownText.ts';
import type { TraceWarning } from '../../../server/src/timing/trace.ts';
import { make, makeButton } from './dom.ts';
import type { ShownBuild } from './shownBuild.ts';
import { countText, fileName } from './wording.ts';

const MOST_WARNINGS = 200;

/** What the builder itself warned of. */
export function createWarnings(reveal: (dockerfile: string, line: number) => void) {
  const element = make('details', { class: 'warnings' });
  let shown = '';
  return {
    element,
    update({ trace: { warnings }, abilities }: ShownBuild): void {
      const print = `${abilities.canReveal} ${JSON.stringify(warnings.slice(0, MOST_WARNINGS))}`;
      element.hidden = warnings.length === 0;
      if (print === shown) return;
      shown = print;
      const items = warnings.slice(0, MOST_WARNINGS).map((warning) => make('li', {}, shownText(warning.text, 500), ' ', place(warning)));
      const title = countText(warnings.length, 'warning of the builder', 'warnings of the builder');
      element.replaceChildren(make('summary', { text: title }), make('ul', {}, ...items));

      function place({ dockerfile, line }: TraceWarning): Node | null {
        if (dockerfile === null || line === null) return null;
        const text = `${shownText(fileName(dockerfile), 80)}, line ${line + 1}`;
        return abilities.canReveal ? makeButton(text, () => reveal(dockerfile, line), { class: 'link' }) : make('span', { class: 'note', text });
      }
    },
  };
}
