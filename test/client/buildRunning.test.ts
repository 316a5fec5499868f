import { beforeEach, describe, expect, it, vi } from 'vitest';
import { delta, endOf, fakeBuildEditor, fakeBuildServer, settled, step, trace, WEB } from './fakeBuildEditor.ts';

let editor: ReturnType<typeof fakeBuildEditor>;
let { server, builds, notify, stop, handlers } = fakeBuildServer();

beforeEach(() => {
  editor = fakeBuildEditor();
  ({ server, builds, notify, stop, handlers } = fakeBuildServer());
});

async function start() {
  const { Building } = await import('../../client/src/build/building.ts');
  const extension = { workspaceState: editor.memento, extensionUri: editor.module.Uri.parse('file:///x') };
  const context = { server, guard: (_: string, run: () => unknown) => Promise.resolve(run()), output: { error: vi.fn() } };
  return new Building(extension as never, context as never, () => {});
}

const order = (what: unknown = WEB) => ({ what, noCache: false, shownIn: 'notification' }) as never;
const FAILED = { kind: 'step-failed', message: 'RUN npm ci failed in web.', detail: 'ERROR: failed to solve' } as const;

describe('a build', () => {
  it('is asked for as the settings say', async () => {
    for (const [key, value] of [['docker', '/opt/docker'], ['builder', ' far '], ['parallel', 2.5], ['onFailure', 'continue']] as const) editor.settings.set(`drydock.build.${key}`, value);
    await (await start()).start(order());
    expect(builds[0]!.params).toEqual({
      key: expect.any(String) as string,
      request: { what: WEB, noCache: false, docker: '/opt/docker', builder: 'far', parallel: 2, onFailure: 'continue' },
      wantsLog: true,
    });
  });

  it('takes nothing of settings that have the wrong type', async () => {
    for (const [key, value] of [['docker', 5], ['builder', ''], ['parallel', '2'], ['onFailure', 'never']] as const) editor.settings.set(`drydock.build.${key}`, value);
    await (await start()).start(order());
    expect(builds[0]!.params.request).toMatchObject({ docker: 'docker', builder: null, parallel: 0, onFailure: 'stop' });
  });

  it('says what is running now and how far it is, in the notification and in the status bar, which is there only meanwhile', async () => {
    const building = await start();
    expect(editor.statusItems).toEqual([]);
    const build = await building.start(order());
    const { key } = builds[0]!.params;
    notify('buildProgress', { key, delta: delta([step('a'), step('b', { state: 'running' }), step('c', { state: 'waiting' }), step('d', { state: 'waiting' })]) });
    expect(editor.progress).toEqual([{ message: 'RUN b', increment: 25 }]);
    expect(editor.statusItems[0]).toMatchObject({ text: '$(sync~spin) web 25 %', isShown: true, command: 'drydock.showTimeline' });
    // More steps turn up: the bar does not go back.
    notify('buildProgress', { key, delta: delta([...'efgh'].map((id) => step(id, { state: 'running', targets: ['api'] })), { targets: [...trace([]).targets, ...trace([]).targets] }) });
    expect(editor.progress[1]).toEqual({ message: 'web: RUN b and 4 more', increment: 0 });
    expect(build!.trace.steps).toHaveLength(8);
    builds[0]!.end(endOf(trace([])));
    await build!.ended;
    await settled();
    expect(editor.statusItems.map(({ isShown }) => isShown)).toEqual([false]);
  });

  it('ends with its time and cache rate', async () => {
    const building = await start();
    const build = await building.start(order());
    const done = trace([step('a')], { state: 'done', summary: { ...trace([]).summary, cacheRate: 0.8 } });
    editor.buttons.push('Show Timeline');
    builds[0]!.end(endOf(done));
    await build!.ended;
    await settled();
    expect(editor.notices).toEqual([{ kind: 'information', message: 'Built web in 12.3 s, 80 % of the steps from the cache.', buttons: ['Show Timeline', 'Show Output'] }]);
    expect(editor.panels).toHaveLength(1);
    expect(editor.memento.get('drydock.build.last')).toEqual({ what: WEB, asked: [], folder: 'file:///w', id: 'r1' });
  });

  it('that fails leads to the line of the step', async () => {
    editor.texts.set('file:///w/web/Dockerfile', 'FROM node\n\n\n\nRUN npm ci\n');
    const building = await start();
    const build = await building.start(order());
    const failed = trace([step('npm ci', { state: 'failed' })], { state: 'failed' });
    editor.buttons.push('Go to Failing Step');
    builds[0]!.end(endOf(failed, { problem: FAILED }));
    await build!.ended;
    await settled();
    expect(editor.notices).toEqual([{ kind: 'error', message: FAILED.message, buttons: ['Go to Failing Step', 'Show Timeline', 'Rebuild'] }]);
    expect(editor.shownDocuments.map(({ uri, options }) => [uri, options.selection?.start.line])).toEqual([['file:///w/web/Dockerfile', 4]]);
    expect(editor.output).toEqual(expect.stringContaining('ERROR: failed to solve\nRUN npm ci failed in web. (12.3 s)\n'));
  });

  it('that could not begin has no timeline to show', async () => {
    const building = await start();
    const build = await building.start(order());
    builds[0]!.end(endOf(trace([], { state: 'failed' }), { id: null, problem: { kind: 'no-docker', message: 'There is no docker.', detail: '' } }));
    await build!.ended;
    await settled();
    expect(editor.notices[0]!.buttons).toEqual(['Show Output', 'Rebuild']);
    expect(editor.panels).toHaveLength(0);
  });

  it('is built again by its button', async () => {
    const building = await start();
    editor.buttons.push('Rebuild');
    const build = await building.start(order());
    builds[0]!.end(endOf(trace([]), { problem: FAILED }));
    await build!.ended;
    await settled();
    expect(builds.map(({ params }) => params.request.what)).toEqual([WEB, WEB]);
  });

  it('is cancelled from its notification, and no error is told then', async () => {
    const building = await start();
    const build = await building.start(order());
    editor.progressTokens[0]!.cancel();
    expect(builds[0]!.token.isCancellationRequested).toBe(true);
    builds[0]!.end(endOf(trace([], { state: 'cancelled' }), { problem: { kind: 'cancelled', message: 'The build was cancelled.', detail: '' } }));
    await build!.ended;
    await settled();
    expect(editor.notices).toEqual([]);
    expect(editor.statusMessages).toEqual(['Drydock: cancelled the build of web']);
  });

  it('that the server loses is an error, and one that was cancelled before is not', async () => {
    const building = await start();
    const lost = await building.start(order());
    const cancelled = await building.start(order({ ...WEB, services: ['api'] }));
    cancelled!.cancel();
    builds[0]!.fail(new Error('Connection got disposed.'));
    builds[1]!.fail(new Error('Connection got disposed.'));
    expect((await lost!.ended).trace.state).toBe('failed');
    expect((await lost!.ended).problem?.message).toContain('Connection got disposed.');
    expect((await cancelled!.ended).trace.state).toBe('cancelled');
    await settled();
    expect(editor.notices).toHaveLength(1);
  });

  it('does not care for what comes after its end', async () => {
    const building = await start();
    const build = await building.start(order());
    builds[0]!.end(endOf(trace([step('a')])));
    await build!.ended;
    notify('buildProgress', { key: builds[0]!.params.key, delta: delta([step('b')]) });
    notify('buildLog', { key: builds[0]!.params.key, text: 'late\n' });
    notify('buildLog', { key: 'no such build', text: 'strange\n' });
    expect(build!.trace.steps).toHaveLength(1);
    expect(editor.output).not.toMatch(/late|strange/);
  });
});

