import { beforeEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { FakeMemento } from './fakeBuildEditor.ts';

/** What the extension asks of the editor, by name: `commands.registerCommand`. */
let calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
const clientLoaded = vi.fn();

/** An editor in which everything is there and nothing happens; it writes down what it is asked. */
function editor(name: string, known: Readonly<Record<string, unknown>> = {}): unknown {
  const ask = function (...args: unknown[]): unknown {
    calls.push({ name, args });
    return editor(`${name}()`);
  };
  return new Proxy(ask, {
    get: (_, key) => {
      if (typeof key === 'symbol' || key === 'then') return undefined;
      const path = name === '' ? key : `${name}.${key}`;
      return path in known ? known[path] : editor(path, known);
    },
    set: () => true,
    construct: (_, args) => {
      calls.push({ name: `new ${name}`, args });
      return editor(`${name}()`) as object;
    },
  });
}

async function activate(openDocuments: readonly { languageId: string }[], memento = new FakeMemento()): Promise<void> {
  const isDockerfile = (_: unknown, { languageId }: { languageId: string }): number => (languageId === 'dockerfile' ? 10 : 0);
  vi.doMock('vscode', () => {
    const known = {
      'workspace.textDocuments': openDocuments,
      'languages.match': isDockerfile,
      'workspace.isTrusted': true,
      'l10n.t': (text: string) => text,
      'window.showErrorMessage': (...args: unknown[]) => (calls.push({ name: 'window.showErrorMessage', args }), Promise.resolve(undefined)),
    };
    const names = [
      'CodeAction', 'CodeActionKind', 'commands', 'Diagnostic', 'DiagnosticSeverity', 'Disposable', 'env', 'EventEmitter', 'extensions', 'l10n', 'languages', 'LanguageStatusSeverity',
      'MarkdownString', 'Position', 'ProgressLocation', 'QuickPickItemKind', 'Range', 'RelativePattern', 'Selection', 'StatusBarAlignment', 'Task', 'tasks', 'TaskGroup',
      'TaskRevealKind', 'ThemeColor', 'ThemeIcon', 'TreeItem', 'TreeItemCollapsibleState', 'Uri', 'ViewColumn', 'window', 'workspace', 'WorkspaceEdit',
    ];
    return Object.fromEntries(names.map((name) => [name, editor(name, known)])) as never;
  });
  vi.doMock('vscode-languageclient/node', () => {
    clientLoaded();
    return editor('languageclient') as never;
  });
  const extension = await import('../../client/src/extension.ts');
  extension.activate({ subscriptions: [], workspaceState: memento, globalState: new FakeMemento(), extensionUri: URI.file('/extension'), asAbsolutePath: (path: string) => path } as never);
  // What it would do a moment later.
  await new Promise((resolve) => setImmediate(resolve));
}

const asked = (pattern: RegExp): string[] => calls.map(({ name }) => name).filter((name) => pattern.test(name));

beforeEach(() => {
  calls = [];
  clientLoaded.mockClear();
  vi.resetModules();
});

describe('opening a window', () => {
  it('registers what there is, and does nothing else', async () => {
    await activate([]);
    expect(asked(/registerCommand$/).length).toBeGreaterThan(20);
    expect(asked(/registerTaskProvider$|createTreeView$/)).toHaveLength(2);
    expect(clientLoaded).not.toHaveBeenCalled();
    expect(asked(/executeCommand|findFiles|workspace\.fs|openTextDocument|show[A-Z]|withProgress|fetchTasks|getConfiguration|createWebviewPanel|createStatusBarItem|createTerminal/)).toEqual([]);
  });

  it('shows the history where there is one, without reading it', async () => {
    const memento = new FakeMemento();
    await memento.update('drydock.hasBuilds', true);
    await activate([], memento);
    expect(calls.filter(({ name }) => name === 'commands.executeCommand').map(({ args }) => args)).toEqual([['setContext', 'drydock.hasBuilds', true]]);
    expect(clientLoaded).not.toHaveBeenCalled();
  });

  it('starts the server for a Docker file that is open', async () => {
    await activate([{ languageId: 'dockerfile' }]);
    await vi.waitFor(() => expect(clientLoaded).toHaveBeenCalledTimes(1), 30_000);
  });
});
