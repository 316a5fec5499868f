import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildableResult } from '../../server/src/protocol.ts';
import { endOf, fakeBuildEditor, fakeBuildServer, settled, step, trace, WEB } from './fakeBuildEditor.ts';

const RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const API = { ...WEB, services: ['api'], profiles: ['dev'] };
const DB = { ...WEB, folder: '/w/data', files: ['/w/data/db.yml'], services: ['db'] };
const BAKE = { kind: 'bake', folder: '/w', files: ['/w/docker-bake.hcl'], targets: ['tools'] } as const;
const DOCKERFILE = { kind: 'dockerfile', folder: '/w', dockerfile: '/w/api/Dockerfile', context: '/w', target: 'prod', args: { MODE: 'fast' }, platform: null, tags: ['w-api'] } as const;
const NOTHING: BuildableResult = { services: [], dockerfiles: [], bakeTargets: [] };
const ALL: BuildableResult = {
  services: [
    { service: 'web', uri: 'file:///w/compose.yml', range: RANGE, what: WEB, dockerfile: 'file:///w/web/Dockerfile' },
    { service: 'api', uri: 'file:///w/compose.yml', range: RANGE, what: API, dockerfile: null },
    { service: 'web', uri: 'file:///w/compose.override.yml', range: RANGE, what: WEB, dockerfile: null },
    { service: 'db', uri: 'file:///w/data/db.yml', range: RANGE, what: DB, dockerfile: null },
  ],
  dockerfiles: [
    {
      uri: 'file:///w/api/Dockerfile',
      what: DOCKERFILE,
      stages: ['build', 'prod'],
      args: [{ name: 'MODE', default: 'slow' }, { name: 'NPM_TOKEN', default: null }],
    },
  ],
  bakeTargets: [{ target: 'tools', uri: 'file:///w/docker-bake.hcl', what: BAKE }],
};

let editor: ReturnType<typeof fakeBuildEditor>;
let answer: BuildableResult = ALL;
let fake = fakeBuildServer();
const whats = () => fake.builds.map(({ params }) => params.request.what);

beforeEach(() => {
  editor = fakeBuildEditor();
  answer = ALL;
  fake = fakeBuildServer({
    'drydock/buildable': ({ uri }: { uri: string | null }) => (uri === 'file:///w/data/db.yml' ? { ...NOTHING, services: [ALL.services[3]!] } : answer),
    'drydock/builds': () => ({ builds: [], trends: [] }),
    'drydock/buildRecord': () => ({ record: { trace: trace([]) }, facts: { ...endOf(trace([])).facts, commands: ['docker compose build old'] } }),
    'drydock/exportBuild': ({ format }: { format: string }) => ({ fileName: `build.${format}`, text: '<html>' }),
  });
});

async function start() {
  const { registerBuilding } = await import('../../client/src/build/registerBuilding.ts');
  const extension = { workspaceState: editor.memento, extensionUri: editor.module.Uri.parse('file:///x'), subscriptions: [] };
  const context = { server: fake.server, guard: (_: string, run: () => unknown) => Promise.resolve(run()), output: { error: vi.fn() } };
  registerBuilding(extension as never, context as never, (name, run) => void editor.commands.set(name, run), () => {});
  return (name: string, ...args: unknown[]) => editor.commands.get(`drydock.${name}`)!(...args);
}

const labelled = (...labels: string[]) => (items: readonly { label: string }[]) => items.filter(({ label }) => labels.includes(label));
const one = (text: string) => (items: readonly { label: string }[]) => items.find(({ label }) => label.includes(text));

describe('Build Service', () => {
  it('offers services by compose file, each once, and bake targets', async () => {
    await (await start())('buildService');
    expect(editor.asked[0]!.items.map(({ label, description }) => [label, description])).toEqual([
      ['compose.yml', undefined],
      ['web', 'web/Dockerfile'],
      ['api', ''],
      ['data/db.yml', undefined],
      ['db', ''],
      ['docker-bake.hcl', undefined],
      ['tools', ''],
    ]);
    expect(fake.builds).toEqual([]);
  });

  it('builds what is chosen, services of one file together', async () => {
    editor.picks.push(labelled('web', 'api', 'db', 'tools'));
    await (await start())('buildService');
    expect(whats()).toEqual([{ ...WEB, services: ['web', 'api'], profiles: ['dev'] }, DB, BAKE]);
  });

  it('has chosen already what was chosen last time', async () => {
    editor.picks.push(labelled('api'), () => undefined);
    const run = await start();
    await run('buildService');
    await run('buildService');
    expect(editor.asked[1]!.items.filter(({ picked }) => picked).map(({ label }) => label)).toEqual(['api']);
    expect(fake.builds).toHaveLength(1);
  });

  it('builds what is typed where somebody presses Enter without a tick, as soon as it is one', async () => {
    const run = await start();
    editor.picks.push(() => 'WE');
    await run('buildService');
    expect(whats()).toEqual([{ ...WEB, services: ['web'] }]);
    editor.picks.push(() => '');
    void run('buildService');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(whats()).toHaveLength(1);
  });

  it('asks nothing where there is one service, or where the CodeLens says which', async () => {
    const run = await start();
    await run('buildService', editor.module.Uri.parse('file:///w/data/db.yml'));
    await run('buildService', { what: API });
    expect(whats()).toEqual([DB, API]);
    expect(editor.asked).toEqual([]);
  });

  it.each([[{ what: { kind: 'compose', folder: 5 } }], [{ what: { ...WEB, services: [1] } }], [{ what: null }], ['text'], [null]])('asks where it is called with %j', async (argument) => {
    await (await start())('buildService', argument);
    expect(editor.asked).toHaveLength(1);
    expect(fake.builds).toEqual([]);
  });

  it('says where there is nothing to build', async () => {
    answer = NOTHING;
    const run = await start();
    await run('buildService');
    await run('buildAllServices');
    await run('buildDockerfile');
    expect(editor.notices.map(({ message }) => message)).toEqual([
      'No compose file or bake file here has anything to build.',
      'No compose file here has a service to build.',
      'There is no Dockerfile here.',
    ]);
  });

  it('asks nothing of the server in a workspace that is not trusted', async () => {
    Object.assign(editor.module.workspace, { isTrusted: false });
    const run = await start();
    for (const command of ['buildService', 'buildAllServices', 'buildDockerfile', 'rebuildWithoutCache']) await run(command, { what: WEB });
    expect(fake.requests).toEqual([]);
    expect(editor.notices).toHaveLength(4);
  });
});

