import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HistoryNode } from '../../client/src/history/historyModel.ts';
import type { HistoryTree } from '../../client/src/history/historyTree.ts';
import { build, builds, editorWithTrees, fakeMemory, fakeServer, FOLDER, target, trend, type Editor, type FakeMarkdown } from './historySupport.ts';

let editor: Editor;

beforeEach(() => {
  editor = editorWithTrees();
  vi.useFakeTimers();
  vi.setSystemTime(new Date('2026-11-21T12:05:00.000Z'));
});

afterEach(() => vi.useRealTimers());

async function viewWith(answer: () => unknown, kept: Record<string, unknown> = {}) {
  const { HistoryView } = await import('../../client/src/history/historyView.ts');
  const server = fakeServer({ 'drydock/builds': answer });
  const memory = fakeMemory(kept);
  const history = new HistoryView(server.context, memory.memory);
  const { options, view } = editor.views[0]!;
  return { history, tree: options.treeDataProvider as HistoryTree, view, server, memory };
}

async function items(tree: HistoryTree, node?: HistoryNode) {
  return (await tree.getChildren(node)).map((child) => ({ ...tree.getTreeItem(child) }) as Record<string, unknown>);
}

it('asks nothing and shows nothing before something was built', async () => {
  const { server } = await viewWith(() => builds([build(1)]));
  expect(editor.views[0]!.id).toBe('drydock.history');
  expect(server.requests).toEqual([]);
  expect(editor.commands).toEqual([]);
});

it('shows itself at once where something was built before the restart, without asking', async () => {
  const { server } = await viewWith(() => builds([]), { 'drydock.hasBuilds': true });
  expect(editor.commands).toEqual([['setContext', 'drydock.hasBuilds', true]]);
  expect(server.requests).toEqual([]);
});

it('shows itself with the first build, remembers it, and asks only when somebody looks', async () => {
  const { history, tree, server, memory } = await viewWith(() => builds([build(1)]));
  const changes = vi.fn();
  tree.onDidChangeTreeData(changes);
  history.buildEnded();
  history.buildEnded();
  expect(editor.commands).toEqual([['setContext', 'drydock.hasBuilds', true]]);
  expect(memory.values.get('drydock.hasBuilds')).toBe(true);
  expect(changes).toHaveBeenCalledTimes(2);
  expect(server.requests).toEqual([]);
  await tree.getChildren();
  await tree.getChildren();
  expect(server.requests).toEqual([{ method: 'drydock/builds', params: { folder: null } }]);
  history.buildEnded();
  await tree.getChildren();
  expect(server.requests).toHaveLength(2);
});

it('forgets that there are builds once none is left, and stays to say so', async () => {
  const { tree, memory } = await viewWith(() => builds([]), { 'drydock.hasBuilds': true });
  expect(await tree.getChildren()).toEqual([]);
  expect(memory.values.has('drydock.hasBuilds')).toBe(false);
  expect(editor.commands).toEqual([['setContext', 'drydock.hasBuilds', true]]);
});

it('says the trend of a service and how long its builds took', async () => {
  const { tree } = await viewWith(() => builds([build(1), build(2)], [trend()]));
  const [group] = await items(tree);
  expect(group).toMatchObject({
    label: 'api',
    description: '2 builds · 41.0 s on average · 80 % cached · 1 failed',
    contextValue: 'group before',
    collapsibleState: 1,
    iconPath: { id: 'package' },
    accessibilityInformation: { label: 'api: 2 builds, 41.0 s on average, 80 % cached, 1 failed, the last one built' },
  });
  const tooltip = group!.tooltip as FakeMarkdown;
  expect(tooltip.text).toContain('Recent durations, oldest first:');
  expect(tooltip.text).toContain('`█▄▁`');
  expect(tooltip.text).toContain('40.0 s, 20.0 s, 5.0 s');
});

