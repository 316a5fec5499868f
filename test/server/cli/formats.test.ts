import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { schemaProblems } from '../report/sarif/schema.ts';
import { commandsOf } from '../report/workflowCommands.ts';
import { PIP, scanHere, workspace } from './scanHere.ts';

const onUbuntu = (version: string): string => `FROM ubuntu:${version}\nWORKDIR /app\nCOPY a .\nUSER 1000\n`;
const SERVICES: readonly (readonly [string, string])[] = [['api', '22.04'], ['web app', '24.04'], ['jobs', '24.04'], ['mail', '24.04']];
/** One service lags behind the others, and its finding names them. */
const DRIFTING = {
  'compose.yaml': `services:\n${SERVICES.map(([name]) => `  "${name.replace(' ', '-')}":\n    build: "services/${name}"\n`).join('')}`,
  ...Object.fromEntries(SERVICES.flatMap(([name, version]) => [[`services/${name}/Dockerfile`, onUbuntu(version)], [`services/${name}/a`, 'x']])),
};

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown: string } }[] } };
    readonly results: readonly { readonly ruleId: string; readonly relatedLocations?: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[] }[];
  }[];
}

it('writes valid SARIF with help, whose related places are there, from wherever it is started', async () => {
  const folder = await workspace(DRIFTING);
  for (const cwd of [folder, path.join(folder, 'services/api')]) {
    const { out } = await scanHere(cwd, ['--format=sarif', folder]);
    const log = JSON.parse(out) as Log;
    expect(schemaProblems(log)).toEqual([]);
    const [run] = log.runs;
    for (const { id, help } of run!.tool.driver.rules) expect(help?.markdown, id).toContain('## Why');
    const related = run!.results.flatMap(({ relatedLocations = [] }) => relatedLocations.map(({ physicalLocation }) => decodeURIComponent(physicalLocation.artifactLocation.uri)));
    expect(related.length).toBeGreaterThan(0);
    expect(related.filter((file) => !existsSync(path.resolve(cwd, file)))).toEqual([]);
  }
});

it('writes several reports of one scan', async () => {
  const folder = await workspace({ 'a b/Dockerfile': PIP });
  const { code, out } = await scanHere(folder, ['--format=github', '--report=sarif=x.sarif', '--report=markdown=x.md', '--report=checkstyle=x.xml']);
  expect(code).toBe(1);
  const [warning] = commandsOf(out).filter(({ name }) => name === 'warning');
  expect(warning!.properties.get('file')).toBe('a b/Dockerfile');
  const [sarif, markdown, xml] = await Promise.all(['x.sarif', 'x.md', 'x.xml'].map((file) => readFile(path.join(folder, file), 'utf8')));
  expect(schemaProblems(JSON.parse(sarif!))).toEqual([]);
  expect(markdown).toContain('`a b/Dockerfile`');
  expect(xml).toContain('<file name="a b/Dockerfile">');
});
