import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { copyManifestsFirst } from '../../../../server/src/rules/copy-manifests-first.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const NODE = {
  'package.json': '{"dependencies":{"express":"^5.0.0"}}',
  'package-lock.json': '{}',
  '.dockerignore': '**/node_modules\n',
  'server.js': '',
};

/** The text after the second offer, or null where there is none. */
async function mounted(dockerfile: string, files: Readonly<Record<string, string>>, compose: string | null = 'services:\n  app:\n    build: .\n') {
  const all = { ...files, Dockerfile: dockerfile, ...(compose === null ? {} : { 'compose.yaml': compose }) };
  const project = await viewOfFiles(Object.entries(all).map(([path, text]) => ({ path, text })), 'Dockerfile', 'dockerfile');
  const document = documentOf(dockerfile, 'dockerfile', 'Dockerfile');
  const check = (version: typeof document) => findingsOf(version, { rules: [copyManifestsFirst], project });
  const [finding] = check(document);
  const fix = finding?.fixes[1];
  if (!fix) return { text: null, fix: null, left: [] };
  const after = document.withText(applyEdits(dockerfile, fix.edits));
  expect(after.isTrustworthy).toBe(true);
  return { text: after.text, fix, left: check(after) };
}

describe('mounts instead of a COPY of the manifests', () => {
  it('is offered after the safe move, for a person to choose, and leaves nothing to report', async () => {
    const { text, fix, left } = await mounted('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n', NODE);
    expect(text).toBe(
      'FROM node:24\nWORKDIR /app\n' +
        'RUN --mount=type=bind,source=package.json,target=package.json \\\n' +
        '    --mount=type=bind,source=package-lock.json,target=package-lock.json \\\n' +
        '    npm ci\nCOPY . .\nCMD ["node", "server.js"]\n',
    );
    expect(fix).toMatchObject({ kind: 'suggestion', title: expect.stringMatching(/read-only .* \(needs BuildKit\)$/) });
    expect(left).toEqual([]);
  });

  it('puts the mounts behind those that are there, with their line endings', async () => {
    const dockerfile = 'FROM node:24\r\nWORKDIR /app\r\nCOPY . .\r\nRUN --mount=type=cache,target=/root/.npm \\\r\n    npm ci\r\n';
    expect((await mounted(dockerfile, NODE)).text).toBe(
      'FROM node:24\r\nWORKDIR /app\r\nRUN --mount=type=cache,target=/root/.npm \\\r\n' +
        '    --mount=type=bind,source=package.json,target=package.json \\\r\n' +
        '    --mount=type=bind,source=package-lock.json,target=package-lock.json \\\r\n    npm ci\r\nCOPY . .\r\n',
    );
  });

  it('names places by their whole path where the install goes to another folder', async () => {
    const files = { 'web/package.json': NODE['package.json'], 'web/package-lock.json': '{}', '.dockerignore': '**/node_modules\n', 'api/main.py': '' };
    expect((await mounted('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN cd web && npm ci\n', files)).text).toContain(
      '--mount=type=bind,source=web/package.json,target=/app/web/package.json',
    );
  });

  it('takes sources from the context and targets from where the COPY puts them', async () => {
    const files = { 'api/requirements/base.txt': 'flask==3.0.0\n', 'api/main.py': '', 'web/index.html': '' };
    expect((await mounted('FROM python:3.12\nWORKDIR /srv\nCOPY api/ ./app/\nRUN pip install -r app/requirements/base.txt\n', files)).text).toContain(
      'RUN --mount=type=bind,source=api/requirements/base.txt,target=app/requirements/base.txt \\\n    pip install',
    );
  });

  it('keeps a heredoc and an exec form on the line of RUN', async () => {
    expect((await mounted('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN <<EOF\nnpm ci\nEOF\n', NODE)).text).toMatch(/^RUN --mount=\S+ --mount=\S+ <<EOF\nnpm ci\nEOF\nCOPY \. \.$/m);
    expect((await mounted('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN ["npm", "ci"]\n', NODE)).text).toMatch(/^RUN --mount=\S+ --mount=\S+ \["npm", "ci"\]$/m);
  });

  it('says that the context is assumed where nothing builds the file', async () => {
    const { fix } = await mounted('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n', NODE, null);
    expect(fix?.title).toMatch(/\(if the build context is this folder\)$/);
  });

  it.each([
    ['an install that may write its lockfile', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\n'],
    ['a frontend that has no mounts', '# syntax=docker/dockerfile:1.1\nFROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n'],
    ['a folder that the COPY makes for its user', 'FROM node:24\nUSER node\nCOPY --chown=node . /srv/app\nRUN cd /srv/app && npm ci\n'],
    ['a RUN that has bind mounts of its own', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN --mount=type=bind,source=x,target=/x npm ci\n'],
    ['manifests that are copied already', 'FROM node:24\nWORKDIR /app\nCOPY package.json package-lock.json ./\nCOPY . .\nRUN npm ci\n'],
    ['a manifest that is mounted as a secret', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN --mount=type=secret,id=npm,target=/app/package-lock.json npm ci\n'],
  ])('is not offered for %s', async (_, dockerfile) => {
    expect((await mounted(dockerfile, NODE)).text).toBeNull();
  });
});

describe('how much a repetition costs', () => {
  const severity = async (dockerfile: string, files: Readonly<Record<string, string>>) => {
    const all = { ...files, Dockerfile: dockerfile };
    const project = await viewOfFiles(Object.entries(all).map(([path, text]) => ({ path, text })), 'Dockerfile', 'dockerfile');
    return findingsOf(documentOf(dockerfile, 'dockerfile', 'Dockerfile'), { rules: [copyManifestsFirst], project }).map((finding) => finding.severity);
  };
  const unlocked = { 'package.json': NODE['package.json'], '.dockerignore': NODE['.dockerignore'], 'server.js': '' };

  it.each([
    ['warning', 'a lockfile', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\n', NODE],
    ['information', 'no lockfile', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\n', unlocked],
    ['information', 'a cache mount', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n', NODE],
    ['hint', 'a cache mount and no lockfile', 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm install\n', unlocked],
    ['information', 'a stage that only tests', 'FROM node:24 AS test\nWORKDIR /app\nCOPY . .\nRUN npm ci\n', NODE],
    ['warning', 'a list that is its own lockfile', 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n', { 'requirements.txt': 'a==1\n', 'main.py': '' }],
  ])('%s: %s', async (expected, _, dockerfile, files) => {
    expect(await severity(dockerfile, files)).toEqual([expected]);
  });
});

it('points at what a change of the source runs again', async () => {
  const dockerfile = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN apt-get update && apt-get install -y curl\nRUN npm run build\n';
  const project = await viewOfFiles([...Object.entries({ ...NODE, Dockerfile: dockerfile })].map(([path, text]) => ({ path, text })), 'Dockerfile', 'dockerfile');
  const [finding] = findingsOf(documentOf(dockerfile, 'dockerfile', 'Dockerfile'), { rules: [copyManifestsFirst], project });
  expect(finding!.related.map(({ span }) => dockerfile.slice(span.start, span.end))).toEqual(['npm ci', 'apt-get install']);
});
