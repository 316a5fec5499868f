import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const COMPOSE = 'docker-compose.yml';
const SERVICE = 'camera-archiver';
const DOCKERFILE = `services/${SERVICE}/Dockerfile`;

export const tests = {
  'a service of the home lab by its lens: timeline, cached rebuild, times above instructions, history, comparison': async ({ code, workspace, state, docker, project }) => {
    const at = { state, workspace };
    const file = join(workspace, DOCKERFILE);
    // An engine of the user's own may have built the home lab before.
    await writeFile(file, (await readFile(file, 'utf8')).replace('ENV ', `ENV TRIED_AT=${Date.now()}\nENV `));
    await code.openFile(`${COMPOSE}:413`);
    await buildByLens(code, SERVICE);
    const page = await code.webview('header .state[data-state="done"]');
    assert.equal(await page.locator('header h1').innerText(), SERVICE);
    assert.match(await page.locator('header .command code').innerText(), new RegExp(`^docker compose --progress json build ${SERVICE}$`));
    assert.match(await rowOf(page, 'RUN apt-get update').getAttribute('aria-label'), /apt-get update/);
    const [cold] = await records(at);
    assert.equal(cold.state, 'done');
    assert.equal(cold.trace.summary.cacheRate, 0);
    const { output } = await docker(['image', 'inspect', '--format', '{{.Size}}', `${project}-${SERVICE}`]);
    assert.equal(cold.images[SERVICE].bytes, Number(output), 'the image is as large as docker says');

    // By keyboard alone this time: a name, and Enter.
    await code.command('Drydock: Build Service');
    await choose(code, SERVICE, 'Enter');
    await until(async () => (await records(at)).length === 2);
    const [warm] = await records(at);
    assert.equal(warm.trace.summary.cacheRate, 1, 'nothing changed, so all came from the cache');
    const again = await code.webview('header .state[data-state="done"]');
    await again.getByText('Everything came from the cache').waitFor();

    await rowOf(again, 'RUN apt-get update').click({ position: { x: 60, y: 10 } });
    await code.page.waitForSelector(`.tab.active:has-text("Dockerfile")`);
    await until(() => lensAbove(code, 'RUN apt-get update', /CACHED \(.* s when it last ran\)/));

    await code.command('Drydock: Show Build History');
    await code.page.locator('.pane', { hasText: 'Docker Builds' }).getByRole('treeitem', { name: new RegExp(SERVICE) }).first().waitFor();
    await code.command('Drydock: Compare Builds');
    const compared = await code.webview('.headline');
    await compared.getByText(/cache/).first().waitFor();
  },

  'a failing RUN lands on its line, in the timeline, in the notification and as a task': async ({ code, workspace, state }) => {
    const at = { state, workspace };
    const file = join(workspace, DOCKERFILE);
    const text = (await readFile(file, 'utf8')).replace('RUN apt-get update', 'RUN echo this-is-why >&2 && exit 7');
    await writeFile(file, text);
    const line = text.split('\n').findIndex((one) => one.includes('exit 7')) + 1;
    await code.openFile(`${COMPOSE}:413`);
    await buildByLens(code, SERVICE);
    const page = await code.webview('header .state[data-state="failed"]');
    await page.getByText('this-is-why').first().waitFor();
    const [record] = await records(at);
    const failed = record.trace.steps.filter((step) => step.state === 'failed');
    assert.deepEqual(failed.map(({ place }) => [place.dockerfile.endsWith(DOCKERFILE), place.line + 1]), [[true, line]]);
    assert.doesNotMatch(JSON.stringify(record), /this-is-why(?! >&2)/, 'no log is kept');
    await code.command('Notifications: Show Notifications');
    await code.page.getByRole('button', { name: 'Go to Failing Step' }).click();
    await code.page.waitForSelector('.tab.active:has-text("Dockerfile")');
    await code.page.getByText(new RegExp(`Ln ${line}, Col`)).waitFor();

    await code.command('Tasks: Run Task');
    await choose(code, 'drydock');
    // The tasks are found one provider after the other, so what is typed may still go to the list before.
    await code.page.locator('.quick-input-list .monaco-list-row', { hasText: `Build ${SERVICE}` }).first().click();
    const skip = code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Continue without scanning' });
    await Promise.race([skip.waitFor({ timeout: 5_000 }).then(() => code.page.keyboard.press('Enter'), () => {}), code.page.waitForSelector('.terminal-wrapper', { timeout: 30_000 })]);
    await until(async () => (await records(at)).length === 2);
    await code.showProblems();
    await code.page.getByPlaceholder('Filter (').fill('exit code 7'); // only rows in view are in the page
    await code.page.locator('.markers-panel .monaco-list-row', { hasText: 'exit code 7' }).first().waitFor({ timeout: 60_000 });
  },

  'cancel leaves no process and no half-written build': async ({ code, workspace, state, docker }) => {
    const at = { state, workspace };
    await writeFile(join(workspace, DOCKERFILE), 'FROM python:3.11-slim\nRUN echo asleep && sleep 6060\n');
    await code.openFile(`${COMPOSE}:413`);
    await buildByLens(code, SERVICE);
    const page = await code.webview('header .state[data-state="running"]');
    await until(async () => (await processes('sleep 6060')).length > 0, 60_000);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await code.webview('header .state[data-state="cancelled"]');
    await until(async () => (await processes('sleep 6060')).length === 0);
    assert.deepEqual((await processes(`build\0${SERVICE}`)).concat(await processes(`fs.read=${workspace}`)), []);
    assert.equal((await records(at))[0].state, 'cancelled');
    assert.deepEqual((await files(state)).map((name) => basename(name)).filter((name) => /te?mp|lock/.test(name)), []);
    await writeFile(join(workspace, DOCKERFILE), 'FROM python:3.11-slim\nRUN true\n');
    await page.getByRole('button', { name: 'Rebuild', exact: true }).click();
    await code.webview('header .state[data-state="done"]');
    assert.match((await docker(['info', '--format', '{{.ServerVersion}}'])).output, /\d/);
  },

  'four services at once': {
    prepare: writeFour,
    async test({ code, workspace, state }) {
      const record = await buildFour({ code, workspace, state });
      assert.ok(mostAtOnce(runsOf(record)) > 1, 'they are built side by side');
    },
  },

  'four services one by one, where a limit says so': {
    async prepare(workspace) {
      await writeFour(workspace);
      await mkdir(join(workspace, '.vscode'), { recursive: true });
      await writeFile(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'drydock.build.parallel': 1 }));
    },
    async test({ code, workspace, state }) {
      const record = await buildFour({ code, workspace, state });
      assert.equal(runsOf(record).length, 4);
      assert.equal(mostAtOnce(runsOf(record)), 1, 'with a limit of one none is built while another one is');
    },
  },
};