it('says of each build when it was, how long it took, what was cached and how large the image is', async () => {
  const { tree } = await viewWith(() => builds([build(1), build(3, { targets: [target('api', { state: 'failed', imageBytes: null })], state: 'failed' })]));
  const [group] = await tree.getChildren();
  const [last, first] = await items(tree, group);
  expect(last).toMatchObject({
    label: '2 min ago',
    description: '38.2 s · 92 % cached',
    contextValue: 'build before',
    iconPath: { id: 'error', color: { id: 'testing.iconFailed' } },
    accessibilityInformation: { label: 'api, failed 2 min ago: 38.2 s, 92 % cached' },
  });
  expect(first).toMatchObject({
    label: '4 min ago',
    description: '38.2 s · 92 % cached · 412 MB',
    contextValue: 'build',
    iconPath: { id: 'pass', color: { id: 'testing.iconPassed' } },
    command: { command: 'drydock.showTimeline', arguments: [{ folder: FOLDER, id: build(1).id }] },
  });
  expect((first!.tooltip as FakeMarkdown).text).toMatch(/2026, .*: built/);
  expect((await items(tree))[0]).toMatchObject({ iconPath: { id: 'error' }, description: '2 builds' });
});

it('says what a service was in a build of several, and what the build was', async () => {
  const several = build(1, { targets: [target('api', { state: 'done' }), target('web', { state: 'cancelled', milliseconds: 2_000, cacheRate: null, imageBytes: null })], state: 'failed', noCache: true, contextBytes: 3_000_000 });
  const { tree } = await viewWith(() => builds([several]));
  const groups = await tree.getChildren();
  const [api] = await items(tree, groups[0]);
  const [web] = await items(tree, groups[1]);
  expect(api).toMatchObject({ iconPath: { id: 'pass' }, description: '38.2 s · 92 % cached · 412 MB' });
  expect(web).toMatchObject({ iconPath: { id: 'circle-slash' }, description: '2.0 s' });
  const text = (web!.tooltip as FakeMarkdown).text;
  for (const part of ['failed', '40.0 s from start to end', 'web: cancelled, 2.0 s', '3.0 MB of build context sent', 'Built without the cache.']) expect(text).toContain(part);
});

it('takes names for text: nothing of them is Markdown or acts in a terminal', async () => {
  const evil = '**[x](command:evil)**\u001b[31m\u202e';
  const { tree } = await viewWith(() => builds([build(1, { targets: [target(evil)], what: { kind: 'compose', files: [], names: [evil] } })]));
  const groups = await tree.getChildren();
  for (const [item] of [await items(tree), await items(tree, groups[0])]) {
    const markdown = (item!.tooltip as FakeMarkdown).parts.filter(({ kind }) => kind === 'markdown');
    expect(markdown.map(({ value }) => value).join('')).not.toContain('command:');
  }
  expect((await items(tree))[0]).toMatchObject({ label: '**[x](command:evil)**' });
});

it('names folders where there are several', async () => {
  const { tree } = await viewWith(() => builds([build(1), build(2, { folder: 'file:///w/second%20lab' })]));
  expect(await items(tree)).toMatchObject([{ label: 'second lab', contextValue: 'folder', collapsibleState: 2 }, { label: 'shop' }]);
});

it('says why the builds could not be read, and goes on when they can be again', async () => {
  let isBroken = true;
  const { history, tree, view, server } = await viewWith(() => {
    if (isBroken) throw new Error('the disk is gone');
    return builds([build(1)]);
  });
  expect(await tree.getChildren()).toEqual([]);
  expect(view.message).toBe('The builds could not be read: the disk is gone');
  expect(server.output.error).toHaveBeenCalledOnce();
  isBroken = false;
  history.refresh();
  expect(await tree.getChildren()).toHaveLength(1);
  expect(view.message).toBeUndefined();
});

it('says anew how long ago builds were, only while somebody sees it, and without asking', async () => {
  const { history, tree, view, server } = await viewWith(() => builds([build(1)]));
  await tree.getChildren();
  const changes = vi.fn();
  tree.onDidChangeTreeData(changes);
  vi.advanceTimersByTime(600_000);
  expect(changes).not.toHaveBeenCalled();
  view.setVisible(true);
  vi.advanceTimersByTime(120_000);
  expect(changes).toHaveBeenCalledTimes(3);
  view.setVisible(false);
  vi.advanceTimersByTime(600_000);
  expect(changes).toHaveBeenCalledTimes(3);
  await tree.getChildren();
  expect(server.requests).toHaveLength(1);
  view.setVisible(true);
  history.dispose();
  expect(vi.getTimerCount()).toBe(0);
});

it('opens the view for builds of the command line too, and says where there are none', async () => {
  let found = builds([]);
  const { history } = await viewWith(() => found);
  await history.show();
  expect(editor.messages).toEqual(['Nothing has been built here yet.']);
  found = builds([build(1)]);
  await history.show();
  expect(editor.commands).toEqual([['setContext', 'drydock.hasBuilds', true], ['drydock.history.focus']]);
});