it('Build All Services asks which compose file is meant where there are several', async () => {
  editor.picks.push(one('compose.yml'));
  await (await start())('buildAllServices');
  expect(editor.asked[0]!.items.map(({ label, description }) => `${label}: ${description}`)).toEqual(['compose.yml: 2 services', 'data/db.yml: 1 service']);
  expect(whats()).toEqual([{ ...WEB, services: [], profiles: [] }]);
});

it.each([
  [{ ...WEB, services: [] }, 'all services'],
  [{ ...WEB, services: [], folder: '/w/data' }, 'all services of data'],
  [{ ...WEB, services: [], files: ['/w/compose.yml', '/w/dev.yml'] }, 'all services of compose.yml + dev.yml'],
  [{ ...WEB, services: ['a', 'b'] }, 'a, b'],
  [DOCKERFILE, 'api/Dockerfile (prod)'],
  [{ ...BAKE, targets: [] }, 'all targets of docker-bake.hcl'],
])('calls %j by a name', async (what, title) => {
  await (await start())('buildService', { what });
  expect(editor.statusItems[0]!.text).toBe(`$(sync~spin) ${title}`);
});

describe('Build This Dockerfile', () => {
  const run = async (...picks: string[]) => {
    editor.picks.push(...picks.map(one));
    await (await start())('buildDockerfile', editor.module.Uri.parse('file:///w/api/Dockerfile'));
  };

  it('builds as the files say with one key', async () => {
    await run('Build');
    expect(editor.asked).toHaveLength(1);
    expect(editor.asked[0]!.items.map(({ label, description }) => `${label}: ${description}`)).toEqual([
      '$(play) Build: target prod, 1 argument',
      'Change: undefined',
      '$(layers) Target: prod',
      '$(symbol-variable) MODE: fast',
      '$(symbol-variable) NPM_TOKEN: not given',
      "$(chip) Platform: the builder's own",
    ]);
    expect(whats()).toEqual([DOCKERFILE]);
  });

  it('remembers target, arguments and platform, and takes what the files say now for the rest', async () => {
    editor.inputs.push('loud');
    await run('Target', 'build', 'MODE', 'Platform', 'linux/arm64', 'Build');
    expect(whats()[0]).toEqual({ ...DOCKERFILE, target: 'build', args: { MODE: 'loud' }, platform: 'linux/arm64' });
    answer = { ...ALL, dockerfiles: [{ ...ALL.dockerfiles[0]!, stages: ['prod'], what: { ...DOCKERFILE, args: { MODE: 'fast', NEW: 'yes' } } }] };
    await run('Build');
    expect(whats()[1]).toEqual({ ...DOCKERFILE, args: { MODE: 'loud', NEW: 'yes' }, platform: 'linux/arm64' });
    expect(editor.asked.at(-1)!.items[0]!.description).toBe('as last time, target prod, 2 arguments, linux/arm64');
    await run('As the files say', 'Build');
    expect(whats()[2]).toEqual({ ...DOCKERFILE, args: { MODE: 'fast', NEW: 'yes' } });
  });

  it('asks for a secret each time, without showing it, and keeps it nowhere', async () => {
    editor.inputs.push('hunter22');
    await run('NPM_TOKEN', 'Build');
    expect(editor.inputBoxes[0]).toMatchObject({ password: true, value: '' });
    expect(whats()[0]).toMatchObject({ args: { MODE: 'fast', NPM_TOKEN: 'hunter22' } });
    fake.builds[0]!.end(endOf(trace([])));
    await settled();
    editor.inputs.push('hunter23');
    await run('Build');
    expect(editor.asked.at(-1)!.items.find(({ label }) => label.includes('NPM_TOKEN'))?.description).toBe('asked for when you build');
    expect(whats()[1]).toMatchObject({ args: { MODE: 'fast', NPM_TOKEN: 'hunter23' } });
    expect(JSON.stringify([...editor.memento.kept])).not.toContain('hunter');
    expect(JSON.stringify(editor.asked)).not.toContain('hunter');
  });

  it('does not keep a value that holds a password under an innocent name', async () => {
    editor.inputs.push('https://me:hunter22@example.com');
    await run('MODE', 'Build');
    expect(JSON.stringify([...editor.memento.kept])).not.toContain('hunter22');
  });

  it('builds nothing where a person leaves a question', async () => {
    await run();
    expect(fake.builds).toEqual([]);
  });
});

