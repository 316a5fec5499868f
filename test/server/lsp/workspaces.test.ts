import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type CodeAction, type DocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import type { FileSystem } from '../../../server/src/core/engine/host.ts';
import { MemoryDisk, type Link } from '../host/memoryDisk.ts';
import type { ExportScanResult, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { connect, itemsOf, PULLING, rulesOf, testHost, until, waitForDisks, type TestOptions } from './client.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
const COPY_ALL = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n';
const PUSHING = { workspace: { configuration: true, workspaceFolders: true } };
const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(options: TestOptions & { disk?: FileSystem } = {}) {
  const session = await connect({ ...options, host: { ...testHost, ...options.host, fileSystem: options.disk ?? options.host?.fileSystem ?? testHost.fileSystem } });
  cleanups.push(session.close);
  /** As an editor does: asks again where the server says so. */
  const pullUntil = async (uri: string): Promise<DocumentDiagnosticReport> => {
    for (let round = 0; ; round++) {
      try {
        return await session.pull(uri);
      } catch (error) {
        if (round === 5) throw error;
      }
    }
  };
  return { ...session, pullUntil };
}

const disk = (files: Record<string, string | null | Link>, root = '/w') => new MemoryDisk(root, files);

/** A disk that answers only when it is let; `asked` resolves at the first question. */
function heldDisk(held: MemoryDisk) {
  let release!: () => void;
  let ask!: () => void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const turn = (): Promise<void> => (ask(), gate);
  const system: FileSystem = {
    readText: async (...args) => (await turn(), held.readText(...args)),
    list: async (...args) => (await turn(), held.list(...args)),
    stat: async (...args) => (await turn(), held.stat(args[0])),
    realPath: async (...args) => (await turn(), held.realPath(...args)),
  };
  return { system, asked, release };
}

describe('workspace folders', () => {
  it('each have their own settings and drydock.json', async () => {
    const { open, pull } = await start({
      disk: disk({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'b/drydock.json': '{"rules":{"require-cache-mount":"off"}}', 'c/Dockerfile': PIP }, ''),
      folders: ['file:///a', 'file:///b', 'file:///c'],
      settings: (scope: string) => (scope === 'file:///c' ? { rules: { 'require-cache-mount': { severity: 'hint' } } } : null),
    });
    for (const folder of ['a', 'b', 'c']) await open(`file:///${folder}/Dockerfile`, PIP);
    expect(rulesOf(await pull('file:///a/Dockerfile'))).toEqual(['require-cache-mount']);
    expect(rulesOf(await pull('file:///b/Dockerfile'))).toEqual([]);
    expect(itemsOf(await pull('file:///c/Dockerfile'))).toMatchObject([{ severity: 4 }]);
  });

  it('may come and go: what is open follows', async () => {
    const files = { 'Dockerfile': COPY_ALL, 'main.py': '' };
    const { open, pullUntil, foldersChanged, refreshes } = await start({ disk: disk(files), folders: [] });
    await open('file:///w/Dockerfile', COPY_ALL);
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual([]);
    await foldersChanged(['file:///w'], []);
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual(['require-dockerignore']);
    await foldersChanged([], ['file:///w']);
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual([]);
    expect(refreshes()).toBeGreaterThanOrEqual(2);
  });

  it('know the unsaved text of what was open before they came', async () => {
    const { open, pullUntil, foldersChanged } = await start({ disk: disk({ 'Dockerfile': COPY_ALL, 'main.py': '', 'compose.yaml': 'services: {}\n' }), folders: [] });
    await open('file:///w/compose.yaml', 'services:\n  a:\n    build: .\n', 'dockercompose');
    await open('file:///w/Dockerfile', COPY_ALL);
    await foldersChanged(['file:///w'], []);
    const [finding] = itemsOf(await pullUntil('file:///w/Dockerfile'));
    const without = await start({ disk: disk({ 'Dockerfile': COPY_ALL, 'main.py': '', 'compose.yaml': 'services:\n  a:\n    build: .\n' }), folders: ['file:///w'] });
    await without.open('file:///w/Dockerfile', COPY_ALL);
    expect(finding).toEqual(itemsOf(await without.pullUntil('file:///w/Dockerfile'))[0]);
  });

  it('may be removed in the middle of a check', async () => {
    const { system, release } = heldDisk(disk({ Dockerfile: PIP }));
    const { open, pullUntil, foldersChanged } = await start({ disk: system, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', PIP);
    const pulled = pullUntil('file:///w/Dockerfile');
    await foldersChanged([], ['file:///w']);
    release();
    expect(rulesOf(await pulled)).toEqual(['require-cache-mount']);
  });

  it('may be nested: an event reaches both, a scan counts each file once', async () => {
    const files = { 'compose.yaml': 'services:\n  api:\n    build: ./sub\n', 'sub/Dockerfile': COPY_ALL, 'sub/main.py': '', 'sub/drydock.json': '{"rules":{"pin-base-image":"off"}}' };
    const memory = disk(files);
    const { open, pullUntil, client, filesChanged } = await start({ disk: memory, folders: ['file:///w', 'file:///w/sub'] });
    const scan = async (folders?: string[]) =>
      ((await client.sendRequest('drydock/scanWorkspace', { folders })) as { files: { uri: string }[] }).files.map(({ uri }) => uri).sort();
    expect(await scan()).toEqual(['file:///w/compose.yaml', 'file:///w/sub/Dockerfile']);
    await open('file:///w/sub/Dockerfile', COPY_ALL);
    expect(rulesOf(await pullUntil('file:///w/sub/Dockerfile'))).toEqual(['require-dockerignore']);
    memory.set('sub/Dockerfile.dev', PIP);
    memory.set('sub/Dockerfile', undefined);
    await filesChanged('file:///w/sub/Dockerfile.dev', 'file:///w/sub/Dockerfile');
    await pullUntil('file:///w/sub/Dockerfile');
    const information = (await client.sendRequest('drydock/debugInformation', null)) as { folders: { dockerFiles: number }[] };
    expect(information.folders.map(({ dockerFiles }) => dockerFiles)).toEqual([3, 2]);
  });

  it('are scanned without what git ignores and what the editor hides, and it is told', async () => {
    const memory = disk({ '.gitignore': 'out/\n', 'Dockerfile': PIP, 'out/Dockerfile': PIP, 'old/Dockerfile': PIP, 'docs/Dockerfile': PIP });
    const asked: unknown[] = [];
    const { client } = await start({ disk: memory, folders: ['file:///w'] });
    client.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) => {
      asked.push(...items.map(({ section }) => section));
      return items.map(({ section }) => (section === 'files.exclude' ? { '**/old': true, 'docs': { when: '$(basename)' }, '**/Dockerfile': false } : null));
    });
    const { files, ignored } = await client.sendRequest<ScanWorkspaceResult>('drydock/scanWorkspace', {});
    expect(files.map(({ uri }) => uri)).toEqual(['file:///w/Dockerfile', 'file:///w/docs/Dockerfile']);
    expect(ignored).toEqual([{ uri: 'file:///w/old/Dockerfile', by: 'files.exclude' }, { uri: 'file:///w/out/Dockerfile', by: 'git' }]);
    expect(asked).toContain('files.exclude');
  });

  it.each(['json', 'sarif', 'html', 'markdown'] as const)('are named in an exported report where there are several: %s', async (format) => {
    const memory = disk({ 'api/Dockerfile': COPY_ALL, 'api/main.py': '', 'web/Dockerfile': PIP });
    const { client } = await start({ disk: memory, folders: ['file:///w/api', 'file:///w/web'] });
    const { text } = await client.sendRequest<ExportScanResult>('drydock/exportScan', { format });
    expect(text).toContain('api/Dockerfile');
    expect(text).toContain('web/Dockerfile');
    if (format === 'json') {
      const { files } = JSON.parse(text) as { files: { path: string; findings: { fixes: { creates: { path: string }[] }[] }[] }[] };
      const created = files.flatMap(({ findings }) => findings.flatMap(({ fixes }) => fixes.flatMap(({ creates }) => creates.map(({ path }) => path))));
      expect(new Set(created)).toEqual(new Set(['api/.dockerignore']));
    }
    if (format === 'sarif') {
      const { runs } = JSON.parse(text) as { runs: { tool: { driver: { rules: { id: string; help?: { markdown: string } }[] } } }[] };
      const { rules } = runs[0]!.tool.driver;
      expect(rules.map(({ id, help }) => [id, (help?.markdown.length ?? 0) > 100])).toEqual([['require-cache-mount', true], ['require-dockerignore', true]]);
    }
  });

  it('may be told as rootUri, or not at all', async () => {
    const memory = disk({ 'Dockerfile': COPY_ALL, 'main.py': '' });
    const rooted = await start({ disk: memory, rootUri: 'file:///w', capabilities: { textDocument: PULLING.textDocument } });
    await rooted.open('file:///w/Dockerfile', COPY_ALL);
    expect(rulesOf(await rooted.pull('file:///w/Dockerfile'))).toEqual(['require-dockerignore']);
    const bare = await start({ disk: memory, capabilities: { textDocument: PULLING.textDocument } });
    await bare.open('file:///w/Dockerfile', PIP);
    expect(rulesOf(await bare.pull('file:///w/Dockerfile'))).toEqual(['require-cache-mount']);
  });

  it.each([
    ['a space and signs', 'file:///w%20%231%3F', '/w #1?', 'file:///w%20%231%3F/Dockerfile'],
    ['letters beyond ASCII', 'file:///w/h%C3%A4user', '/w/häuser', 'file:///w/h%C3%A4user/Dockerfile'],
    ['a Windows drive', 'file:///c%3A/Users/My%20Name/proj', 'c:/Users/My Name/proj', 'file:///c%3A/Users/My%20Name/proj/Dockerfile'],
    ['a Windows drive, written otherwise', 'file:///C:/Users/proj', 'c:/Users/proj', 'file:///c%3A/Users/proj/Dockerfile'],
    ['a share', 'file://server/share/proj', '//server/share/proj', 'file://server/share/proj/Dockerfile'],
    ['a share, written otherwise', 'file://Server/share/proj', '//Server/share/proj', 'file://server/share/proj/Dockerfile'],
    ['a slash at the end', 'file:///w/', '/w', 'file:///w/Dockerfile'],
  ])('are found by their URIs: %s', async (_, folder, root, uri) => {
    const { open, pullUntil, actions, foldersChanged, client } = await start({ disk: disk({ 'Dockerfile': COPY_ALL, 'main.py': '' }, root), folders: [folder] });
    await open(uri, COPY_ALL);
    expect(rulesOf(await pullUntil(uri))).toEqual(['require-dockerignore']);
    const created = (await actions(uri, 2)).flatMap(({ edit }) => edit?.documentChanges ?? []).flatMap((change) => ('kind' in change && change.kind === 'create' ? [decodeURIComponent(change.uri)] : []));
    expect(created).toContain(decodeURIComponent(uri).replace('Dockerfile', '.dockerignore'));
    expect(await client.sendRequest('drydock/scanWorkspace', {})).toMatchObject({ files: [{ diagnostics: [{ code: 'require-dockerignore' }] }] });
    await foldersChanged([], [folder]);
    expect(rulesOf(await pullUntil(uri))).toEqual([]);
  });

  it('that are on no disk are checked without a project', async () => {
    const { open, pull, actions, client } = await start({ folders: ['vscode-vfs://github/me/proj'] });
    const uri = 'vscode-vfs://github/me/proj/Dockerfile';
    await open(uri, PIP);
    expect(rulesOf(await pull(uri))).toEqual(['require-cache-mount']);
    expect((await actions(uri, 3)).map(({ title }) => title)).not.toContainEqual(expect.stringContaining('in this workspace'));
    expect(await client.sendRequest('drydock/scanWorkspace', {})).toMatchObject({ files: [], skipped: [{ uri: 'vscode-vfs://github/me/proj' }] });
  });
});

describe('documents', () => {
  it.each(['untitled:Untitled-1', 'vscode-notebook-cell:/w/a.ipynb#W0sZmlsZQ%3D%3D', 'vscode-vfs://github/me/proj/Dockerfile', 'memfs:/x', 'file:///w/100%/Dockerfile', 'file:///w/%E4%ZZ'])(
    'of any scheme are checked: %s',
    async (uri) => {
      const { open, pull } = await start();
      await open(uri, PIP);
      expect(rulesOf(await pull(uri))).toEqual(['require-cache-mount']);
    },
  );

  it.each(['git:/w/Dockerfile?%7B%22ref%22%3A%22~%22%7D', 'gitlens://abc/w/Dockerfile', 'vscode-local-history:/w/Dockerfile'])(
    'that show an old version of a file are not: %s',
    async (uri) => {
      const { open, pull } = await start();
      await open(uri, PIP);
      expect(rulesOf(await pull(uri))).toEqual([]);
    },
  );

  it.each([
    ['file:///w/Dockerfile.j2', 'dockerfile', PIP, 0],
    ['file:///w/Dockerfile.md', 'dockerfile', PIP, 0],
    ['file:///w/notes.txt', 'dockerfile', PIP, 1],
    ['file:///w/100%25/compose.yaml', 'yaml', 'services:\n  db:\n    image: postgres:16\n', 1],
    ['file:///w/.github/workflows/docker-compose.yml', 'yaml', 'services:\n  db:\n    image: postgres:16\n', 0],
  ])('are read in the editor as on the command line: %s as %s', async (uri, language, text, found) => {
    const { open, pull } = await start();
    await open(uri, text, language);
    expect(itemsOf(await pull(uri)).length > 0).toBe(found === 1);
  });
});

describe('drydock.json', () => {
  const withConfig = async (config: string | null, settings?: unknown) => {
    const session = await start({ disk: disk({ 'Dockerfile': PIP, 'drydock.json': config }), folders: ['file:///w'], settings });
    await session.open('file:///w/Dockerfile', PIP);
    return { ...session, rules: rulesOf(await session.pull('file:///w/Dockerfile')), titles: async () => (await session.actions('file:///w/Dockerfile', 3)).map(({ title }) => title) };
  };

  it.each(['{', '[]', '3', '{"rules":[]}', '{"rules":5}', '{"rules":null}', '{"rules":{"require-cache-mount":[]}}', '{"rules":{"require-cache-mount":{"severity":"loud"}}}', '{"exclude":{}}'])(
    'that says nonsense is told of and costs nothing else: %s',
    async (config) => {
      const { rules, logged, titles } = await withConfig(config);
      expect(rules).toEqual(['require-cache-mount']);
      await until(() => logged.some((line) => line.includes('drydock.json')));
      expect((await titles()).length).toBeGreaterThan(3);
    },
  );

  it('cannot reach what every object has', async () => {
    const { rules, logged } = await withConfig('{"__proto__":{"exclude":["**"]},"rules":{"__proto__":{"require-cache-mount":"off"},"constructor":"off","require-cache-mount":{"__proto__":1,"toString":2}}}', {
      rules: JSON.parse('{"__proto__":{"severity":"off"},"hasOwnProperty":{"severity":"off"}}'),
    });
    expect(rules).toEqual(['require-cache-mount']);
    expect(({} as Record<string, unknown>)['severity']).toBeUndefined();
    await until(() => logged.some((line) => line.includes('constructor')));
  });

  it('that is too large is told of', async () => {
    const { rules, logged } = await withConfig(`{"exclude":["${'x'.repeat(1_100_000)}"]}`);
    expect(rules).toEqual(['require-cache-mount']);
    await until(() => logged.some((line) => /drydock\.json.*(large|read)/.test(line)));
  });

  it('that is a folder is none', async () => {
    const { pull, open } = await start({ disk: disk({ 'Dockerfile': PIP, 'drydock.json/x': '' }), folders: ['file:///w'] });
    await open('file:///w/Dockerfile', PIP);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toEqual(['require-cache-mount']);
  });

  it('counts as soon as it changes', async () => {
    const memory = disk({ Dockerfile: PIP });
    const { open, pullUntil, filesChanged, refreshes } = await start({ disk: memory, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', PIP);
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual(['require-cache-mount']);
    memory.set('drydock.json', '{"rules":{"require-cache-mount":"off"}}');
    await filesChanged('file:///w/drydock.json');
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual([]);
    await until(() => refreshes() === 1);
  });

  it('is edited as it is in the editor, not as it was on disk', async () => {
    const { open, actions } = await start({ disk: disk({ 'Dockerfile': PIP, 'drydock.json': '{}' }), folders: ['file:///w'] });
    await open('file:///w/Dockerfile', PIP);
    await open('file:///w/drydock.json', '{\n  "exclude": ["unsaved/**"]\n}\n', 'json');
    const action = (await actions('file:///w/Dockerfile', 3)).find(({ title }) => title.endsWith('in this workspace'));
    expect(JSON.stringify(action?.edit)).toContain('unsaved');
  });
});

describe('watched files', () => {
  it('change what is known: a compose file on disk, a new .dockerignore', async () => {
    const text = `${COPY_ALL}RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n`;
    const memory = disk({ 'Dockerfile': text, 'requirements.txt': 'flask\n', 'compose.yaml': 'services: {}\n' });
    const { open, pullUntil, filesChanged, refreshes } = await start({ disk: memory, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', text);
    const before = itemsOf(await pullUntil('file:///w/Dockerfile')).find(({ code }) => code === 'copy-manifests-first');
    expect(before?.message).toContain('No safe fix');
    memory.set('compose.yaml', 'services:\n  b:\n    build: .\n');
    await filesChanged('file:///w/compose.yaml');
    await until(() => refreshes() === 1);
    const after = itemsOf(await pullUntil('file:///w/Dockerfile'));
    expect(after.find(({ code }) => code === 'copy-manifests-first')?.message).not.toContain('No safe fix');
    expect(after.map(({ code }) => code)).toContain('require-dockerignore');
    memory.set('.dockerignore', '.git\n');
    await filesChanged('file:///w/.dockerignore');
    await until(() => refreshes() === 2);
    expect(rulesOf(await pullUntil('file:///w/Dockerfile'))).toEqual(['fits-musl', 'copy-manifests-first']);
  });

  it('ask for no new checks where none can differ', async () => {
    const { filesChanged, refreshes, client } = await start({ disk: disk({ Dockerfile: PIP }), folders: ['file:///w'] });
    await filesChanged('file:///elsewhere/Dockerfile');
    await client.sendRequest('drydock/debugInformation', null);
    expect(refreshes()).toBe(0);
  });
});

describe('a disk that is slow or broken', () => {
  afterEach(() => waitForDisks(100));

  it('does not hold up first findings; the rest follows', async () => {
    waitForDisks(1);
    const { system, release } = heldDisk(disk({ 'Dockerfile': COPY_ALL + PIP.slice(PIP.indexOf('RUN')), 'main.py': '' }));
    const text = COPY_ALL + PIP.slice(PIP.indexOf('RUN'));
    const { open, pull, refreshes } = await start({ disk: system, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', text);
    // The disk is let answer only after this has been.
    const first = rulesOf(await pull('file:///w/Dockerfile'));
    expect(first).toContain('require-cache-mount');
    expect(first).not.toContain('require-dockerignore');
    expect(refreshes()).toBe(0);
    waitForDisks(100);
    release();
    await until(() => refreshes() >= 1);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toContain('require-dockerignore');
  });

  it('does not hold up the findings after an event', async () => {
    const memory = disk({ 'Dockerfile': COPY_ALL, 'main.py': '' });
    let gate: Promise<void> | null = null;
    const system: FileSystem = {
      readText: async (...args) => (await gate, memory.readText(...args)),
      list: async (...args) => (await gate, memory.list(...args)),
      stat: (path) => memory.stat(path),
    };
    const { open, pull, filesChanged, refreshes } = await start({ disk: system, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', COPY_ALL);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toEqual(['require-dockerignore']);
    let release!: () => void;
    gate = new Promise((resolve) => (release = resolve));
    waitForDisks(1);
    await filesChanged('file:///w/compose.yaml');
    // The disk is let answer only after this has been.
    await pull('file:///w/Dockerfile');
    waitForDisks(100);
    release();
    await until(() => refreshes() >= 2);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toEqual(['require-dockerignore']);
  });

  it.each(['list', 'readText', 'stat'] as const)('that fails in %s costs what it would have told, and is logged', async (method) => {
    const memory = disk({ 'Dockerfile': PIP, 'main.py': '' });
    const broken: FileSystem = {
      readText: (...args) => memory.readText(...args),
      list: (...args) => memory.list(...args),
      stat: (path) => memory.stat(path),
      [method]: () => Promise.reject(new Error('the disk is gone')),
    };
    const { open, pull, client } = await start({ disk: broken, folders: ['file:///w'] });
    await open('file:///w/Dockerfile', PIP);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toEqual(['require-cache-mount']);
    expect(rulesOf(await pull('file:///w/Dockerfile'))).toEqual(['require-cache-mount']);
    expect(await client.sendRequest('drydock/scanWorkspace', {})).toMatchObject({ cancelled: false });
    expect(await client.sendRequest('drydock/debugInformation', null)).toMatchObject({ folders: [{ uri: 'file:///w' }] });
  });

  it('lets a scan be cancelled at once', async () => {
    const { system, asked, release } = heldDisk(disk({ Dockerfile: PIP }));
    const { client } = await start({ disk: system, folders: ['file:///w'] });
    const source = new CancellationTokenSource();
    const scan = client.sendRequest('drydock/scanWorkspace', {}, source.token);
    await asked;
    source.cancel();
    // The disk is let answer only after the scan has.
    expect(await scan).toMatchObject({ cancelled: true, files: [] });
    release();
  });

  it('lets a scan of many files be cancelled in the middle', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`s${index}/Dockerfile`, PIP]));
    const { client } = await start({ disk: disk(files), folders: ['file:///w'] });
    const source = new CancellationTokenSource();
    let reports = 0;
    client.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'report' && ++reports === 1) source.cancel();
    });
    const result: { cancelled: boolean; files: unknown[] } = await client.sendRequest('drydock/scanWorkspace', { workDoneToken: 'x' }, source.token);
    expect(reports).toBeGreaterThan(0);
    expect(result).toMatchObject({ cancelled: true, files: [] });
  });
});

describe('wide fixes', () => {
  const TWO = 'FROM python:3.12-slim\nRUN pip install a\nRUN pip install b\n';
  const resolving = { ...PULLING, textDocument: { ...PULLING.textDocument, codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } };

  it('are worked out when they are picked, where the client can ask for them', async () => {
    const eager = await start();
    const lazy = await start({ capabilities: resolving });
    for (const { open } of [eager, lazy]) await open('untitled:a', TWO);
    const [whole, light] = [await eager.actions('untitled:a', 1), await lazy.actions('untitled:a', 1)];
    expect(light.map(({ title }) => title)).toEqual(whole.map(({ title }) => title));
    const unresolved = light.filter(({ edit, command }) => !edit && !command);
    expect(unresolved.map(({ title }) => title)).toEqual(['Fix all 2 "require-cache-mount" findings in this file', 'Fix all 2 safely fixable Drydock findings in this file']);
    for (const action of unresolved) {
      expect((await lazy.resolve(action)).edit).toEqual(whole.find(({ title }) => title === action.title)?.edit);
    }
  });

  it('are refused for a text that has changed since', async () => {
    const { open, change, actions, resolve } = await start({ capabilities: resolving });
    await open('untitled:a', TWO);
    const action = (await actions('untitled:a', 1)).find(({ edit, command }) => !edit && !command)!;
    await change('untitled:a', 2, [{ text: 'FROM scratch\n' }]);
    await expect(resolve(action)).rejects.toThrow(/changed/);
  });
});

describe('what a host or client lacks', () => {
  it('a shell grammar: findings that need none still come', async () => {
    for (const loadShell of [() => Promise.resolve(null), () => Promise.reject(new Error('no wasm'))]) {
      const { open, pull } = await start({ host: { ...testHost, loadShell } });
      await open('untitled:a', 'FROM python\nRUN pip install x\n');
      expect(rulesOf(await pull('untitled:a'))).toEqual(['pin-base-image']);
    }
  });

  it('documentChanges: edits come as changes, and nothing that needs a new file', async () => {
    const { open, actions } = await start({
      disk: disk({ 'Dockerfile': COPY_ALL + PIP.slice(PIP.indexOf('RUN')), 'main.py': '' }),
      folders: ['file:///w'],
      capabilities: { ...PULLING, workspace: { configuration: true, workspaceFolders: true } },
    });
    const text = COPY_ALL + PIP.slice(PIP.indexOf('RUN'));
    await open('file:///w/Dockerfile', text);
    const offered: CodeAction[] = [...(await actions('file:///w/Dockerfile', 3)), ...(await actions('file:///w/Dockerfile', 2)), ...(await actions('file:///w/Dockerfile', 0, ['source.fixAll']))];
    expect(offered.length).toBeGreaterThan(4);
    for (const { edit, title } of offered.filter(({ command }) => !command)) {
      expect(edit?.documentChanges, title).toBeUndefined();
      expect(Object.keys(edit?.changes ?? {}), title).toEqual(['file:///w/Dockerfile']);
    }
  });

  it('workspace/configuration: settings may come with the change', async () => {
    const { open, client, pushed } = await start({ capabilities: {} });
    await open('untitled:a', PIP);
    await until(() => pushed.get('untitled:a')?.length === 1);
    await client.sendNotification('workspace/didChangeConfiguration', { settings: { drydock: { rules: { 'require-cache-mount': { severity: 'off' } } } } });
    await until(() => pushed.get('untitled:a')?.length === 0);
  });

  it('our own notifications: other clients get none', async () => {
    const { open, pull, checks } = await start({ initializationOptions: {} });
    await open('untitled:a', PIP);
    await pull('untitled:a');
    expect(checks).toEqual([]);
  });

  it('an answer to refresh', async () => {
    const { client, open, pull } = await start({ capabilities: PULLING });
    client.onRequest('workspace/diagnostic/refresh', () => Promise.reject(new Error('no')));
    await open('untitled:a', PIP);
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect(rulesOf(await pull('untitled:a'))).toEqual(['require-cache-mount']);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('pulls: settings changed on push follow too', async () => {
    let settings: unknown = null;
    const { open, client, pushed } = await start({ capabilities: PUSHING, settings: () => settings });
    await open('untitled:a', PIP);
    await until(() => pushed.get('untitled:a')?.length === 1);
    settings = { rules: { 'require-cache-mount': { severity: 'off' } } };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(() => pushed.get('untitled:a')?.length === 0);
  });
});
