import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../scripts/lib/failure.mjs';
import { startTree } from '../../scripts/lib/processes.mjs';
import { watchLine } from './watchLine.mjs';

/** Between keystrokes, as a quick typist makes them; milliseconds. */
const PAUSE = 150;
/** Scans that are started at most for the keystrokes that are wanted. */
const SCANS = 12;
/** What VS Code does besides with a document that was opened or changed is over by then; milliseconds. */
const SETTLED = 3_000;
/** Nobody waits longer for findings; milliseconds. */
export const LONGEST = 20_000;

/** Types and undoes it. @returns each keystroke with its times: `shown` and `checked`, in milliseconds, undefined for what never came */
export async function typeAlone(code, place, count) {
  const keys = await type(code, place, count);
  if (keys.every(({ shown }) => shown === undefined)) throw new Failure('The document did not get the keyboard.');
  await startOver(code, place);
  return keys;
}

/** The same while a program that does nothing takes what a processor can give: what any work beside it would do to the typing. */
export async function typeBesideWork(code, place, count) {
  const work = startTree(process.execPath, ['-e', 'for (;;);']);
  try {
    return await typeAlone(code, place, count);
  } finally {
    await work.stop();
  }
}

/**
 * The same while a scan runs: one after the other, until there are as many keystrokes as are wanted.
 * @param picture where the window is kept as it is in the middle of it
 */
export async function typeBesideScans(code, place, count, picture) {
  const keys = [];
  for (let scans = 1; scans <= SCANS; scans++) {
    if (await startScan(code)) {
      const typed = await type(code, place, count - keys.length, { whileScanning: true, picture });
      const isCovered = await report(code).isVisible();
      keys.push(...typed.filter(({ isScanning, checked }) => isScanning && !(isCovered && checked === undefined)));
    }
    if (await notification(code).count()) await notification(code).getByRole('button', { name: 'Cancel' }).click();
    await backToDocument(code);
    await startOver(code, place);
    if (keys.length >= count) return { keys, scans };
  }
  throw new Failure(`${SCANS} scans were over after ${keys.length} keystrokes: scan more files.`);
}

/** The page of a scan that has ended, in front of the document: what becomes of the last keystroke is not to be seen. */
const report = ({ page }) => page.locator('.tab.active', { hasText: 'Scan Report' });

const notification = ({ page }) => page.locator('.notification-list-item', { hasText: 'Drydock: scanning' });

/**
 * Returns when it counts files and the document has the keyboard. Notifications do not come by themselves in a VS Code that is driven, so their list
 * is opened.
 * @returns false where the scan was over before anybody could type
 */
async function startScan(code) {
  const { page } = code;
  await code.command('Drydock: Scan Workspace');
  await code.command('Notifications: Show Notifications');
  const counts = notification(code).filter({ hasText: / \d+ \/ \d+/ });
  await counts.or(report(code)).first().waitFor({ timeout: LONGEST });
  await page.keyboard.press('Control+1');
  return (await counts.count()) > 0;
}

async function backToDocument({ page }) {
  await page.locator('.tab', { hasText: 'Dockerfile' }).first().click();
  await page.waitForSelector('.part.editor .monaco-editor .view-line');
}

/** The text as it was saved. */
async function startOver(code, place) {
  await code.command('File: Revert File');
  await toEndOfLine(code, place);
}

export async function toEndOfLine({ page }, { line, text }) {
  const column = text.length + 1;
  await page.keyboard.press('Control+G');
  await page.fill('.quick-input-widget input', `:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.statusbar-item:has-text("Ln ${line}, Col ${column}")`);
  await pause(SETTLED);
  // What starts with VS Code may have taken the keyboard meanwhile.
  const editor = page.locator('.part.editor .monaco-editor').first();
  if (!(await editor.evaluate((element) => element.classList.contains('focused')))) await page.keyboard.press('Control+1');
}

async function type({ page }, { text }, count, { whileScanning = false, picture } = {}) {
  await page.evaluate(watchLine, text);
  for (let key = 0; key < count; key++) {
    const next = pause(PAUSE);
    await page.keyboard.press('x');
    if (picture && key === count >> 1) await page.screenshot({ path: picture });
    await next;
    if (whileScanning && !(await page.evaluate(() => window.drydockTyping.keys.at(-1)?.isScanning))) break;
  }
  const isOver = () =>
    window.drydockTyping.keys.every(({ checked }) => checked !== undefined) || document.querySelector('.tab.active')?.textContent.includes('Scan Report');
  await page.waitForFunction(isOver, undefined, { timeout: LONGEST }).catch(() => undefined);
  return page.evaluate(() => {
    window.drydockTyping.stop();
    return window.drydockTyping.keys;
  });
}
