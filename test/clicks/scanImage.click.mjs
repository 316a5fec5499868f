import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GOLDEN = fileURLToPath(new URL('../server/vulnerabilities/golden/trivy/fluentd-gems.json.golden', import.meta.url));
const DOCKERFILE = 'services/notifier/Dockerfile';

export const tests = {
  'Scan Image for Vulnerabilities: Problems, all that was found, and the gate of the scan report': {
    async prepare(workspace) {
      const program = join(workspace, 'scanner', 'trivy');
      await mkdir(dirname(program));
      await writeFile(program, `#!${process.execPath}\nprocess.stdout.write(require('node:fs').readFileSync(${JSON.stringify(GOLDEN)}));\n`);
      await chmod(program, 0o755);
      await setting(workspace, { 'drydock.vulnerabilities.trivy': program });
    },
    async test({ code }) {
      await code.openFile(DOCKERFILE);
      await pickImage(code);
      await code.page.locator('.markers-panel .monaco-list-row', { hasText: 'Trivy finds' }).first().waitFor({ timeout: 60_000 });
      // A toast goes away by itself; the list keeps it.
      await code.command('Notifications: Show Notifications');
      const told = code.page.locator('.notification-list-item', { hasText: 'Trivy finds' });
      await told.getByRole('button', { name: 'Show All' }).click();
      await code.page.locator('.monaco-editor .view-line', { hasText: 'CVE-' }).first().waitFor();
      await code.command('Drydock: Scan Workspace');
      const page = await code.webview('#content:not([hidden])');
      const gate = page.locator('section[aria-label="Gates"] tbody tr', { hasText: 'vulnerabilities' });
      assert.match(await gate.innerText(), /failed|passed/);
    },
  },

  'Scan Image for Vulnerabilities: a scanner that is set and not there is told': {
    prepare: (workspace) => setting(workspace, { 'drydock.vulnerabilities.trivy': join(workspace, 'no-such-trivy') }),
    async test({ code }) {
      await code.openFile(DOCKERFILE);
      await pickImage(code);
      await code.command('Notifications: Show Notifications');
      await code.page.locator('.notification-list-item', { hasText: 'no-such-trivy' }).first().waitFor({ timeout: 60_000 });
    },
  },
};

/** The base image of the Dockerfile. */
async function pickImage({ page, command }) {
  await command('Drydock: Scan Image for Vulnerabilities');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'services/' }).first().waitFor();
  await page.keyboard.type('node:18');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: DOCKERFILE }).first().click();
}

/** Added to the settings of the workspace. */
async function setting(workspace, added) {
  const file = join(workspace, '.vscode', 'settings.json');
  await mkdir(dirname(file), { recursive: true });
  const before = await readFile(file, 'utf8').then(JSON.parse, () => ({}));
  await writeFile(file, JSON.stringify({ ...before, ...added }));
}
