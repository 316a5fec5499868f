import { onDispose } from '../lib/cleanup.mjs';
import { startBrowserServer } from './browserServer.mjs';
import { launchChromium } from './chromium.mjs';
import { quietSettings } from './quietSettings.mjs';

const squiggles = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info, .monaco-editor .squiggly-hint';

/**
 * A VS Code in Chromium that is driven as a person would, by keyboard and mouse, with the extension loaded.
 * Each method returns when what it does can be seen.
 */
export async function openWorkbench({ workspace, extensionPath, settings = {}, size = { width: 1280, height: 800 } }) {
  const server = await startBrowserServer({ settings: { ...quietSettings, ...settings } });
  const browser = await launchChromium();
  const closeBrowser = onDispose(() => browser.close());
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: 2 });
  await page.goto(server.pageUrl({ workspace, extensionPath }));
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
  await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });

  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(title);
    await page.waitForSelector('.quick-input-list .monaco-list-row.focused');
    await page.keyboard.press('Enter');
  };

  return {
    page,
    command,
    /** Opens a file by its path and waits for the first squiggle in it. */
    async openFile(path) {
      await page.keyboard.press('Control+P');
      await page.waitForSelector('.quick-input-widget input');
      await page.keyboard.type(path);
      await page.waitForSelector(`.quick-input-list .monaco-list-row.focused [aria-label*="${path.split('/').at(-1)}"], .quick-input-list .monaco-list-row.focused`);
      await page.waitForTimeout(500); // the list is filled in two steps; the first is history only
      await page.keyboard.press('Enter');
      await page.waitForSelector(squiggles, { timeout: 30_000, state: 'attached' });
    },
    async goToLine(line) {
      await page.keyboard.press('Control+G');
      await page.waitForSelector('.quick-input-widget input');
      await page.keyboard.type(String(line));
      await page.keyboard.press('Enter');
      await page.waitForSelector('.quick-input-widget', { state: 'hidden' });
    },
    async showProblems() {
      await command('Problems: Focus on Problems View');
      await page.waitForSelector('.markers-panel .monaco-list-row');
    },
    /** Opens the light bulb of the n-th squiggle. */
    async lightBulb(index = 0) {
      await clickSquiggle(page, index);
      await page.keyboard.press('Control+.');
      await page.waitForSelector('.action-widget .monaco-list-row');
      await page.waitForTimeout(300);
    },
    async hover(index = 0) {
      const box = await page.locator(squiggles).nth(index).boundingBox();
      await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2, { steps: 5 });
      await page.waitForSelector('.monaco-hover:not(.hidden)');
      await page.waitForTimeout(500);
    },
    async picture(file) {
      await page.waitForTimeout(400); // what fades in has faded in
      await page.screenshot({ path: file });
    },
    async close() {
      await closeBrowser();
      await server.stop();
    },
  };
}

async function clickSquiggle(page, index) {
  const box = await page.locator(squiggles).nth(index).boundingBox();
  await page.mouse.click(box.x + Math.min(10, box.width / 2), box.y + box.height / 2);
}
