import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { runCli } from '../../../server/src/cli/run.ts';
import type { ReportedFinding } from '../../../server/src/report/reportedFinding.ts';
import { connect, itemsOf } from './client.ts';

const HOMELAB = path.resolve(import.meta.dirname, '../../../examples/homelab');
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

/** What somebody sees of one finding, in the editor and on the command line alike. */
interface Seen {
  readonly rule: unknown;
  readonly range: unknown;
  readonly severity: unknown;
  readonly message: string;
}

type Findings = Readonly<Record<string, readonly Seen[]>>;

const SEVERITIES = ['', 'error', 'warning', 'information', 'hint'];

const OWN = `{
  // What the team agreed on; this repository adds to it.
  "extends": "config/drydock/team.json",
  "rules": {
    "require-cache-mount": { "severity": "error" },
    "use-offline-cache": "default",
  },
  "overrides": [
    { "files": ["services/*-api/**", "!services/data-api/**"], "rules": { "require-cache-mount": "hint", "pin-base-image": "off" } },
    { "files": ["services/notifier/Dockerfile"], "rules": { "require-healthcheck": { "severity": "error" } } },
    { "files": ["docker-compose.yml"], "rules": { "require-resource-limits": "error" } }
  ],
  "exclude": ["services/tariff-watch/**"],
  "silencing": { "requireReason": true }
}
`;
const TEAM = `{
  "extends": ["./base.json"],
  "rules": { "pin-base-image": "information", "require-cache-mount": "off" },
  "overrides": [{ "files": ["**/Dockerfile"], "rules": { "require-non-root-user": "hint" } }]
}
`;
const BASE = '{ "rules": { "require-non-root-user": "error", "pin-base-image": "off", "require-log-rotation": "off" } }';

async function homelab(config: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-agreement-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  await cp(HOMELAB, folder, { recursive: true });
  for (const [file, text] of Object.entries(config)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function onCommandLine(folder: string): Promise<Findings> {
  let out = '';
  let error = '';
  await runCli(['scan', '--format=json'], { cwd: folder, hasColours: false, out: (text) => void (out += text), error: (text) => void (error += text) });
  expect(error).toBe('');
  const { files } = JSON.parse(out) as { files: { path: string; findings: (ReportedFinding & { range: unknown })[] }[] };
  return Object.fromEntries(
    files.map(({ path: file, findings }) => [
      file,
      findings.map(({ rule, range, severity, message, withheld }): Seen => ({ rule, range, severity, message: withheld ? `${message} No safe fix: ${withheld}` : message })),
    ]),
  );
}

const seen = ({ code, range, severity, message }: Diagnostic): Seen => ({ rule: code, range, severity: SEVERITIES[severity ?? 0], message: String(message) });

/** Opens all of the files, and asks until the sizes of build contexts, which are measured after the first answer, are told as well. */
async function inEditor(folder: string, wanted: Findings): Promise<{ open: Findings; scanned: Findings }> {
  const uri = pathToFileURL(folder).toString();
  const session = await connect({ folders: [uri] });
  cleanups.push(session.close);
  for (const file of Object.keys(wanted)) await session.open(`${uri}/${file}`, await readFile(path.join(folder, file), 'utf8'), languageOf(file));
  let open: Record<string, readonly Seen[]> = {};
  for (let round = 0; round < 400; round++) {
    open = {};
    for (const file of Object.keys(wanted)) open[file] = itemsOf(await session.pull(`${uri}/${file}`).catch(() => ({}))).map(seen);
    if (JSON.stringify(open) === JSON.stringify(wanted)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const scan = (await session.client.sendRequest('drydock/scanWorkspace', {})) as { files: { uri: string; diagnostics: Diagnostic[] }[] };
  const scanned = scan.files.map(({ uri: file, diagnostics }) => [decodeURIComponent(file).slice(decodeURIComponent(uri).length + 1), diagnostics.map(seen)] as const);
  return { open, scanned: Object.fromEntries(scanned.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function languageOf(file: string): string {
  if (file.endsWith('.dockerignore')) return 'ignore';
  return /\.ya?ml$/.test(file) ? 'dockercompose' : 'dockerfile';
}

const ruleIn = (found: Findings, file: string, rule: string) => found[file]?.find((one) => one.rule === rule)?.severity;

describe('the editor and the command line say the same of examples/homelab', { timeout: 90_000 }, () => {
  it('with a drydock.json that extends files, overrides and options, and with comments that silence', async () => {
    const folder = await homelab({ 'drydock.json': OWN, 'config/drydock/team.json': TEAM, 'config/drydock/base.json': BASE });
    await appendFile(path.join(folder, 'services/calendar-sync/Dockerfile'), '# drydock ignore-file=require-cache-mount,no-recursive-chown\n');
    const told = await onCommandLine(folder);
    // The configuration counts at all: else both could be wrong in the same way.
    expect(Object.keys(told).length).toBeGreaterThan(10);
    expect(Object.keys(told).filter((file) => file.includes('tariff-watch'))).toEqual([]);
    expect(ruleIn(told, 'services/admin-api/Dockerfile', 'require-cache-mount')).toBe('hint');
    expect(ruleIn(told, 'services/notifier/Dockerfile', 'require-cache-mount')).toBe('error');
    expect(ruleIn(told, 'services/calendar-sync/Dockerfile', 'no-unused-silencing')).toBe('hint');
    expect(ruleIn(told, 'services/calendar-sync/Dockerfile', 'require-silencing-reason')).toBe('warning');
    const { open, scanned } = await inEditor(folder, told);
    expect(open).toEqual(told);
    expect(scanned).toEqual(told);
  });

  it('with settings in package.json', async () => {
    const settings = { extends: './team.json', rules: { 'require-cache-mount': 'hint' }, overrides: [{ files: ['services/n*/**'], rules: { 'require-cache-mount': 'error' } }] };
    const folder = await homelab({ 'package.json': JSON.stringify({ name: 'homelab', drydock: settings }, null, 2), 'team.json': BASE });
    const told = await onCommandLine(folder);
    expect(ruleIn(told, 'services/notifier/Dockerfile', 'require-cache-mount')).toBe('error');
    expect(ruleIn(told, 'services/admin-api/Dockerfile', 'require-cache-mount')).toBe('hint');
    const { open, scanned } = await inEditor(folder, told);
    expect(open).toEqual(told);
    expect(scanned).toEqual(told);
  });
});
