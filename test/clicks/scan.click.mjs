import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NOTIFIER = 'services/notifier/Dockerfile';

export const tests = {
  'Scan Workspace: the report page, a finding, then Fix All in Workspace through its preview, and undo': async ({ code, workspace }) => {
    const before = await dockerfiles(workspace);
    // A Dockerfile in front says that the extension is there.
    await code.openFile(NOTIFIER);
    await code.command('Drydock: Scan Workspace');
    let page = await code.webview('#content:not([hidden])');
    assert.match(await page.locator('#headline').innerText(), /^\d+ findings in \d+ files/);
    assert.equal(await page.locator('section:not([hidden]) h2').count(), 6);

    const scores = await page.locator('section[aria-label="Files"] tbody tr td:nth-child(2)').allInnerTexts();
    assert.deepEqual(scores.map(Number), [...scores.map(Number)].sort((a, b) => a - b), 'the worst file comes first');
    await page.getByRole('button', { name: 'File', exact: true }).click();
    assert.equal(await page.locator('section[aria-label="Files"] th[aria-sort="ascending"]').innerText(), 'File');

    await page.locator('#filter').fill('notifier');
    await until(async () => (await page.locator('section[aria-label="Files"] tbody tr').count()) === 1);
    await page.locator('section[aria-label="Files"] .toggle').click();
    await page.locator('.findings li').first().waitFor();
    const place = page.locator('.findings li .link').first();
    const line = Number(/\d+/.exec(await place.innerText())[0]);
    await place.click();
    await code.page.waitForSelector(`.statusbar-item:has-text("Ln ${line},")`);
    await page.locator('#filter').fill('');

    await code.page.locator('.tab', { hasText: 'Scan Report' }).click();
    page = await code.webview('#content:not([hidden])');
    await page.locator('#run-fixAll').click();
    await code.page.waitForSelector('.bulk-edit-panel .monaco-list-row', { timeout: 60_000 });
    await code.page.getByRole('button', { name: 'Group Changes By Type' }).click();
    await code.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'cache-mount-id' }).first().waitFor();
    assert.deepEqual(await dockerfiles(workspace), before, 'nothing is written before somebody said so');
    await code.page.getByRole('button', { name: 'Apply', exact: true }).click();
    await until(async () => await page.locator('#run-fixAll').isDisabled());
    const after = await dockerfiles(workspace);
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    assert.ok(changed.length > 10, `only ${changed.join(', ')}`);

    await code.openFile(NOTIFIER);
    await code.page.locator('.monaco-editor .view-line').first().click();
    await code.page.keyboard.press('Control+Z');
    // Files are undone one after the other, each as its text is read: what is saved too early is saved again.
    await until(async () => {
      await code.command('File: Save All Files');
      return JSON.stringify(await dockerfiles(workspace)) === JSON.stringify(before);
    });
  },
};

/** The texts of all Dockerfiles, by path. */
async function dockerfiles(workspace) {
  const paths = (await readdir(workspace, { recursive: true })).filter((path) => path.endsWith('Dockerfile')).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(join(workspace, path), 'utf8')])));
}

async function until(isSo) {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`never came about: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
