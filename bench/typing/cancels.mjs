import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../scripts/lib/failure.mjs';

/** From the start of a scan to its cancellation, in milliseconds. */
export const CANCEL_AFTER = 2_000;
/** A scan that is cancelled may still be in the middle of a file; milliseconds. */
const SETTLED = 1_000;
const SCAN_TIMEOUT = 600_000;

/**
 * Scans once for the report page, then starts scans there and cancels them by its button.
 * @returns milliseconds from each click until the page says that the scan was cancelled, which it is told when the command has come back
 */
export async function cancelScans(code, count) {
  await code.command('Drydock: Scan Workspace');
  await code.page.waitForSelector('.tab:has-text("Scan Report")', { timeout: SCAN_TIMEOUT });
  const report = await code.webview('#content:not([hidden])');
  const times = [];
  for (let round = 0; round < count; round++) {
    await report.locator('#run-scanAgain').click();
    await report.locator('#cancel').waitFor();
    await report.evaluate(watchCancel);
    await pause(CANCEL_AFTER);
    if (!(await report.locator('#cancel').isVisible())) throw new Failure(`A scan was over after ${CANCEL_AFTER / 1000} s: scan more files.`);
    await report.locator('#cancel').click();
    times.push(await report.evaluate(() => window.drydockCancel));
    await pause(SETTLED);
  }
  return times;
}

/** Runs inside the page, so it knows nothing from outside of it. */
function watchCancel() {
  const status = document.getElementById('status');
  window.drydockCancel = new Promise((resolve) => {
    const follow = ({ timeStamp }) => {
      const observer = new MutationObserver(() => {
        if (!status.textContent.includes('cancelled')) return;
        observer.disconnect();
        resolve(performance.now() - timeStamp);
      });
      observer.observe(status, { childList: true });
    };
    document.getElementById('cancel').addEventListener('click', follow, { capture: true, once: true });
  });
}
