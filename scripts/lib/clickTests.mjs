import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whyNoBrowser } from '../vscode-host/browserHost.mjs';
import { openWorkbench } from '../vscode-host/workbench.mjs';
import { homelabCopy } from '../vscode-host/workspaces.mjs';
import { counted } from './counts.mjs';
import { inRepository, root } from './repository.mjs';

/**
 * Runs the `*.click.mjs` of a folder: what a person does with mouse and keyboard, in a VS Code in Chromium. Each file exports `tests`: functions
 * by name, which get the workbench and its copy of the home lab, and throw where something is not as it should be. What has to be there before
 * VS Code starts, as settings that a test counts on, is written by `prepare(workspace)` of a test that is `{ prepare, test }`.
 *
 * @param options.folder  where the tests are
 * @param options.env     added to the environment of VS Code
 * @param options.given   what each test gets besides
 * @param options.only    a text that the names of the tests to run contain
 */
export async function runClickTests({ folder = inRepository('test', 'clicks'), env = {}, given = {}, only = '' } = {}) {
  const why = whyNoBrowser();
  if (why) {
    console.log(`  Nobody clicked: ${why}`);
    return counted(0, 0, `left out: ${why}`);
  }
  let [passed, failed] = [0, 0];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.click.mjs')).sort()) {
    const { tests } = await import(pathToFileURL(join(folder, file)).href);
    for (const [name, entry] of Object.entries(tests).filter(([name]) => name.includes(only))) {
      const reason = await failureOf(entry, env, given);
      console.log(`  ${reason ? '✗' : '✓'} ${name}`);
      if (reason) console.log(reason);
      if (reason) failed++;
      else passed++;
    }
  }
  return counted(passed, failed, 'browser');
}

async function failureOf(entry, env, given) {
  const { prepare, test } = typeof entry === 'function' ? { test: entry } : entry;
  const { workspace, remove } = homelabCopy();
  try {
    await prepare?.(workspace);
    const code = await openWorkbench({ workspace, extensionPath: root, settings: { 'git.enabled': false }, env });
    try {
      await test({ code, workspace, ...given });
      return null;
    } catch (error) {
      return `${error.stack ?? error}\n    VS Code told meanwhile: ${(await told(code)) || 'nothing'}`;
    } finally {
      await code.close();
    }
  } catch (error) {
    return error.stack ?? String(error);
  } finally {
    await remove();
  }
}

/** The notifications and the status bar of a VS Code in which a test failed: mostly they say why. */
async function told({ page, command }) {
  try {
    await command('Notifications: Show Notifications');
    await page.waitForTimeout(500);
    const texts = await page.locator('.notification-list-item-message, .statusbar-item').allInnerTexts();
    return texts.map((text) => text.trim()).filter(Boolean).join(' | ');
  } catch (error) {
    return `nothing that could be read (${error.message.split('\n')[0]})`;
  }
}
