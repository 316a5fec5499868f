import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import type { ProjectView, WorkspaceDockerfile } from '../../../../server/src/core/engine/projectView.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { foldFacts } from '../../../../server/src/core/dockerfile/foldFacts.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { baseImagesOf } from '../../../../server/src/rules/base-image/drift/baseImages.ts';
import { driftsOf } from '../../../../server/src/rules/base-image/drift/drift.ts';
import { readRelease } from '../../../../server/src/rules/base-image/drift/release.ts';
import { imageUses } from '../../../../server/src/rules/base-image/imageUse.ts';
import { consistentBaseImage } from '../../../../server/src/rules/consistent-base-image.ts';
import { standardBaseImage } from '../../../../server/src/rules/standard-base-image.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

type Workspace = Readonly<Record<string, string>>;

async function findIn(files: Workspace, path: string, rules = [consistentBaseImage]): Promise<Finding[]> {
  const list = Object.entries(files).map(([name, text]) => ({ path: name, text }));
  return findingsOf(documentOf(files[path]!, 'dockerfile', path), { rules, project: await viewOfFiles(list, path, 'dockerfile') });
}

function compose(...services: string[]): string {
  return `services:\n${services.map((name) => `  ${name}:\n    build: ./${name}\n`).join('')}`;
}

/** The workspace after one fix, in this file and the others. */
function apply(files: Workspace, path: string, finding: Finding | undefined, title: RegExp): Workspace {
  const fix = finding?.fixes.find((one) => title.test(one.title));
  expect(fix, title.source).toBeDefined();
  const changed = new Map(Object.entries(files));
  changed.set(path, applyEdits(files[path]!, fix!.edits));
  for (const { path: other, text, edits } of fix!.elsewhere ?? []) {
    expect(text).toBe(files[other]);
    changed.set(other, applyEdits(text, edits));
  }
  return Object.fromEntries(changed);
}

it('takes a tag from what the others have now, where only they tell that it exists', async () => {
  const text = 'FROM ghcr.io/acme/base:1.4-slim\n';
  const files = (third: string) => ({ 'compose.yml': compose('a', 'b', 'c'), 'a/Dockerfile': text, 'b/Dockerfile': 'FROM ghcr.io/acme/base:2.1\n', 'c/Dockerfile': third });
  const document = documentOf(text, 'dockerfile', 'a/Dockerfile');
  const titles = async (third: string) => {
    const list = Object.entries(files(third)).map(([path, own]) => ({ path, text: own }));
    const found = findingsOf(document, { rules: [consistentBaseImage], project: await viewOfFiles(list, 'a/Dockerfile', 'dockerfile') });
    return found.flatMap(({ fixes, withheld }) => withheld ?? fixes.map(({ title }) => title));
  };
  const [refused, offered] = [expect.stringContaining('the tag may not exist'), expect.stringMatching(/^Use .* 2\.1/)];
  expect(await titles('FROM ghcr.io/acme/base:2.1\n')).toEqual([refused]);
  expect(await titles('FROM ghcr.io/acme/base:2.1-slim\n')).toEqual([offered]);
  expect(await titles('FROM ghcr.io/acme/base:2.1\n')).toEqual([refused]);
});