describe('several builds', () => {
  it('of different things run side by side, and each line of the output says whose it is', async () => {
    const building = await start();
    await building.start(order());
    await building.start(order({ ...WEB, services: ['api'] }));
    notify('buildStarted', { key: builds[1]!.params.key, command: 'docker compose build api' });
    notify('buildLog', { key: builds[0]!.params.key, text: 'one\n\ntwo\n' });
    expect(editor.output).toBe('Building web\n[api] Building api\n[api] $ docker compose build api\n[web] one\n\n[web] two\n');
    expect(editor.statusItems.filter(({ isShown }) => isShown).map(({ text }) => text)).toEqual(['$(sync~spin) 2 builds']);
  });

  it('of the same: the first goes on unless a person says otherwise', async () => {
    const building = await start();
    await building.start(order());
    expect(await building.start(order())).toBeNull();
    expect(editor.notices).toEqual([{ kind: 'warning', message: 'web is being built already.', buttons: ['Cancel It and Build Again'] }]);
    expect(builds).toHaveLength(1);
    editor.buttons.push('Cancel It and Build Again');
    const again = building.start(order());
    await settled();
    expect(builds).toHaveLength(1);
    expect(builds[0]!.token.isCancellationRequested).toBe(true);
    builds[0]!.fail(new Error('cancelled'));
    expect(await again).not.toBeNull();
    expect(builds).toHaveLength(2);
  });

  it('all end before the server does', async () => {
    const building = await start();
    await building.start(order());
    await building.start(order({ ...WEB, services: ['api'] }));
    let isStopped = false;
    const stopping = stop().then(() => (isStopped = true));
    expect(builds.map(({ token }) => token.isCancellationRequested)).toEqual([true, true]);
    builds[0]!.fail(new Error('cancelled'));
    await settled();
    expect(isStopped).toBe(false);
    builds[1]!.fail(new Error('cancelled'));
    await stopping;
    expect(isStopped).toBe(true);
  });

  it('that do not end hold the server up for a moment only', async () => {
    vi.useFakeTimers();
    await (await start()).start(order());
    let isStopped = false;
    void stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(2_999);
    expect(isStopped).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isStopped).toBe(true);
    vi.useRealTimers();
  });

  it('leave no listener behind', async () => {
    const building = await start();
    await building.start(order());
    building.dispose();
    expect(builds[0]!.token.isCancellationRequested).toBe(true);
    expect(handlers.size).toBe(0);
    expect(editor.statusItems.map(({ isShown }) => isShown)).toEqual([false]);
  });
});

