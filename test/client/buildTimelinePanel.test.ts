import { beforeEach, describe, expect, it, vi } from 'vitest';
import { delta, endOf, fakeBuildEditor, fakeBuildServer, FakeWebviewPanel, settled, step, TabInputWebview, trace, WEB } from './fakeBuildEditor.ts';

let editor: ReturnType<typeof fakeBuildEditor>;
let fake = fakeBuildServer();
let recorded: unknown = null;

beforeEach(() => {
  editor = fakeBuildEditor();
  recorded = { record: { trace: trace([step('old')]) }, facts: { ...endOf(trace([])).facts, title: 'old' } };
  fake = fakeBuildServer({
    'drydock/buildRecord': () => recorded,
    'drydock/builds': () => ({ builds: [{ folder: 'file:///w', id: 'a', startedAt: '2026-01-01' }, { folder: 'file:///w', id: 'b', startedAt: '2026-02-01' }], trends: [] }),
    'drydock/exportBuild': () => ({ fileName: 'build.json', text: '{}' }),
  });
});

async function start() {
  const { registerBuilding } = await import('../../client/src/build/registerBuilding.ts');
  const extension = { workspaceState: editor.memento, extensionUri: editor.module.Uri.parse('file:///x'), subscriptions: [] };
  const context = { server: fake.server, guard: (_: string, run: () => unknown) => Promise.resolve(run()), output: { error: vi.fn() } };
  registerBuilding(extension as never, context as never, (name, run) => void editor.commands.set(name, run), () => {});
  return (name: string, ...args: unknown[]) => editor.commands.get(`drydock.${name}`)!(...args);
}

const build = (run: Awaited<ReturnType<typeof start>>, service = 'web') => run('buildService', { what: { ...WEB, services: [service] } });
const report = (index = 0, ...steps: Parameters<typeof delta>[0]) => fake.notify('buildProgress', { key: fake.builds[index]!.params.key, delta: delta(steps) });
const end = async (index = 0, built = trace([step('a')], { state: 'done' }), id = `r${index}`) => {
  fake.builds[index]!.end(endOf(built, { id, problem: built.state === 'failed' ? { kind: 'step-failed', message: 'It failed.', detail: '' } : null }));
  await settled();
};
const kinds = (panel: FakeWebviewPanel | undefined) => panel!.told.map(({ kind }) => kind);

describe('a build opens the timeline', () => {
  const opened = async (setting: string | undefined, state: 'done' | 'failed') => {
    if (setting) editor.settings.set('drydock.build.showTimeline', setting);
    const run = await start();
    const counts: number[] = [];
    for (const index of [0, 1]) {
      await build(run);
      report(index, step('a'));
      await end(index, trace([step('a')], { state }));
      counts.push(editor.panels.filter(({ isClosed }) => !isClosed).length);
      editor.panels.at(-1)?.dispose();
    }
    return counts;
  };

  it.each([
    [undefined, 'done', [1, 0]],
    ['automatic', 'failed', [1, 0]],
    ['always', 'done', [1, 1]],
    ['on failure', 'done', [0, 0]],
    ['on failure', 'failed', [1, 1]],
    ['never', 'failed', [0, 0]],
  ] as const)('as the setting %s says where it is %s', async (setting, state, expected) => {
    expect(await opened(setting, state)).toEqual(expected);
  });

  it('with its first report, since one that cannot begin has nothing to show', async () => {
    await build(await start());
    expect(editor.panels).toEqual([]);
    report(0, step('a'));
    expect(editor.panels).toHaveLength(1);
  });

  it('and one that is open shows the next build, but not while it follows another', async () => {
    const run = await start();
    await build(run);
    report(0, step('a'));
    await build(run, 'api');
    report(1, step('b'));
    expect(editor.panels.map(({ title }) => title)).toEqual(['Build: web']);
    await end(0);
    await end(1);
    await build(run, 'api');
    report(2, step('c'));
    expect(editor.panels.map(({ title }) => title)).toEqual(['Build: api']);
  });
});

