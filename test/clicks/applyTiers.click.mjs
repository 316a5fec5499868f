import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'docker-compose.yml';
const TAB = 'CPU Tiers: docker-compose.yml';

export const tests = {
  'Apply CPU Tiers: look through, change a tier by keyboard, compare, apply, undo': async ({ code, workspace }) => {
    const before = await readFile(join(workspace, FILE), 'utf8');
    await code.openFile(`${FILE}:66`);
    await code.command('Drydock: Apply CPU Tiers');
    const page = await code.webview('#rows tr');
    // `schema` ends by itself and gets none; mosquitto is left as it is below.
    const limited = (await page.locator('#rows tr').count()) - 2;
    const limits = (service) => page.locator('#rows tr', { has: page.getByRole('button', { name: service, exact: true }) }).locator('td').last().innerText();
    assert.match(await limits('grafana'), /memory 512M/);
    await page.getByRole('combobox', { name: 'Tier of grafana' }).focus();
    await page.getByRole('combobox', { name: 'Tier of grafana' }).selectOption('heavy');
    await until(async () => /memory 2G/.test(await limits('grafana')));
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Tier of grafana', 'the choice keeps the focus');
    await page.getByRole('combobox', { name: 'Tier of mosquitto' }).selectOption({ label: 'leave as it is' });
    await until(async () => (await limits('mosquitto')).includes('because you chose so'));
    await page.getByRole('button', { name: 'Show Changes' }).click();
    await code.page.waitForSelector('.tab:has-text("with limits")');
    await code.page.locator('.tab', { hasText: TAB }).click();
    const again = await code.webview('#rows tr');
    assert.equal(await again.locator('#apply').innerText(), `Add limits to ${limited} services`);
    await again.locator('#apply').click();
    await code.page.waitForSelector(`.tab:has-text("${TAB}")`, { state: 'detached' });
    await save(code);
    // A file that is being saved is empty for a moment.
    let after = '';
    await until(async () => {
      after = await readFile(join(workspace, FILE), 'utf8');
      return after.match(/^ +limits:/gm)?.length === limited && comments(after).join('\n') === comments(before).join('\n');
    });
    await code.page.keyboard.press('Control+Z');
    await save(code);
    await until(async () => (await readFile(join(workspace, FILE), 'utf8')) === before);
    await code.command('Drydock: Apply CPU Tiers');
    assert.equal(await (await code.webview('#rows tr')).locator('#rows tr').count(), limited + 2, 'the page opens again');
  },
};

const comments = (text) => text.split('\n').flatMap((line) => /#.*$/.exec(line)?.[0] ?? []);

async function save(code) {
  await code.page.keyboard.press('Control+S');
}

async function until(isSo) {
  const end = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`never came about: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