describe('the last build', () => {
  it('is built again without the cache', async () => {
    const run = await start();
    await run('rebuildWithoutCache');
    expect(editor.notices.map(({ message }) => message)).toEqual(['Nothing was built here yet: run Build Service first.']);
    await run('buildService', { what: WEB });
    fake.builds[0]!.end(endOf(trace([])));
    await settled();
    await run('rebuildWithoutCache');
    expect(fake.builds[1]!.params.request).toMatchObject({ what: WEB, noCache: true });
  });

  it('is known after a restart, but for its secrets', async () => {
    const withSecret = { ...DOCKERFILE, args: { MODE: 'fast', API_KEY: 'hunter22' } };
    await (await start())('buildService', { what: withSecret });
    fake.builds[0]!.end(endOf(trace([])));
    await settled();
    editor.inputs.push('hunter23');
    await (await start())('rebuildWithoutCache');
    expect(whats()[1]).toEqual({ ...withSecret, args: { MODE: 'fast', API_KEY: 'hunter23' } });
    await (await start())('rebuildWithoutCache');
    expect(fake.builds).toHaveLength(2);
  });

  it('has a command line to copy, while it runs and after', async () => {
    const run = await start();
    await run('copyBuildCommand');
    await run('buildService', { what: WEB });
    fake.notify('buildStarted', { key: fake.builds[0]!.params.key, command: 'docker compose build web' });
    await run('copyBuildCommand');
    fake.builds[0]!.end(endOf(trace([]), { commands: ['docker compose build web', 'second'] }));
    await settled();
    await run('copyBuildCommand');
    await run('copyBuildCommand', { folder: 'file:///w', id: 'older' });
    expect(editor.clipboard).toEqual(['docker compose build web', 'docker compose build web\nsecond', 'docker compose build old']);
    expect(editor.notices[0]!.message).toBe('Nothing was built in this window yet: run Build Service first, then copy its command.');
  });

  it('is exported to where a person says', async () => {
    const run = await start();
    await run('exportBuild');
    expect(editor.notices.map(({ message }) => message)).toEqual(['There is no finished build to export.']);
    editor.picks.push(one('HTML'), one('HTML'));
    await run('exportBuild', 'file:///w', 'r7');
    expect(editor.written.size).toBe(0);
    editor.savedTo = editor.module.Uri.parse('file:///w/out.html');
    await run('exportBuild', { folder: 'file:///w', id: 'r7' });
    expect(fake.requests.at(-1)).toEqual({ method: 'drydock/exportBuild', params: { folder: 'file:///w', id: 'r7', format: 'html' } });
    expect([...editor.written]).toEqual([['file:///w/out.html', '<html>']]);
  });
});

describe('Cancel Build', () => {
  it('cancels the one that runs, or those that are chosen', async () => {
    const run = await start();
    await run('cancelBuild');
    await run('buildService', { what: WEB });
    await run('buildService', { what: API });
    editor.picks.push(labelled('api'));
    await run('cancelBuild');
    expect(fake.builds.map(({ token }) => token.isCancellationRequested)).toEqual([false, true]);
    fake.builds[1]!.fail(new Error('cancelled'));
    await settled();
    await run('cancelBuild');
    expect(fake.builds.map(({ token }) => token.isCancellationRequested)).toEqual([true, true]);
    expect(editor.notices.map(({ message }) => message)).toEqual(['Nothing is being built.']);
  });
});

it('does nothing before somebody asks', async () => {
  await start();
  expect([fake.requests, fake.handlers.size, editor.statusItems, editor.executed]).toEqual([[], 0, [], []]);
});

it('keeps a step of an odd name from looking like anything else', async () => {
  const run = await start();
  await run('buildService', { what: { ...WEB, services: ['we\u001b[31mb', ...Array.from({ length: 9 }, (_, i) => `s${i}`)] } });
  fake.notify('buildProgress', { key: fake.builds[0]!.params.key, delta: trace([step('a', { state: 'running', label: `RUN \u001b[2J${'x'.repeat(500)}` })]) });
  expect(editor.statusItems[0]!.text).toBe('$(sync~spin) web, s0, s1 and 7 more 0 %');
  expect(editor.progress[0]!.message).toMatch(/^RUN x{60,80}…$/);
});
