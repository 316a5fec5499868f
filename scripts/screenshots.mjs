/**
 * `node scripts/screenshots.mjs <folder> [--theme light|dark|contrast]... [--file <path in examples/homelab>]`:
 * pictures of Drydock at work on the home lab, for the README and for looking at.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/repository.mjs';
import { openWorkbench } from './vscode-host/workbench.mjs';
import { homelabCopy } from './vscode-host/workspaces.mjs';

/** Which theme VS Code shows follows the user's system unless told otherwise, so the page says the same as the setting. */
const themes = {
  light: { name: 'Light 2026', look: { colorScheme: 'light' } },
  dark: { name: 'Dark 2026', look: { colorScheme: 'dark' } },
  contrast: { name: 'Default High Contrast', look: { colorScheme: 'dark', forcedColors: 'none' } },
};

const settings = {
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.iconTheme': 'vs-seti',
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'window.menuBarVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'git.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

runMain(async () => {
  const { values, positionals } = parseArgs({
    options: {
      theme: { type: 'string', multiple: true, default: Object.keys(themes) },
      file: { type: 'string', default: 'services/notifier/Dockerfile' },
      compose: { type: 'string', default: 'docker-compose.yml:210' },
    },
    allowPositionals: true,
  });
  const unknown = values.theme.find((theme) => !themes[theme]);
  if (unknown) throw new Failure(`There is no theme "${unknown}": ${Object.keys(themes).join(', ')}.`);
  if (positionals.length !== 1) throw new Failure('Say which folder the pictures go to.');
  const folder = resolve(positionals[0]);
  await mkdir(folder, { recursive: true });
  await ensureInstalled();
  const { buildAll } = await import('./lib/bundles.mjs');
  await buildAll();
  for (const theme of values.theme) await takePictures(theme, folder, values);
});

async function takePictures(theme, folder, { file, compose }) {
  const { workspace, remove } = homelabCopy();
  const { name, look } = themes[theme];
  const code = await openWorkbench({ workspace, extensionPath: root, look, settings: { ...settings, 'workbench.colorTheme': name } });
  const picture = async (name) => {
    const path = join(folder, `${theme}-${name}.png`);
    await code.picture(path);
    console.log(path);
  };
  try {
    await code.openFile(file);
    await code.showProblems();
    await picture('findings');
    await code.lightBulb('npm ci');
    await picture('light-bulb');
    await code.page.keyboard.press('Escape');
    await code.hover('COPY . .');
    await picture('hover');
    await code.page.keyboard.press('Escape');
    await code.command('Drydock: Fix All in File');
    await code.page.waitForTimeout(1500);
    await picture('fixed');
    await code.command('View: Revert and Close Editor');
    await code.openFile(compose);
    await code.showProblems();
    await picture('compose');
    await code.command('View: Hide Panel');
    await code.hover('data-api:');
    await picture('service');
    await code.page.keyboard.press('Escape');
    await code.command('Drydock: Apply CPU Tiers');
    await code.webview('#rows tr');
    await picture('tiers');
    await code.command('View: Close Editor');
    await code.openFile(compose);
    await code.command('Drydock: Scan Workspace');
    await code.page.waitForTimeout(4000);
    await picture('scan');
  } finally {
    await code.close();
    await remove();
  }
}