/** A compose file of four services whose builds sleep a while, each with an argument that no cache knows. */
async function writeFour(workspace) {
  const folder = join(workspace, 'four');
  await mkdir(folder);
  const service = (name) => `  ${name}:\n    build:\n      context: .\n      args: {NAME: ${name}-${basename(dirname(workspace))}}\n`;
  await writeFile(join(folder, 'compose.yml'), `name: drydock-clicks-four\nservices:\n${['one', 'two', 'three', 'four'].map(service).join('')}`);
  await writeFile(join(folder, 'Dockerfile'), 'FROM python:3.11-slim\nARG NAME\nRUN sleep 2; echo $NAME\n');
}

/** Builds all four; what the history says of it. */
async function buildFour({ code, workspace, state }) {
  const of = async () => (await records({ state, workspace })).find(({ trace }) => trace.targets.length === 4);
  await code.openFile(`${COMPOSE}:413`);
  await code.command('Drydock: Build All Services');
  await choose(code, 'four');
  await until(async () => (await of()) !== undefined, 120_000);
  return of();
}

/** Clicks "Build" above a service that is in view. */
async function buildByLens(code, service) {
  await until(async () => {
    const lens = await lensAbove(code, `${service}:`, 'Build');
    return lens?.click({ timeout: 2_000 }).then(() => true, () => false); // lenses are made anew when findings come
  });
}

/** The lens right above a line that is in view; undefined while there is none. */
async function lensAbove(code, lineText, lensText) {
  const line = await code.page.locator('.view-line', { hasText: lineText }).first().boundingBox();
  const lenses = await code.page.locator('.codelens-decoration a', { hasText: lensText }).all();
  const boxes = await Promise.all(lenses.map(async (lens) => [lens, await lens.boundingBox()]));
  return boxes.find(([, box]) => box && line && line.y - box.y > 0 && line.y - box.y < 30)?.[0];
}

/** Types until the list has it, then takes it by the mouse or a key. */
async function choose(code, text, key) {
  await code.page.waitForTimeout(500); // the list before closes
  await code.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await code.page.keyboard.type(text);
  const row = code.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  if (key) await code.page.keyboard.press(key);
  else await row.click();
}

function rowOf(page, text) {
  return page.locator('.row', { hasText: text }).first();
}

/** The history of a workspace as it lies on disk, newest first. */
async function records({ state, workspace }) {
  const folders = (await files(state)).filter((name) => name.endsWith('workspace.json')).map((name) => [name, dirname(name)]);
  const own = [];
  for (const [name, folder] of folders) if ((await readFile(name, 'utf8')).includes(JSON.stringify(workspace))) own.push(folder);
  const found = (await files(state)).filter((name) => name.endsWith('.json.gz') && own.includes(dirname(name))).sort().reverse();
  return Promise.all(found.map(async (name) => JSON.parse(gunzipSync(await readFile(name)))));
}

async function files(state) {
  const entries = await readdir(state, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Command lines of this machine's processes that contain a text; arguments are separated by NUL, or by a blank where they were one. */
async function processes(text) {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(text) || line.replaceAll('\0', ' ').includes(text));
}

const runsOf = ({ trace }) => trace.steps.filter(({ label, state }) => label.startsWith('RUN') && state === 'done').map(({ intervals }) => [intervals[0][0], intervals.at(-1)[1]]);

function mostAtOnce(runs) {
  return Math.max(...runs.map(([start]) => runs.filter(([from, to]) => from <= start && start < to).length));
}

/** Returns the first answer that is one. */
async function until(ask, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`never came about: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