describe('the page', () => {
  it('is told all when it asks, then what changes, then the end', async () => {
    const run = await start();
    await build(run);
    report(0, step('a', { state: 'running' }));
    const [panel] = editor.panels;
    report(0, step('b', { state: 'running' }));
    expect(panel!.told).toEqual([]);
    panel!.receive({ kind: 'ready' });
    report(0, step('a'));
    await end(0);
    expect(panel!.told).toMatchObject([
      { kind: 'build', trace: { steps: [{ id: 'a', state: 'running' }, { id: 'b' }] }, facts: { title: 'web', milliseconds: null }, abilities: { canCancel: true, canRebuild: false, canCompare: false, canExport: false } },
      { kind: 'delta', delta: { steps: [{ id: 'a', state: 'done' }] } },
      { kind: 'ended', facts: { milliseconds: 12_300 }, abilities: { canCancel: false, canRebuild: true, canCompare: true, canExport: true } },
    ]);
  });

  it('that was hidden is told nothing until it asks again', async () => {
    const run = await start();
    await build(run);
    report(0, step('a', { state: 'running' }));
    const [panel] = editor.panels;
    panel!.receive({ kind: 'ready' });
    panel!.hide();
    report(0, step('b'));
    expect(kinds(panel)).toEqual(['build']);
    await run('showTimeline');
    expect(panel!.revealed).toBe(1);
    panel!.receive({ kind: 'ready' });
    expect(kinds(panel)).toEqual(['build', 'build']);
  });

  it('that was closed is told nothing, and opens anew', async () => {
    const run = await start();
    await build(run);
    report(0, step('a'));
    editor.panels[0]!.receive({ kind: 'ready' });
    editor.panels[0]!.dispose();
    report(0, step('b'));
    await end(0);
    await run('showTimeline');
    editor.panels[1]!.receive({ kind: 'ready' });
    expect([kinds(editor.panels[0]), kinds(editor.panels[1])]).toEqual([['build'], ['build']]);
  });

  it('cancels, builds again, compares, exports and copies', async () => {
    const run = await start();
    await build(run);
    report(0, step('a'));
    const [panel] = editor.panels;
    await panel!.receive({ kind: 'compare' });
    await panel!.receive({ kind: 'export', format: 'json' });
    await panel!.receive({ kind: 'cancel' });
    expect(fake.builds[0]!.token.isCancellationRequested).toBe(true);
    expect(fake.requests.map(({ method }) => method)).toEqual(['drydock/build']);
    await end(0);
    await panel!.receive({ kind: 'compare' });
    expect(editor.executed).toContainEqual(['drydock.compareBuilds', 'file:///w', null, 'r0']);
    editor.savedTo = editor.module.Uri.parse('file:///w/build.json');
    await panel!.receive({ kind: 'export', format: 'json' });
    expect([...editor.written]).toEqual([['file:///w/build.json', '{}']]);
    await panel!.receive({ kind: 'copy', text: 'a table' });
    expect(editor.clipboard).toEqual(['a table']);
    await panel!.receive({ kind: 'rebuild', noCache: true });
    await settled();
    expect(fake.builds[1]!.params.request).toMatchObject({ what: WEB, noCache: true });
  });

  it.each([null, 5, 'ready', [], {}, { kind: 'toString' }, { kind: 'copy' }, { kind: 'copy', text: {} }, { kind: 'export', format: '__proto__' }, { kind: 'rebuild', noCache: 'yes' }, { kind: 'reveal', dockerfile: {}, line: 4 }])(
    'does nothing where the page says %j',
    async (message) => {
      const run = await start();
      await build(run);
      report(0, step('a'));
      await end(0);
      await expect(editor.panels[0]!.receive(message)).resolves.toBeUndefined();
      await settled();
      expect([fake.builds.length, editor.clipboard, editor.shownDocuments]).toEqual([1, [], []]);
      expect(fake.requests.map(({ method }) => method)).not.toContain('drydock/exportBuild');
    },
  );

  it('leads to the line of a step, to where it has moved, and to no other place', async () => {
    const run = await start();
    await build(run);
    report(0, step('npm ci'));
    const [panel] = editor.panels;
    const reveal = async (text: string, line = 4, dockerfile = 'web/Dockerfile') => {
      editor.texts.set('file:///w/web/Dockerfile', text);
      editor.shownDocuments.length = 0;
      await panel!.receive({ kind: 'reveal', dockerfile, line });
      return editor.shownDocuments.map(({ options }) => options.selection?.start.line);
    };
    expect(await reveal('FROM a\n\n\n\nRUN npm ci\n')).toEqual([4]);
    expect(await reveal('FROM a\r\nRUN npm ci\r\n\r\n\r\n\r\n')).toEqual([1]);
    expect(await reveal('RUN npm ci\n\n\n\n\n\nRUN npm ci\n')).toEqual([6]);
    expect(await reveal('FROM a\nRUN yarn\n')).toEqual([undefined]);
    expect(editor.notices.map(({ message }) => message)).toEqual(['This instruction is not in the Dockerfile any more: it was changed after the build.']);
    expect(await reveal('FROM a\n\n\n\nRUN npm ci\n', 3)).toEqual([]);
    const warnings = [{ target: null, text: 'It is old.', dockerfile: 'web/Dockerfile', line: 3 }];
    fake.notify('buildProgress', { key: fake.builds[0]!.params.key, delta: delta([], { warnings }) });
    expect(await reveal('FROM a\nA\nB\nC\n', 3)).toEqual([3]);
    expect(await reveal('FROM a', 3)).toEqual([0]);
    expect(await reveal('FROM a\n\n\n\nRUN npm ci\n', 4, '/etc/passwd')).toEqual([]);
  });

  it.each([4, 3])('says so where the Dockerfile is not there any more (line %i)', async (line) => {
    const run = await start();
    await build(run);
    report(0, step('npm ci'));
    fake.notify('buildProgress', { key: fake.builds[0]!.params.key, delta: delta([], { warnings: [{ target: null, text: 'It is old.', dockerfile: 'web/Dockerfile', line: 3 }] }) });
    await editor.panels[0]!.receive({ kind: 'reveal', dockerfile: 'web/Dockerfile', line });
    expect(editor.notices.map(({ message }) => message)).toEqual(['web/Dockerfile cannot be opened: it was moved or deleted after the build.']);
  });
});

