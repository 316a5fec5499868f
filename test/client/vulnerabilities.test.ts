import { beforeEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { ScanImageResult } from '../../server/src/protocol.ts';
import { CancellationTokenSource } from './fakeEvents.ts';
import { documentAt, fakeVscode } from './fakeVscode.ts';

let fake = fakeVscode();

beforeEach(() => {
  fake = fakeVscode();
  vi.resetModules();
  vi.doMock('vscode', () => ({
    ...fake.module,
    Range: class {
      constructor(readonly line: number, readonly from: number, readonly endLine: number, readonly to: number) {}
      intersection(other: { readonly line: number }) {
        return other.line === this.line ? this : undefined;
      }
    },
    CodeAction: class {
      constructor(readonly title: string, readonly kind: unknown) {}
    },
    CodeActionKind: { QuickFix: 'quickfix' },
    languages: { ...fake.module.languages, registerCodeActionsProvider: () => ({ dispose: vi.fn() }) },
  }));
});

const DOCKERFILE = 'file:///w/Dockerfile';
const range = (line: number) => ({ start: { line, character: 5 }, end: { line, character: 9 } });

function placed(line: number, version: number | null = null): NonNullable<ScanImageResult['placed']> {
  return {
    uri: DOCKERFILE,
    version,
    findings: [{
      diagnostic: { range: range(line), message: 'Trivy finds 1 critical vulnerability.', severity: 1, source: 'drydock', code: 'vulnerabilities' },
      fix: { title: 'Use python:3.12-slim (…)', edits: [{ range: range(line), newText: '3.12' }] },
      proposed: 'python:3.12-slim',
    }],
  };
}

describe('findings of images', () => {
  const start = async () => new (await import('../../client/src/vulnerabilities/vulnerabilityFindings.ts')).VulnerabilityFindings();

  it('stand side by side for the images that one Dockerfile builds, the newest scan of each', async () => {
    const findings = await start();
    expect(findings.show('a', placed(0))).toBe(true);
    expect(findings.show('b', placed(1))).toBe(true);
    expect(findings.show('a', placed(2))).toBe(true);
    expect(fake.shown.get(DOCKERFILE)).toHaveLength(2);
    expect(findings.show('a', { ...placed(2), findings: [] })).toBe(true);
    expect(fake.shown.get(DOCKERFILE)).toHaveLength(1);
  });

  it('go when their file changes, in the editor or on disk, not when it is saved', async () => {
    const findings = await start();
    findings.show('a', placed(0));
    fake.events.changed.fire({ document: documentAt(DOCKERFILE), contentChanges: [] });
    expect(fake.shown.size).toBe(1);
    fake.textDocuments.push(documentAt(DOCKERFILE));
    fake.events.fileChanged.fire(URI.parse(DOCKERFILE));
    expect(fake.shown.size).toBe(1);
    fake.events.changed.fire({ document: documentAt(DOCKERFILE), contentChanges: [{}] });
    expect(fake.shown.size).toBe(0);
    fake.textDocuments.splice(0);
    findings.show('a', placed(0));
    fake.events.fileChanged.fire(URI.parse(DOCKERFILE));
    expect(fake.shown.size).toBe(0);
    findings.show('a', placed(0));
    fake.events.deleted.fire({ files: [URI.parse('file:///w')] });
    expect(fake.shown.size).toBe(0);
  });

  it('are not shown on a text that changed while the image was scanned', async () => {
    const findings = await start();
    fake.textDocuments.push(documentAt(DOCKERFILE, 'dockerfile', 4));
    expect(findings.show('a', placed(0, 3))).toBe(false);
    expect(fake.shown.size).toBe(0);
    expect(findings.show('a', placed(0, 4))).toBe(true);
  });

  it('offer the newer base image, and to scan it first', async () => {
    const findings = await start();
    findings.show('a', placed(0));
    const document = { uri: URI.parse(DOCKERFILE) } as never;
    const actions = findings.provideCodeActions(document, { line: 0 } as never);
    expect(actions.map(({ title }) => title)).toEqual(['Use python:3.12-slim (…)', 'Scan python:3.12-slim for vulnerabilities']);
    expect(actions[0]!.edit).toMatchObject({ edits: [{ text: '3.12' }] });
    expect(actions[1]!.command).toMatchObject({ command: 'drydock.scanImage', arguments: ['python:3.12-slim'] });
    expect(findings.provideCodeActions(document, { line: 3 } as never)).toEqual([]);
  });

  it('leave nothing behind', async () => {
    const findings = await start();
    findings.show('a', placed(0));
    findings.dispose();
    expect(fake.shown.size).toBe(0);
    expect(Object.values(fake.events).every(({ listeners }) => listeners.size <= 0)).toBe(true);
  });
});

describe('Scan Image for Vulnerabilities', () => {
  const NONE: ScanImageResult = {
    problem: { kind: 'none-installed', message: 'No scanner is installed.', detail: '' },
    summary: '', counts: { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 }, placed: null, page: '', sarif: '',
  };

  it('says how to get a scanner once, and reminds in passing', async () => {
    const asked: unknown[] = [];
    vi.resetModules();
    vi.doMock('vscode', () => ({
      ...fake.module,
      ProgressLocation: { Notification: 15 },
      window: { ...fake.window, withProgress: (_: unknown, run: (...args: unknown[]) => unknown) => run({ report: vi.fn() }, new CancellationTokenSource().token) },
      workspace: { ...fake.module.workspace, workspaceFolders: [{ uri: URI.parse('file:///w') }], isTrusted: true, getConfiguration: () => ({ get: (name: string) => ({ trivy: ' /opt/trivy ', timeout: 5.5, scanner: 'nonsense' })[name] }) },
    }));
    const { scanImage } = await import('../../client/src/vulnerabilities/scanImage.ts');
    const server = {
      onProgress: () => Promise.resolve({ dispose: vi.fn() }),
      request: (method: string, params: unknown) => (asked.push([method, params]), Promise.resolve(NONE)),
    };
    const context = { server, status: { busy: () => ({ dispose: vi.fn() }) }, output: { error: vi.fn(), info: vi.fn(), show: vi.fn() } } as never;
    for (let time = 0; time < 2; time++) await scanImage(context, {} as never, 'alpine:3.9');
    expect(asked[0]).toEqual(['drydock/scanImage', {
      image: 'alpine:3.9', source: null, minutes: 5, workDoneToken: expect.any(String), programs: { choice: 'automatic', trivy: '/opt/trivy', grype: 'grype', docker: 'docker' },
    }]);
    expect(fake.messages).toEqual(['No scanner is installed.']);
    expect(fake.statusMessages).toHaveLength(1);
  });
});
