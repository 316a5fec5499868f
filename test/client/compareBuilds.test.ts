import { beforeEach, expect, it } from 'vitest';
import type { BuildEntry, CompareBuildsParams } from '../../server/src/protocol.ts';
import type { Comparison } from '../../server/src/timing/comparison.ts';
import { build, builds, comparison, editorWithTrees, fakeServer, FOLDER, target, type Editor } from './historySupport.ts';

let editor: Editor;

beforeEach(() => {
  editor = editorWithTrees();
});

interface Told {
  readonly entries: readonly BuildEntry[];
  readonly compare?: (params: CompareBuildsParams) => Comparison | null;
  readonly record?: unknown;
}

async function start({ entries, compare, record }: Told) {
  const { CompareBuilds } = await import('../../client/src/history/compareBuilds.ts');
  const server = fakeServer({
    'drydock/compareBuilds': compare ?? (({ before, after }: CompareBuildsParams) => comparison({ before: before ?? build(0).id, after })),
    'drydock/buildRecord': () => record ?? null,
  });
  const command = new CompareBuilds(editor.module.Uri.parse('file:///ext') as never, server.context, { builds: () => Promise.resolve(builds(entries)) });
  const pairs = () => server.requests.filter(({ method }) => method === 'drydock/compareBuilds').map(({ params }) => params);
  return { command, pairs };
}

it('shows the two that are named once the page is ready, and again in the same page', async () => {
  const { command } = await start({ entries: [build(5), build(3), build(0)] });
  await command.run(FOLDER, build(0).id, build(5).id);
  const [panel] = editor.panels;
  expect(panel!.told).toEqual([]);
  await panel!.receive({ kind: 'ready' });
  expect(panel!.told).toMatchObject([{ kind: 'comparison', before: { id: build(0).id }, after: { id: build(5).id } }]);
  expect(panel!.title).toBe('Compare Builds: api');
  await command.run(FOLDER, build(3).id, build(5).id);
  expect(editor.panels).toHaveLength(1);
  expect(panel!.told.at(-1)).toMatchObject({ before: { id: build(3).id } });
  panel!.dispose();
  await command.run(FOLDER, build(0).id, build(5).id);
  expect(editor.panels).toHaveLength(2);
});

it('keeps the policy of the page strict: one script, one style sheet, nothing inline', async () => {
  const { command } = await start({ entries: [build(5), build(0)] });
  await command.run(FOLDER, build(0).id, build(5).id);
  const { html } = editor.panels[0]!.webview;
  expect(html).toContain("default-src 'none'; style-src page:; script-src 'nonce-");
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toMatch(/ style=| on\w+=/);
});

it('lets the server find the build before', async () => {
  const { command, pairs } = await start({ entries: [build(5), build(0)] });
  await command.run(FOLDER, null, build(5).id);
  expect(pairs()).toEqual([{ folder: FOLDER, before: null, after: build(5).id }]);
  expect(editor.panels).toHaveLength(1);
});

it.each([
  ['there is none before', null, [build(5)], 'The history holds no earlier build of api to compare with: build once more.'],
  ['the one before is gone', build(0).id, [build(5)], 'The build to compare with is no longer in the history.'],
  ['the build itself is gone', null, [], 'This build is no longer in the history.'],
])('says so and opens no page where %s', async (_, before, entries, message) => {
  const { command } = await start({ entries, compare: () => null });
  await command.run(FOLDER, before, build(5).id);
  expect(editor.messages).toEqual([message]);
  expect(editor.panels).toEqual([]);
});

it('compares the last build with the one before it where one service was built', async () => {
  const { command, pairs } = await start({ entries: [build(5), build(3), build(0)] });
  await command.run();
  expect(pairs()).toEqual([{ folder: FOLDER, before: build(3).id, after: build(5).id }]);
  expect(editor.asked).toEqual([]);
});

it('asks which service where several were built twice', async () => {
  const web = (minute: number) => build(minute, { targets: [target('web')] });
  const { command, pairs } = await start({ entries: [build(5), web(4), build(3), web(2), build(1, { targets: [target('db')] })] });
  editor.answers.push(1);
  await command.run();
  expect(editor.asked[0]!.items).toMatchObject([{ label: 'api' }, { label: 'web' }]);
  expect(pairs()).toEqual([{ folder: FOLDER, before: web(2).id, after: web(4).id }]);
  await command.run();
  expect(pairs()).toHaveLength(1);
});

it('says what is missing where nothing can be compared', async () => {
  await (await start({ entries: [] })).command.run();
  await (await start({ entries: [build(1)] })).command.run();
  expect(editor.messages).toEqual([
    'Nothing has been built here yet, so there is nothing to compare.',
    'Nothing has been built here twice: build once more to compare.',
  ]);
});

