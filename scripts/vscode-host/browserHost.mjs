import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { onDispose } from '../lib/cleanup.mjs';
import { startBrowserServer } from './browserServer.mjs';
import { cacheRoot } from './cacheFolder.mjs';
import { findChromium, launchChromium } from './chromium.mjs';
import { quietSettings } from './quietSettings.mjs';
import { testOutput } from './testOutput.mjs';
import { codeServer } from './versions.mjs';

/** Says why this host cannot be used here, or undefined. */
export function whyNoBrowser() {
  try {
    findChromium();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/**
 * Runs a test module in the extension host of a VS Code whose workbench is in Chromium.
 * Returns the exit code VS Code gave, or null with `why` when it gave none.
 */
export async function runInBrowser({ extensionPath, testsPath, workspace, trusted, vsix, env, timeoutMs, label }) {
  const server = await startBrowserServer({ trusted, vsix, env, settings: quietSettings });
  const output = testOutput();
  const browser = await launchChromium();
  const close = onDispose(() => browser.close());
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const exit = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationLog', (type, args) => output.add(`${args.map(asText).join(' ')}\n`));
      void page.exposeFunction('codeAutomationExit', (code) => resolve({ code }));
      page.once('crash', () => resolve({ code: null, why: 'the page of VS Code crashed' }));
      void server.exited.then(({ code }) => resolve({ code: null, why: `VS Code's server ended (exit code ${code})` }));
      setTimeout(resolve, timeoutMs, { code: null, why: `no result in ${timeoutMs / 1000} s` }).unref();
    });
    await page.goto(server.pageUrl({ workspace, extensionPath, testsPath }));
    const { code, why } = await exit;
    if (code !== 0) await saveLastPicture(page, label);
    return { host: browserHostName(browser), code, why, log: `${server.log()}\n${output.all()}` };
  } catch (error) {
    throw new Failure(`The browser-hosted VS Code could not be driven: ${error.message}\n${server.log().slice(-2000)}`);
  } finally {
    await close();
    await server.stop();
  }
}

const browserHostName = (browser) => `browser (VS Code ${codeServer.vscode} in Chromium ${browser.version()})`;

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a person would have seen when a suite failed. */
async function saveLastPicture(page, label) {
  const file = join(cacheRoot, 'failures', `${label.replace(/\W+/g, '-')}.png`);
  try {
    await mkdir(join(cacheRoot, 'failures'), { recursive: true });
    await page.screenshot({ path: file, timeout: 10_000 });
    console.log(`  VS Code as it was at the end: ${file}`);
  } catch {
    // A crashed page has no picture; the result says that it crashed.
  }
}
