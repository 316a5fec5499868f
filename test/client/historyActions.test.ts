import { beforeEach, expect, it } from 'vitest';
import type { HistoryNode } from '../../client/src/history/historyModel.ts';
import { build, builds, editorWithTrees, fakeMemory, fakeServer, FOLDER, target, type Editor } from './historySupport.ts';

const OTHER = 'file:///w/other';
const BOTH = build(4, { targets: [target('api'), target('web')] });

let editor: Editor;

beforeEach(() => {
  editor = editorWithTrees();
});

/** The commands as they are registered, and rows of the view: four builds of api, the last one of web too, one of another folder. */
async function start() {
  const { registerHistory } = await import('../../client/src/history/registerHistory.ts');
  const all = [BOTH, build(3), build(2), build(1), build(0, { folder: OTHER })];
  const server = fakeServer({ 'drydock/builds': () => builds(all), 'drydock/forgetBuilds': () => null, 'drydock/compareBuilds': () => null });
  const registered = new Map<string, (...args: unknown[]) => unknown>();
  const extension = { workspaceState: fakeMemory().memory, extensionUri: editor.module.Uri.parse('file:///ext'), subscriptions: [] };
  registerHistory(extension as never, server.context, (command, run) => registered.set(command, run as never));
  const { options, view } = editor.views[0]!;
  const tree = options.treeDataProvider as { getChildren(node?: HistoryNode): Promise<HistoryNode[]> };
  const [shop, other] = await tree.getChildren();
  const [api, web] = await tree.getChildren(shop);
  const rows = await tree.getChildren(api);
  const [webRow] = await tree.getChildren(web);
  const [[otherRow]] = await Promise.all([tree.getChildren((await tree.getChildren(other))[0])]);
  const run = (command: string, ...args: unknown[]) => registered.get(command)!(...args);
  editor.commands.length = 0;
  server.requests.length = 0;
  return { run, rows, api: api!, shop: shop!, webRow: webRow!, otherRow: otherRow!, view, server };
}

const forgotten = ({ server }: Awaited<ReturnType<typeof start>>) => server.requests.filter(({ method }) => method === 'drydock/forgetBuilds').map(({ params }) => params);
const compared = () => editor.commands.filter(([command]) => command === 'drydock.compareBuilds').map(([, ...args]) => args);

it('opens the timeline of the build', async () => {
  const { run, rows } = await start();
  await run('drydock.history.open', rows[1]);
  expect(editor.commands).toEqual([['drydock.showTimeline', { folder: FOLDER, id: build(3).id }]]);
});

it('compares a build with the one before it, a service by its last build, and says when there is none before', async () => {
  const { run, rows, api } = await start();
  await run('drydock.history.comparePrevious', rows[1]);
  await run('drydock.history.comparePrevious', api);
  expect(compared()).toEqual([
    [FOLDER, build(2).id, build(3).id],
    [FOLDER, build(3).id, BOTH.id],
  ]);
  await run('drydock.history.comparePrevious', rows[3]);
  expect(compared()).toHaveLength(2);
  expect(editor.messages).toEqual(['This is the first build of api that the history holds: there is none before it to compare with.']);
});

it('compares two that are selected, the older one first whichever was clicked', async () => {
  const { run, rows } = await start();
  await run('drydock.history.compareSelected', rows[0], [rows[0], rows[2]]);
  await run('drydock.history.compareSelected', rows[2], [rows[2], rows[0]]);
  expect(compared()).toEqual([
    [FOLDER, build(2).id, BOTH.id],
    [FOLDER, build(2).id, BOTH.id],
  ]);
});

it('asks for two builds where it gets one, three, or a service', async () => {
  const { run, rows, api } = await start();
  await run('drydock.history.compareSelected', rows[0], undefined);
  await run('drydock.history.compareSelected', rows[0], [rows[0], rows[1], rows[2]]);
  await run('drydock.history.compareSelected', api, [api, rows[0]]);
  expect(compared()).toEqual([]);
  expect(editor.messages).toEqual(Array(3).fill('Select two builds to compare them.'));
});

it('compares with the build that was selected first, and not one with itself or of another folder', async () => {
  const { run, rows, webRow, otherRow } = await start();
  await run('drydock.history.compareWithSelected', rows[0]);
  expect(compared()).toEqual([]);
  await run('drydock.history.selectForCompare', rows[0]);
  expect(editor.commands).toContainEqual(['setContext', 'drydock.history.hasSelected', true]);
  await run('drydock.history.compareWithSelected', rows[2]);
  expect(compared()).toEqual([[FOLDER, build(2).id, BOTH.id]]);
  await run('drydock.history.compareWithSelected', webRow);
  await run('drydock.history.compareWithSelected', otherRow);
  expect(compared()).toHaveLength(1);
  expect(editor.messages).toEqual([
    'This is the same build twice: select another one to compare with.',
    'These builds are of two folders: only builds of one folder can be compared.',
  ]);
});

it('deletes the one build that the menu is opened on without asking, and the view reads anew', async () => {
  const started = await start();
  await started.run('drydock.history.delete', started.rows[1]);
  expect(forgotten(started)).toEqual([{ folder: FOLDER, ids: [build(3).id] }]);
  expect(editor.asked).toEqual([]);
});

it('deletes several by key once a person is sure, each folder its own, none twice', async () => {
  const started = await start();
  const { run, view, rows, webRow, otherRow } = started;
  view.selection = [rows[0], webRow, rows[1], otherRow];
  await run('drydock.history.delete');
  expect(forgotten(started)).toEqual([]);
  editor.answers.push('Delete');
  await run('drydock.history.delete');
  expect(editor.asked.map(({ message }) => message)).toEqual(Array(2).fill('Delete 3 builds from the history?'));
  expect(forgotten(started)).toEqual([
    { folder: FOLDER, ids: [BOTH.id, build(3).id] },
    { folder: OTHER, ids: [build(0).id] },
  ]);
});

it('deletes nothing where a service or nothing is selected', async () => {
  const started = await start();
  await started.run('drydock.history.delete', started.api);
  await started.run('drydock.history.delete');
  expect(forgotten(started)).toEqual([]);
  expect(editor.messages).toEqual(Array(2).fill('Select the builds to delete first.'));
});

it('no longer compares with a selected build that was deleted', async () => {
  const { run, rows } = await start();
  await run('drydock.history.selectForCompare', rows[0]);
  await run('drydock.history.delete', rows[0]);
  expect(editor.commands).toContainEqual(['setContext', 'drydock.history.hasSelected', false]);
  await run('drydock.history.compareWithSelected', rows[2]);
  expect(compared()).toEqual([]);
});

it('clears the history of all folders, or of one, once a person is sure', async () => {
  const started = await start();
  await started.run('drydock.history.clear');
  expect(forgotten(started)).toEqual([]);
  editor.answers.push('Delete All', 'Delete All');
  await started.run('drydock.history.clear', started.shop);
  await started.run('drydock.history.clear');
  expect(forgotten(started)).toEqual([FOLDER, FOLDER, OTHER].map((folder) => ({ folder, ids: null })));
  expect(editor.asked[0]!.message).toBe('Delete all builds from the history? Images and the build cache stay.');
});

it('copies an id', async () => {
  const { run, rows } = await start();
  await run('drydock.history.copyId', rows[0]);
  expect(editor.copied).toEqual([BOTH.id]);
});