it('has the older build before, whichever way it is asked', async () => {
  const { command, pairs } = await start({ entries: [build(5), build(0)] });
  await command.run(FOLDER, build(5).id, build(0).id);
  expect(pairs()).toEqual([{ folder: FOLDER, before: build(0).id, after: build(5).id }]);
});

it('takes the last build that was asked for the same, where there is one', async () => {
  const all = (minute: number) => build(minute, { what: { kind: 'compose', files: ['compose.yml'], names: [] } });
  const { command, pairs } = await start({ entries: [all(5), build(3), all(2), build(1)] });
  await command.run();
  expect(pairs()).toEqual([{ folder: FOLDER, before: all(2).id, after: all(5).id }]);
});

it('takes no build of another Dockerfile whose target has the same name, as the server takes none', async () => {
  const of = (minute: number, file: string) => build(minute, { what: { kind: 'dockerfile', files: [file], names: [] }, targets: [target('default')] });
  const { command, pairs } = await start({ entries: [of(5, 'a/Dockerfile'), of(4, 'b/Dockerfile'), of(3, 'a/Dockerfile')] });
  await command.run();
  expect(pairs()).toEqual([{ folder: FOLDER, before: of(3, '').id, after: of(5, '').id }]);
  const alone = await start({ entries: [of(5, 'a/Dockerfile'), of(4, 'b/Dockerfile')] });
  await alone.command.run();
  expect(alone.pairs()).toEqual([]);
});

it('takes one with all that was built before a newer one with some of it, as the server does', async () => {
  const of = (minute: number, ...names: string[]) => build(minute, { what: { kind: 'compose', files: [`${minute}.yml`], names }, targets: names.map((name) => target(name)) });
  const { command, pairs } = await start({ entries: [of(5, 'api', 'web'), of(4, 'api'), of(3, 'web', 'api')] });
  editor.answers.push(0);
  await command.run();
  expect(pairs()).toEqual([{ folder: FOLDER, before: of(3).id, after: of(5).id }]);
});

it('says nothing to a page that was closed before the answer came', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const { command } = await start({ entries: [build(5), build(0)], record: new Promise((resolve) => (answer = resolve)) });
  await command.run(FOLDER, build(0).id, build(5).id);
  const asked = editor.panels[0]!.receive({ kind: 'reveal', side: 'after', step: 'a' });
  await Promise.resolve();
  editor.panels[0]!.dispose();
  answer(null);
  await expect(asked).resolves.toBeUndefined();
});

it('opens the timeline of a side, and copies the text', async () => {
  const { command } = await start({ entries: [build(5), build(0)] });
  await command.run(FOLDER, build(0).id, build(5).id);
  await editor.panels[0]!.receive({ kind: 'open', side: 'before' });
  await editor.panels[0]!.receive({ kind: 'copy', text: '| a |' });
  expect(editor.commands).toEqual([['drydock.showTimeline', { folder: FOLDER, id: build(0).id }]]);
  expect(editor.copied).toEqual(['| a |']);
});

it.each([null, 5, [], {}, { kind: 'copy' }, { kind: 'open', side: '__proto__' }, { kind: 'reveal', side: 'between', step: 'a' }])('does nothing where the page says %j', async (message) => {
  const { command } = await start({ entries: [build(5), build(0)] });
  await command.run(FOLDER, build(0).id, build(5).id);
  await editor.panels[0]!.receive(message);
  expect([editor.commands, editor.copied, editor.opened]).toEqual([[], [], []]);
});

const PLACE = { dockerfile: 'services/api/Dockerfile', line: 7, endLine: 7, text: 'RUN npm ci' };
const record = { record: { trace: { steps: [{ id: 'a', place: null }, { id: 'b', place: PLACE }] } } };

it('jumps to the instruction of a step, where it is now', async () => {
  const { command } = await start({ entries: [build(5), build(0)], record });
  await command.run(FOLDER, build(0).id, build(5).id);
  const lines = [...Array<string>(9).fill('# added'), 'RUN npm ci'];
  editor.openable.set('file:///w/shop/services/api/Dockerfile', lines.join('\n'));
  await editor.panels[0]!.receive({ kind: 'reveal', side: 'after', step: 'b' });
  expect(editor.opened.map((place) => [String(place.uri), place.line])).toEqual([['file:///w/shop/services/api/Dockerfile', 9]]);
});

it('says so where the history does not tell where a step is written', async () => {
  const { command } = await start({ entries: [build(5), build(0)], record });
  await command.run(FOLDER, build(0).id, build(5).id);
  await editor.panels[0]!.receive({ kind: 'reveal', side: 'after', step: 'a' });
  await editor.panels[0]!.receive({ kind: 'reveal', side: 'before', step: 'gone' });
  expect(editor.opened).toEqual([]);
  expect(editor.panels[0]!.told).toEqual(Array(2).fill({ kind: 'problem', text: 'The history does not tell where this step is written.' }));
});
