import type { Turns } from '../host/scanFiles.ts';
import type { OpenWork } from './openWork.ts';

/** Milliseconds that work in the background goes on without giving way: nobody who types sees it. */
const TURN = 5;

/** Turns of a scan in the editor: answers about open documents come first. */
export class BackgroundTurns implements Turns {
  private since: number;

  /** @param now in milliseconds; tests have a clock of their own */
  constructor(
    private readonly work: OpenWork,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.since = now();
  }

  async next(): Promise<void> {
    if (!this.work.isPending && this.now() - this.since < TURN) return;
    // What has come in is read before the first of them goes on, and understood before the second.
    await immediately();
    await immediately();
    await this.work.done();
    this.since = this.now();
  }
}

function immediately(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