describe('Show Build Timeline', () => {
  it('shows the newest build of the history where nothing was built in this window', async () => {
    await (await start())('showTimeline');
    editor.panels[0]!.receive({ kind: 'ready' });
    expect(fake.requests.at(-1)).toEqual({ method: 'drydock/buildRecord', params: { folder: 'file:///w', id: 'b' } });
    expect(editor.panels[0]!.title).toBe('Build: old');
    expect(editor.panels[0]!.told).toMatchObject([{ kind: 'build', abilities: { canCancel: false, canRebuild: false, canCompare: true, canExport: true } }]);
  });

  it('shows a build of the history, and the same panel another one', async () => {
    const run = await start();
    await run('showTimeline', 'file:///w', 'a');
    await run('showTimeline', { folder: 'file:///w', id: 'b', more: true });
    expect(editor.panels).toHaveLength(1);
    expect(fake.requests.map(({ params }) => (params as { id: string }).id)).toEqual(['a', 'b']);
  });

  it('says that a build is gone', async () => {
    recorded = null;
    await (await start())('showTimeline', 'file:///w', 'gone');
    editor.panels[0]!.receive({ kind: 'ready' });
    expect(editor.panels[0]!.told).toEqual([{ kind: 'problem', text: 'This build is no longer in the history.' }]);
  });

  it('asks which one where several run', async () => {
    const run = await start();
    await build(run);
    await build(run, 'api');
    editor.picks.push((items) => items[1]);
    await run('showTimeline');
    expect(editor.panels[0]!.title).toBe('Build: api');
  });
});

it('comes back with the last build after the window was loaded anew', async () => {
  const first = await start();
  await build(first);
  await end(0, trace([step('a')]), 'r42');
  await start();
  const panel = new FakeWebviewPanel();
  await editor.serializer!.deserializeWebviewPanel(panel);
  panel.receive({ kind: 'ready' });
  expect(fake.requests.at(-1)).toEqual({ method: 'drydock/buildRecord', params: { folder: 'file:///w', id: 'r42' } });
  expect(panel.told).toMatchObject([{ kind: 'build', abilities: { canRebuild: true } }]);
});

it('that is still to come back when a build opens it takes the place of the old tab', async () => {
  const other = { input: new TabInputWebview('mainThreadWebview-drydock.tiers') };
  editor.tabs.push({ input: new TabInputWebview('mainThreadWebview-drydock.timeline') }, other);
  const run = await start();
  await run('showTimeline');
  expect(editor.panels).toHaveLength(1);
  expect(editor.tabs).toEqual([other]);
});

it('that comes back is one even where a build begins meanwhile', async () => {
  const run = await start();
  const panel = new FakeWebviewPanel();
  const restored = editor.serializer!.deserializeWebviewPanel(panel);
  await build(run);
  report(0, step('a', { state: 'running' }));
  await restored;
  expect([panel.title, editor.panels]).toEqual(['Build: web', []]);
});