describe('the output', () => {
  it('keeps the values of secret arguments out of command lines and logs', async () => {
    const what = { kind: 'dockerfile', folder: '/w', dockerfile: '/w/Dockerfile', context: '/w', target: null, args: { NPM_TOKEN: "it's 1", MODE: 'fast' }, platform: null, tags: [] };
    const building = await start();
    const build = await building.start(order(what));
    const { key } = builds[0]!.params;
    notify('buildStarted', { key, command: `docker buildx build --build-arg 'NPM_TOKEN=it'\\''s 1' --build-arg MODE=fast .` });
    notify('buildLog', { key, text: "#5 echo it's 1 fast\n" });
    builds[0]!.end(endOf(trace([]), { commands: [`docker buildx build --build-arg "NPM_TOKEN=it's 1" .`], problem: { ...FAILED, detail: "login with it's 1" } }));
    await build!.ended;
    await settled();
    expect(editor.output).toContain("$ docker buildx build --build-arg 'NPM_TOKEN' --build-arg MODE=fast .\n#5 echo *** fast\n");
    expect(editor.output).not.toContain('s 1');
    expect(build!.commands).toEqual(['docker buildx build --build-arg "NPM_TOKEN" .']);
    expect(JSON.stringify([...editor.memento.kept])).not.toContain("it's 1");
    expect(editor.memento.get('drydock.build.last')).toMatchObject({ what: { args: { MODE: 'fast' } }, asked: ['NPM_TOKEN'] });
  });

  it('shows no value of an argument in the names of steps, nor secret ones in errors', async () => {
    const what = { kind: 'dockerfile', folder: '/w', dockerfile: '/w/Dockerfile', context: '/w', target: null, args: { NPM_TOKEN: 'hunter22' }, platform: null, tags: [] };
    const building = await start();
    const build = await building.start(order(what));
    const service = await building.start(order());
    const place = { dockerfile: 'Dockerfile', line: 1, endLine: 1, text: 'RUN login $NPM_TOKEN' };
    const expanded = { label: 'RUN login hunter22', place, error: 'process "login hunter22" failed', log: { text: 'hi hunter22\n', lines: 1, bytes: 12, isCut: false } };
    const changes: unknown[] = [];
    building.builds.onProgress((change) => changes.push(change.delta));
    for (const { params } of builds) notify('buildProgress', { key: params.key, delta: delta([step('a', { ...expanded, state: 'running' })]) });
    expect(JSON.stringify(changes[0])).not.toContain('hunter22');
    expect(JSON.stringify(build!.trace)).not.toContain('hunter22');
    expect(build!.trace.steps[0]).toMatchObject({ label: 'RUN login $NPM_TOKEN', error: 'process "login ***" failed' });
    expect(service!.trace.steps[0]!.label).toBe('RUN login $NPM_TOKEN');
    expect(JSON.stringify(editor.progress)).not.toContain('hunter22');
    builds[0]!.end(endOf(trace([step('a', { ...expanded, state: 'failed' })], { state: 'failed', text: 'hunter22' }), { problem: FAILED }));
    expect(JSON.stringify((await build!.ended).trace) + JSON.stringify(build!.trace)).not.toContain('hunter22');
  });

  it('says where a log is too long to be shown', async () => {
    await (await start()).start(order());
    const { key } = builds[0]!.params;
    for (let i = 0; i < 50; i++) notify('buildLog', { key, text: `${'x'.repeat(999_999)}\n` });
    expect(editor.output.length).toBeLessThan(8_001_000);
    expect(editor.output.match(/The rest of this log is left out/g)).toHaveLength(1);
  });
});

it('starts nothing in a workspace that is not trusted, and says so', async () => {
  Object.assign(editor.module.workspace, { isTrusted: false });
  editor.buttons.push('Manage Workspace Trust');
  expect(await (await start()).start(order())).toBeNull();
  await settled();
  expect(builds).toEqual([]);
  expect(editor.notices.map(({ message }) => message)).toEqual(['A build runs commands from the files of this workspace, so Drydock builds only once you trust it.']);
  expect(editor.executed).toContainEqual(['workbench.trust.manage']);
});