describe('align all', () => {
  const files: Workspace = {
    'compose.yml': compose('a', 'b', 'c', 'd', 'e', 'f'),
    'a/Dockerfile': 'FROM python:3.13-slim\n',
    'b/Dockerfile': 'FROM python:3.13-slim-bookworm\n',
    'c/Dockerfile': 'FROM python:3.13\n',
    'd/Dockerfile': 'FROM python:3.12-slim\n',
    'e/Dockerfile': 'ARG V=3.11\nFROM python:$V-alpine\nRUN pip install --target /usr/local/lib/python3.11/site-packages flask\n',
    'f/Dockerfile': 'FROM python:3.12-slim\nRUN python3.12 -m venv /v\n',
  };

  it('moves every file that can be moved to the release of most, and names the others', async () => {
    const [finding] = await findIn(files, 'd/Dockerfile');
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Use python:3\.13-slim/), expect.stringMatching(/^Align 2 of 3 Dockerfiles to Python 3\.13/),
    ]);
    expect(finding?.related.find(({ path }) => path === 'f/Dockerfile')?.message).toMatch(/which stays: The file also says python3\.12/);
    const after = apply(files, 'd/Dockerfile', finding, /^Align/);
    expect(after['d/Dockerfile']).toBe('FROM python:3.13-slim\n');
    expect(after['e/Dockerfile']).toBe('ARG V=3.13\nFROM python:$V-alpine\nRUN pip install --target /usr/local/lib/python3.13/site-packages flask\n');
    expect(after['f/Dockerfile']).toBe(files['f/Dockerfile']);
    expect(await findIn(after, 'd/Dockerfile')).toEqual([]);
    expect(await findIn(after, 'e/Dockerfile')).toEqual([]);
  });

  it('shows where the others are, on their own lines', async () => {
    const [finding] = await findIn(files, 'd/Dockerfile');
    const place = finding?.related.find(({ path }) => path === 'e/Dockerfile');
    expect(place?.line).toBe(1);
    expect(files['e/Dockerfile']!.slice(place!.span.start, place!.span.end)).toBe('python:$V-alpine');
  });

  it('lets a file that is ahead ask the others to follow, and never goes back', async () => {
    const ahead: Workspace = { 'compose.yml': compose('a', 'b', 'c'), 'a/Dockerfile': 'FROM node:24-alpine\n', 'b/Dockerfile': 'FROM node:24-alpine\n', 'c/Dockerfile': 'FROM node:26-alpine\n' };
    const [finding] = await findIn(ahead, 'c/Dockerfile');
    const after = apply(ahead, 'c/Dockerfile', finding, /^Align all 2 Dockerfiles to Node\.js 26/);
    expect(new Set([after['a/Dockerfile'], after['b/Dockerfile'], after['c/Dockerfile']])).toEqual(new Set(['FROM node:26-alpine\n']));
    expect(finding?.fixes.some(({ edits }) => edits.length > 0)).toBe(false);
  });

  it('asks for what standard-base-image asks for where both speak, in one finding', async () => {
    const old: Workspace = { 'compose.yml': compose('a', 'b', 'c'), 'a/Dockerfile': 'FROM python:3.11-slim\n', 'b/Dockerfile': 'FROM python:3.11-slim\n', 'c/Dockerfile': 'FROM python:3.9-slim\n' };
    const found = await findIn(old, 'c/Dockerfile', [consistentBaseImage, standardBaseImage]);
    expect(found.map(({ rule }) => rule)).toEqual(['standard-base-image']);
    const after = apply(old, 'c/Dockerfile', found[0], /^Align all 3 Dockerfiles to Python 3\.12/);
    expect(after['a/Dockerfile']).toBe('FROM python:3.12-slim\n');
    expect(after['c/Dockerfile']).toBe('FROM python:3.12-slim\n');
  });
});

function listed(texts: readonly string[]): WorkspaceDockerfile[] {
  return texts.map((text, index) => {
    const dockerfile = parseDockerfile(text);
    return { path: `s${String(index)}/Dockerfile`, text, dockerfile, facts: foldFacts(dockerfile, null), uses: [] };
  });
}

describe('reads FROM lines alone as the whole model reads them', () => {
  const piece = fc.constantFrom(
    'FROM python:3.11-slim', 'from node:20 as Web', '  FROM web', 'FROM --platform=$BUILDPLATFORM golang:1.24 AS build', 'FROM ghcr.io/acme/base:1.4@sha256:' + 'a'.repeat(64),
    'RUN echo a \\', 'FROM python', 'FROM $X', 'ARG X=node:18', 'FROM "python:3.9"', '# FROM node:1', 'RUN cat <<EOF', 'EOF', 'FROM scratch', 'FROM python:3.12 AS', 'FROMpython:3.9', 'ONBUILD FROM x:1.2', '',
  );
  it('for any file', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = lines.join(eol);
        const [file] = listed([text]);
        const model = imageUses(file!.dockerfile).flatMap(({ image, word }) => (readRelease(image) ? [[image.text, word.span.start]] : []));
        expect(baseImagesOf(file!).map((use) => [use.text, use.span.start])).toEqual(model);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});

it('takes time in proportion to the number of files', () => {
  const time = (count: number): number => {
    const files = listed(Array.from({ length: count }, (_, i) => `FROM python:3.${String(9 + (i % 5))}-slim\nRUN echo ${String(i)}\n`));
    return cpuTime(() => {
      const drifts = driftsOf(files);
      for (const file of files.slice(0, 200)) {
        const context = { path: '.', known: true, isOutside: false, files: { complete: false, paths: [], has: () => false, hasFolder: () => false, text: () => undefined }, ignore: null, copied: [] };
        const use = { source: 'compose' as const, service: 's', definedIn: 'compose.yml', args: new Map(), namedContexts: new Map(), profiles: [], images: [], hasHealthcheck: false, dockerfile: file.path, target: null, context };
        const project: ProjectView = { uses: [use], serviceUse: () => null, dockerfiles: files };
        expect(findingsOf(documentOf(file.text, 'dockerfile', file.path), { rules: [consistentBaseImage], project }).length).toBeLessThan(2);
      }
      expect(drifts.size).toBe(count);
    });
  };
  time(500);
  expect(time(4_000)).toBeLessThan(5_000);
});

it('survives odd images and names', () => {
  const odd = ['FROM __proto__:1.2', 'FROM constructor:1.3', 'FROM toString:1.2', 'FROM a:1.2', 'FROM a:9999999999.1', 'FROM a:1.2-', 'FROM a:v1', `FROM ${'x/'.repeat(90)}x:1.1`];
  expect(() => driftsOf(listed(odd))).not.toThrow();
  expect(driftsOf(listed(['FROM constructor:1.3', 'FROM constructor:1.3\n', 'FROM constructor:1.2'])).size).toBe(3);
});
