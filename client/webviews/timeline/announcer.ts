import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import { make } from './dom.ts';
import { announcement } from './notices.ts';

/** No more often than this, in milliseconds: thirty services that end in one second are one announcement. */
const PAUSE = 5_000;

/** Tells screen readers how a live build goes, sparsely. */
export function createAnnouncer() {
  const element = make('div', { class: 'unseen', attributes: { role: 'status', 'aria-live': 'polite' } });
  let told: BuildTrace | null = null;
  let nextAt = 0;
  return {
    element,
    /** Another build: what comes first is no news. */
    reset(trace: BuildTrace): void {
      told = trace;
      element.textContent = '';
    },
    update(trace: BuildTrace): void {
      if (trace === told || (trace.state === 'running' && performance.now() < nextAt)) return;
      const words = announcement(told, trace);
      told = trace;
      if (words === null) return;
      element.textContent = words;
      nextAt = performance.now() + PAUSE;
    },
  };
}
