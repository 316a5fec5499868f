import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LastBuilds } from '../../../server/src/lsp/builds/lastBuilds.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { OpenWork } from '../../../server/src/lsp/openWork.ts';
import type { ScanContext } from '../../../server/src/lsp/scan.ts';
import { exportScan } from '../../../server/src/lsp/scanReport/exportScan.ts';
import { fixWorkspace } from '../../../server/src/lsp/scanReport/fixWorkspace.ts';
import { scanWorkspace } from '../../../server/src/lsp/scanReport/scanWorkspace.ts';
import { ScannedImages } from '../../../server/src/lsp/vulnerabilities/scannedImages.ts';
import type { ServerHost } from '../../../server/src/lsp/serverHost.ts';
import { Settings } from '../../../server/src/lsp/settings.ts';
import type { FixWorkspaceResult, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { MemoryDisk } from '../../server/host/memoryDisk.ts';
import { schemaProblems } from '../../server/report/sarif/schema.ts';
import { shell } from '../../server/support/engine.ts';
import { checkMarkdown } from '../shown.ts';
import { fuzzTarget } from '../target.ts';
import { fixtureTexts, hostileWord, textsLike } from '../texts.ts';

/** What a disk can hold: no empty names, no ways up. */
const folderName = fc.oneof(fc.constantFrom('api', 'web', 'a b', '__proto__', 'node_modules', '100%', 'ü'), hostileWord.map((word) => word.replaceAll(/[/\0]|\p{Surrogate}/gu, ''))).filter((name) => !/^\.{0,2}$/.test(name));
const dockerfile = textsLike(fixtureTexts(/Dockerfile$/));
const workspace = fc.record({
  folders: fc.uniqueArray(fc.record({ name: folderName, Dockerfile: dockerfile, 'package.json': fc.constantFrom('{}', '{"drydock": {"rules": {}}}') }, { requiredKeys: ['name', 'Dockerfile'] }), { maxLength: 3, selector: ({ name }) => name }),
  root: fc.record({ Dockerfile: dockerfile, 'compose.yml': textsLike(fixtureTexts(/compose\.ya?ml$/)), '.dockerignore': textsLike(fixtureTexts(/\.dockerignore$/)), '.gitignore': hostileWord, 'drydock.json': hostileWord }, { requiredKeys: [] }),
});

/** Names that are not known yet decide what a scan finds. */
const HOST: Omit<ServerHost, 'fileSystem'> = { version: '0', loadShell: () => Promise.resolve(shell), rulePage: () => null, runtime: () => ({ node: '', memoryMegabytes: 0, shellGrammar: 'loaded' }) };
const NEVER: CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
const ABILITIES = { documentChanges: true, createFiles: true, previews: true };

/** What the report page is made of, and the one edit for everything. */
export const workspaces = [
  fuzzTarget('workspace', workspace, async ({ folders, root }) => {
    const files = Object.fromEntries([...Object.entries(root), ...folders.flatMap(({ name, ...texts }) => Object.entries(texts).map(([file, text]) => [`${name}/${file}`, text] as const))]);
    const context = contextOf(files);
    const scanned = await scanWorkspace({}, NEVER, { ...context, lastBuilds: new LastBuilds(), scannedImages: new ScannedImages() });
    assert.equal(scanned.cancelled, false);
    assert.deepEqual(JSON.parse(JSON.stringify(scanned)), scanned, 'it is another one once it was sent');
    checkOverview(scanned);
    const fixed = await fixWorkspace({}, NEVER, { ...context, abilities: ABILITIES, openDocument: () => undefined });
    checkFixes(fixed, files, scanned);
    const exported = async (format: 'json' | 'sarif' | 'markdown') => (await exportScan({ format }, NEVER, context)).text;
    const { files: told } = JSON.parse(await exported('json')) as { files: { findings: unknown[] }[] };
    assert.equal(told.flatMap(({ findings }) => findings).length, scanned.files.flatMap(({ diagnostics }) => diagnostics).length, 'the report tells of others than the page');
    assert.deepEqual(schemaProblems(JSON.parse(await exported('sarif'))), []);
    checkMarkdown(await exported('markdown'));
  }),
];

function contextOf(files: Readonly<Record<string, string>>): ScanContext {
  const host: ServerHost = { ...HOST, fileSystem: new MemoryDisk('/w', files) };
  const folders = new Folders(host, (message) => assert.fail(message));
  folders.set([{ uri: 'file:///w', name: 'w' }]);
  // Settings tell its console of problems.
  const connection = { console: { warn: () => undefined } } as unknown as Connection;
  const settings = new Settings(connection, folders, () => false, { onLate: () => undefined, onRead: () => undefined });
  const onRuleError = (rule: string, error: unknown): void => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  };
  return { connection, folders, settings, host, loadShell: host.loadShell, onRuleError, openWork: new OpenWork() };
}

function checkOverview({ files, overview }: ScanWorkspaceResult): void {
  const counts = new Map<unknown, number>();
  for (const { uri, diagnostics, fixes, score } of files) {
    assert.equal(fixes.length, diagnostics.length);
    assert.ok(new URL(uri).pathname.startsWith('/w/'), 'a file outside of the workspace');
    checkScore(score);
    for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  checkScore(overview.score);
  assert.deepEqual(new Map(overview.rules.map(({ rule, findings }) => [rule, findings])), counts, 'the table counts other findings than the files have');
  for (const { findings, files: ofRule, safe, suggestions, time } of overview.rules) {
    assert.ok(0 < ofRule && ofRule <= findings && safe + suggestions <= findings);
    if (time) assert.ok(time.untimed === findings && time.measured === 0 && time.estimate === null, 'nothing was built');
  }
  for (const { services, limited, offered, leftAlone } of overview.tiers) assert.ok(limited <= services && offered <= services && leftAlone >= 0);
  for (const { sent, unfiltered, after } of overview.contexts) {
    if (sent && unfiltered) assert.ok(sent.bytes <= unfiltered.bytes, 'an ignore file makes a context larger');
    if (after) assert.ok(after.files >= 0 && after.bytes >= 0);
  }
}

function checkScore({ overall, security, maintainability }: ScanWorkspaceResult['overview']['score']): void {
  for (const [score, most] of [[overall, 100], [security, 10], [maintainability, 10]] as const) assert.ok(score >= 0 && score <= most, `a score of ${score}`);
}

function checkFixes({ edit, files: fixed, fixed: count }: FixWorkspaceResult, files: Readonly<Record<string, string>>, scanned: ScanWorkspaceResult): void {
  assert.equal(edit !== null, count > 0);
  assert.equal(count > 0, scanned.files.some(({ fixes }) => fixes.includes('safe')) && fixed.length > 0);
  for (const { uri, hash } of fixed) {
    const text = files[decodeURIComponent(new URL(uri).pathname).slice('/w/'.length)];
    if (hash === null) assert.equal(text, undefined, 'a file that is there is created');
    else assert.equal(hash, createHash('sha256').update(text!.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')).digest('hex'));
  }
  for (const change of edit?.documentChanges ?? []) {
    if (!('edits' in change)) continue;
    const text = files[decodeURIComponent(new URL(change.textDocument.uri).pathname).slice('/w/'.length)];
    for (const one of change.edits) assert.ok('annotationId' in one && Object.hasOwn(edit?.changeAnnotations ?? {}, String(one.annotationId)), 'an edit without a reason');
    // Throws where two of them overlap.
    TextDocument.applyEdits(TextDocument.create(change.textDocument.uri, 'dockerfile', 0, text ?? ''), change.edits as never);
  }
}
