import { onDispose } from '../lib/cleanup.mjs';
import { startBrowserServer } from './browserServer.mjs';
import { launchChromium } from './chromium.mjs';
import { quietSettings } from './quietSettings.mjs';

const squiggles = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info, .monaco-editor .squiggly-hint';

/**
 * A VS Code in Chromium that is driven as a person would, by keyboard and mouse, with the extension loaded.
 * Each method returns when what it does can be seen. `look` is what the page thinks of its user: playwright's colorScheme and so on;
 * `env` is added to the environment of the extension.
 */
export async function openWorkbench({ workspace, extensionPath, settings = {}, size = { width: 1280, height: 800 }, look = {}, env = {} }) {
  const server = await startBrowserServer({ settings: { ...quietSettings, ...settings }, env });
  const browser = await launchChromium();
  const closeBrowser = onDispose(() => browser.close());
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: 2, ...look });
  await page.goto(server.pageUrl({ workspace, extensionPath }));
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
  await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });

  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.fill('.quick-input-widget input', `>${title}`);
    await page.waitForSelector('.quick-input-list .monaco-list-row.focused');
    // What was used last comes first, so the one of that very name is looked for.
    const named = page.locator(`.quick-input-list .monaco-list-row[aria-label="${title}"], .quick-input-list .monaco-list-row[aria-label^="${title}, "]`);
    if ((await named.count()) > 0) await named.first().click();
    else await page.keyboard.press('Enter');
  };

  return {
    page,
    command,
    /** Opens a file by its path, `path:line` for a place in it, and waits for a squiggle that can be seen. */
    async openFile(path) {
      await page.keyboard.press('Control+P');
      await page.fill('.quick-input-widget input', path);
      await page.waitForSelector('.quick-input-list .monaco-list-row.focused');
      await page.waitForTimeout(500); // the list is filled in two steps; the first is history only
      await page.keyboard.press('Enter');
      await page.waitForSelector(squiggles, { timeout: 30_000, state: 'attached' });
    },
    async showProblems() {
      await command('Problems: Focus on Problems View');
      await page.waitForSelector('.markers-panel .monaco-list-row');
    },
    /** Opens the light bulb of the squiggle in the line that contains a text. */
    async lightBulb(text) {
      const { x, y } = await squiggleIn(page, text);
      await page.mouse.click(x, y);
      await page.keyboard.press('Control+.');
      await page.waitForSelector('.action-widget .monaco-list-row');
      await page.waitForTimeout(300);
    },
    /** Rests the mouse on that squiggle until its message shows. */
    async hover(text) {
      const { x, y } = await squiggleIn(page, text);
      await page.mouse.move(x, y, { steps: 5 });
      await page.waitForSelector('.monaco-hover:not(.hidden)');
      await page.waitForTimeout(500);
    },
    /** The page inside a webview that has an element of that selector; a webview that was hidden and shown is another page. */
    async webview(selector) {
      const end = Date.now() + 30_000;
      for (;;) {
        for (const frame of page.frames()) if (await frame.locator(selector).first().isVisible().catch(() => false)) return frame;
        if (Date.now() > end) throw new Error(`No webview shows ${selector}.`);
        await page.waitForTimeout(200);
      }
    },
    /** `scale` is 'css' for as many pixels as the window has points, 'device' for twice as many. */
    async picture(file, scale = 'device') {
      await page.waitForTimeout(400); // what fades in has faded in
      await page.screenshot({ path: file, scale });
    },
    async close() {
      await closeBrowser();
      await server.stop();
    },
  };
}

/** A point on the squiggle in the line that contains a text; squiggles are drawn apart from the text, so the height decides. */
async function squiggleIn(page, text) {
  const line = await page.locator('.monaco-editor .view-line').filter({ hasText: text }).first().boundingBox();
  for (const squiggle of await page.locator(squiggles).all()) {
    const box = await squiggle.boundingBox();
    const middle = box.y + box.height / 2;
    if (middle > line.y && middle < line.y + line.height) return { x: box.x + Math.min(12, box.width / 2), y: middle };
  }
  throw new Error(`No squiggle in the line "${text}".`);
}
