import { shownText } from '../../../server/src/timing/shownText.ts';
import { makeCopyButton } from './copyButton.ts';
import { make, makeButton, setAttribute, setText } from './dom.ts';
import type { Host } from './host.ts';
import { createExportMenu } from './exportMenu.ts';
import type { ShownBuild } from './shownBuild.ts';
import { clockText, countText } from './wording.ts';
import { durationText } from '../../../server/src/timing/amounts.ts';
import { plainText } from '../../../server/src/timing/terminalText.ts';

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
  const fresh = makeButton('Rebuild Without Cache', () => host.post({ kind: 'rebuild', noCache: true }), { class: 'secondary' });
  const compare = makeButton('Compare with Last', () => host.post({ kind: 'compare' }), { class: 'secondary' });
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
      setText(started, startText(facts.startedAt));
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

/** Dates are slow to write, and the clock beside it ticks four times a second. */
let written = { startedAt: '', text: '' };

function startText(startedAt: string): string {
  if (written.startedAt !== startedAt) written = { startedAt, text: dateText(startedAt) };
  return written.text;
}

function dateText(startedAt: string): string {
  const date = new Date(startedAt);
  if (Number.isNaN(date.getTime())) return '';
  return `started ${date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`;
}

/** One command stands open; several, one for each target, are folded away. */
function commandBlock(host: Host, lines: readonly string[]): Element[] {
  const shown = lines.slice(0, 200).map((line) => {
    const copy = makeCopyButton(host, 'Copy', 'Copy this command line', () => line);
    return make('div', { class: 'command' }, make('code', { text: plainText(line) }), copy);
  });
  if (lines.length < 2) return shown;
  const all = makeCopyButton(host, 'Copy all', 'Copy all command lines', () => lines.join('\n'));
  return [make('details', {}, make('summary', { text: countText(lines.length, 'command line') }), all, ...shown)];
}
