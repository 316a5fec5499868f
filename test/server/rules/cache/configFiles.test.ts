import { expect, it } from 'vitest';
import type { ContextFiles, ProjectView } from '../../../../server/src/core/engine/projectView.ts';
import { requireCacheMount } from '../../../../server/src/rules/require-cache-mount.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

function projectOf(texts: Record<string, string>): ProjectView {
  const known = new Map(Object.entries(texts));
  const files: ContextFiles = {
    complete: true,
    paths: [...known.keys()].sort(),
    has: (path) => known.has(path),
    hasFolder: () => false,
    text: (path) => known.get(path),
  };
  const context = { path: '.', known: true, files, ignore: null, isOutside: false, copied: [], scripts: [] };
  return {
    uses: [{ source: 'compose', service: 'web', definedIn: 'compose.yaml', args: new Map(), namedContexts: new Map(), profiles: [], images: [], hasHealthcheck: false, dockerfile: 'Dockerfile', target: null, context }],
    serviceUse: () => null,
  };
}

function only(text: string, project: ProjectView | null) {
  const found = findingsOf(documentOf(text, 'dockerfile'), { rules: [requireCacheMount], project });
  expect(found).toHaveLength(1);
  return found[0]!;
}

const NPM = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';

it('withholds the fix where .npmrc moves the cache', () => {
  const finding = only(NPM, projectOf({ '.npmrc': 'fund=false\ncache = /opt/npm\n' }));
  expect(finding.fixes).toEqual([]);
  expect(finding.withheld).toBe('.npmrc moves the cache folder or switches the cache off.');
});

it('does not mind an .npmrc about other things, or none', () => {
  for (const project of [projectOf({ '.npmrc': '# cache=/x\ncache-min=10\n' }), projectOf({}), null]) {
    expect(only(NPM, project).fixes.map(({ kind }) => kind)).toEqual(['safe']);
  }
});

const PIP = 'FROM python:3.12\nCOPY docker/pip.conf /etc/pip.conf\nRUN pip install --no-cache-dir a\n';

it('leaves it to a person where a configuration file cannot be read and something would be taken out', () => {
  expect(only(PIP, null).fixes.map(({ kind }) => kind)).toEqual(['suggestion']);
  expect(only(PIP, null).withheld).toMatch(/configuration file of pip that cannot be read/);
  expect(only(PIP, projectOf({ 'docker/pip.conf': '[global]\nindex-url = https://example.com\n' })).fixes[0]!.kind).toBe('safe');
  expect(only(PIP, projectOf({ 'docker/pip.conf': '[global]\nno-cache-dir = false\n' })).fixes).toEqual([]);
});
