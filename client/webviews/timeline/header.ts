import { shownText } from '../../../server/src/timing/shownText.ts';
import { commandBlock } from './commandLines.ts';
import { make, makeButton, setAttribute, setText } from './dom.ts';
import type { Host } from './host.ts';
import { createExportMenu } from './exportMenu.ts';
import type { ShownBuild } from './shownBuild.ts';
import { clockText } from './wording.ts';
import { durationText } from '../../../server/src/timing/amounts.ts';

const STATES = { running: 'Building', done: 'Built', failed: 'Failed', cancelled: 'Cancelled' } as const;

/** What is built, how it stands, what can be done, and the command lines that do the same. */
export function createHeader(host: Host) {
  const title = make('h1', { text: 'Build' });
  const state = make('span', { class: 'state' });
  const time = make('span', { class: 'clock' });
  const started = make('span', { class: 'started' });
  const cancel = makeButton('Cancel', () => {
    host.post({ kind: 'cancel' });
    cancel.disabled = true;
    cancel.textContent = 'Cancelling…';
  });
  const rebuild = makeButton('Rebuild', () => host.post({ kind: 'rebuild', noCache: false }));
  const fresh = makeButton('Without Cache', () => host.post({ kind: 'rebuild', noCache: true }), titled('Rebuild Without Cache'));
  const compare = makeButton('Compare', () => host.post({ kind: 'compare' }), titled('Compare with Last'));
  const exporting = createExportMenu((format) => host.post({ kind: 'export', format }));
  const actions = make('div', { class: 'actions' }, cancel, rebuild, fresh, compare, exporting);
  const commands = make('div', { class: 'commands' });
  let shownCommands = '';

  function showCommands(lines: readonly string[]): void {
    const text = lines.join('\n');
    if (text === shownCommands) return;
    shownCommands = text;
    commands.replaceChildren(...commandBlock(host, lines));
  }

  return {
    element: make('header', {}, make('div', { class: 'heading' }, title, state, time, started), actions, commands),
    update({ facts, trace, abilities, isLive, elapsed }: ShownBuild): void {
      const name = shownText(facts.title, 120) || 'Build';
      setText(title, name);
      setText(state, STATES[trace.state]);
      setAttribute(state, 'data-state', trace.state);
      setText(time, isLive ? clockText(elapsed) : durationText(elapsed));
      const { text, title: whole } = startText(facts.startedAt);
      setText(started, text);
      setAttribute(started, 'title', whole || null);
      if (!isLive) {
        cancel.disabled = false;
        cancel.textContent = 'Cancel';
      }
      cancel.hidden = !isLive || !abilities.canCancel;
      rebuild.hidden = fresh.hidden = isLive || !abilities.canRebuild;
      compare.hidden = isLive || !abilities.canCompare;
      exporting.hidden = isLive || !abilities.canExport;
      actions.hidden = [...actions.children].every((action) => (action as HTMLElement).hidden);
      showCommands(facts.commands);
    },
  };
}

/** A word on the button, and all of them for who asks. */
function titled(title: string) {
  return { class: 'secondary', attributes: { title, 'aria-label': title } };
}

/** Dates are slow to write, and the clock beside it ticks four times a second. */
let written = { startedAt: '', text: '', title: '' };

function startText(startedAt: string): { readonly text: string; readonly title: string } {
  if (written.startedAt !== startedAt) written = { startedAt, ...dateTexts(startedAt) };
  return written;
}

function dateTexts(startedAt: string): { readonly text: string; readonly title: string } {
  const date = new Date(startedAt);
  if (Number.isNaN(date.getTime())) return { text: '', title: '' };
  const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const);
  return {
    text: date.toLocaleString(undefined, { month: 'short', day: 'numeric', ...year, hour: 'numeric', minute: '2-digit' }),
    title: `Started ${date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' })}`,
  };
}
