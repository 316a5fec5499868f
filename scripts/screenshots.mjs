/**
 * `node scripts/screenshots.mjs <folder> [--theme light|dark|contrast]... [--file <path in examples/homelab>] [--builds] [--small]`:
 * pictures of Drydock at work on the home lab, for the README and for looking at; with `--builds` those of builds, on a real engine;
 * `--small` with half the pixels, as the README has them.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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
      builds: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
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
  const builds = values.builds ? await engineForBuilds() : null;
  const scale = values.small ? 'css' : 'device';
  for (const theme of values.theme) {
    if (builds) await takeBuildPictures(theme, folder, builds.env, scale);
    else await takePictures(theme, folder, scale, values);
  }
  await builds?.remove();
});

async function engineForBuilds() {
  const { findEngine } = await import('./engine/findEngine.mjs');
  const { baseImages } = await import('./engine/baseImages.mjs');
  const { buildEnvironment } = await import('./lib/buildClicks.mjs');
  const engine = await findEngine();
  await baseImages(engine);
  return buildEnvironment(engine);
}

/** One service, cold and then after a change of its source; then one that fails. */
async function takeBuildPictures(theme, folder, env, scale) {
  const { workspace, remove } = homelabCopy();
  const { name, look } = themes[theme];
  const code = await openWorkbench({ workspace, extensionPath: root, look, env, settings: { ...settings, 'workbench.colorTheme': name } });
  const picture = async (shown) => {
    const path = join(folder, `${theme}-${shown}.png`);
    await code.picture(path, scale);
    console.log(path);
  };
  const dockerfile = join(workspace, 'services/camera-archiver/Dockerfile');
  const rebuild = async (state) => {
    await (await code.webview('header .state')).getByRole('button', { name: 'Rebuild', exact: true }).click();
    await code.page.waitForTimeout(1500);
    await code.webview(`header .state[data-state="${state}"]`);
  };
  try {
    await writeFile(dockerfile, (await readFile(dockerfile, 'utf8')).replace('ENV ', `ENV TAKEN=${theme}-${Date.now()}\nENV `));
    await code.openFile('docker-compose.yml:413');
    const lens = code.page.locator('.codelens-decoration a', { hasText: 'Build' });
    await lens.first().waitFor({ state: 'attached' });
    await picture('build-lens');
    await code.command('Drydock: Build Service');
    await code.page.waitForTimeout(1000);
    await code.page.keyboard.type('camera');
    await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'camera-archiver' }).click();
    await picture('build-pick');
    await code.page.keyboard.press('Enter');
    await code.webview('header .state[data-state="running"]');
    await code.page.waitForTimeout(1000);
    await picture('building');
    await code.webview('header .state[data-state="done"]');
    await writeFile(join(workspace, 'services/camera-archiver/archiver/recordings.py'), `# ${Date.now()}\n`, { flag: 'a' });
    await rebuild('done');
    await picture('timeline');
    await code.command('View: Close Other Editors in Group').catch(() => {});
    await code.command('View: Toggle Maximize Editor Group');
    await picture('timeline-wide');
    await code.command('View: Toggle Maximize Editor Group');
    await code.command('Drydock: Show Build History');
    await code.page.keyboard.press('ArrowRight');
    await code.page.waitForTimeout(500);
    await code.openFile('services/camera-archiver/Dockerfile');
    await code.page.waitForTimeout(2000);
    await picture('build-times');
    await code.command('Drydock: Compare Builds');
    await code.webview('.headline');
    await picture('comparison');
    await writeFile(dockerfile, (await readFile(dockerfile, 'utf8')).replace('RUN apt-get update', 'RUN apt-get update && curl --fail https://example.invalid/key.asc'));
    await code.command('Drydock: Show Build Timeline');
    await rebuild('failed');
    await picture('build-failed');
  } finally {
    await code.close();
    await remove();
  }
}

async function takePictures(theme, folder, scale, { file, compose }) {
  const { workspace, remove } = homelabCopy();
  const { name, look } = themes[theme];
  const code = await openWorkbench({ workspace, extensionPath: root, look, settings: { ...settings, 'workbench.colorTheme': name } });
  const picture = async (name) => {
    const path = join(folder, `${theme}-${name}.png`);
    await code.picture(path, scale);
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
    await code.webview('#content:not([hidden])');
    await picture('scan');
    await code.command('View: Toggle Maximize Editor Group');
    await picture('scan-wide');
  } finally {
    await code.close();
    await remove();
  }
}
