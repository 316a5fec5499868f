import { describe, expect, it } from 'vitest';
import { builtAs, check, fixed } from '../base-image/support.ts';

const under = (policy: object, text: string) => check(text, { rules: { 'standard-base-image': { policy } } });

describe('policy', () => {
  it('replaces the built-in one as a whole', () => {
    const text = 'FROM python:3.12-slim\n';
    const [finding, ...rest] = under({ python: { version: '3.13', reason: 'Wheels are built for it.' } }, `${text}FROM node:22\n`);
    expect(rest).toEqual([]);
    expect(finding?.message).toMatch(/^Python 3\.12 is behind the standard Python 3\.13, .* 2029-10; reason: Wheels are built for it\.$/);
    expect(fixed(text, under({ python: { version: '3.13' } }, text)[0])).toBe('FROM python:3.13-slim\n');
  });

  it('never goes back', () => {
    expect(under({ python: { version: '3.11' } }, 'FROM python:3.12\n')).toEqual([]);
  });

  it('never proposes what has ended, whoever names it', () => {
    const [finding] = under({ python: { version: '3.9' } }, 'FROM python:3.8\n');
    expect(finding?.fixes[0]?.title).not.toMatch(/python:3\.(9|10)\b/);
    expect(finding?.message).toMatch(/the policy names Python 3\.9, which ended in 2025-10, so 3\.\d+ stands in/);
  });

  it('reports, but proposes nothing, where the table does not know the version', () => {
    const [finding] = under({ python: { version: '3.99' } }, 'FROM python:3.12\n');
    expect(finding?.fixes).toEqual([]);
    expect(finding?.withheld).toMatch(/knows no tag python:3\.99/);
  });

  it.each([{ python: {} }, { python: null }, { python: { version: 3.12 } }, { python: { version: 'latest' } }, { python: 'x' }, {}])('says nothing under %j', (policy) => {
    expect(under(policy, 'FROM python:3.11\n')).toEqual([]);
  });
});

describe('variant of the policy', () => {
  const slim = { python: { version: '3.12', variant: 'slim' } };

  it('is proposed where nothing speaks against it, and names the risk', () => {
    const text = 'FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt\n';
    const [finding] = under(slim, text);
    expect(finding).toMatchObject({ messageId: 'variant', severity: 'information' });
    expect(finding?.fixes[0]?.title).toBe('Use python:3.12-slim (what it installs must do without what the other variant has)');
    expect(fixed(text, finding)).toBe(text.replace('3.12', '3.12-slim'));
  });

  it.each([
    ['a tool of the full image', 'FROM python:3.12\nRUN git clone https://example.org/x\n', /It runs git/],
    ['the same in a child stage', 'FROM python:3.12 AS a\nFROM a\nRUN make all\n', /It runs make/],
    ['a command that cannot be read', 'FROM python:3.12\nRUN $CMD\n', /variable|cannot be read/],
  ])('is withheld for %s', (_, text, reason) => {
    const [finding] = under(slim, text);
    expect(finding?.fixes).toEqual([]);
    expect(finding?.withheld).toMatch(reason);
  });

  it.each([
    ['to Alpine', 'alpine', 'FROM python:3.12-slim\n', /musl/],
    ['from Alpine with apk', 'slim', 'FROM python:3.12-alpine\nRUN apk add curl\n', /It runs apk/],
    ['from Alpine with files that others get', 'slim', 'FROM python:3.12-alpine AS a\nFROM alpine:3.22\nCOPY --from=a /x /x\n', /programs built on Alpine/],
  ])('is withheld %s', (_, variant, text, reason) => {
    const [finding] = under({ python: { version: '3.12', variant } }, text);
    expect(finding?.withheld).toMatch(reason);
  });

  it('keeps the file its own variant where only the version can move', () => {
    const text = 'FROM python:3.11\nRUN make\n';
    expect(fixed(text, under(slim, text)[0])).toBe('FROM python:3.12\nRUN make\n');
  });

  it('is quiet where the suite differs only', () => {
    expect(under(slim, 'FROM python:3.12-slim-bookworm\n')).toEqual([]);
  });
});

describe('except', () => {
  const text = 'FROM python:3.11\n';
  const rules = { 'standard-base-image': { except: ['legacy/**', 'one/Dockerfile'] } };

  it.each([['legacy/a/Dockerfile', 0], ['one/Dockerfile', 0], ['two/Dockerfile', 1]])('%s: %i findings', (path, count) => {
    expect(check(text, { rules, project: builtAs(path) })).toHaveLength(count);
  });

  it('excepts nothing where the path is not known', () => {
    expect(check(text, { rules })).toHaveLength(1);
  });
});

describe('severity and places', () => {
  it('warns of an ended version only where a build runs it', () => {
    const text = 'FROM python:3.9 AS dev\nFROM python:3.12\n';
    expect(check(text)[0]?.severity).toBe('information');
    expect(check(text, { project: builtAs('Dockerfile', 'dev') })[0]?.severity).toBe('warning');
    expect(check('FROM python:3.9 AS build\nFROM scratch\nCOPY --from=build /x /x\n')[0]?.severity).toBe('warning');
  });

  it('underlines the tag, and is less sure where a build argument decides', () => {
    const literal = 'FROM python:3.9-slim AS a\n';
    const [certain] = check(literal);
    expect(literal.slice(certain!.span.start, certain!.span.end)).toBe('3.9-slim');
    expect(certain?.confidence).toBe('high');
    const argument = 'ARG V=3.9\nFROM python:$V-slim\n';
    const [open] = check(argument);
    expect(argument.slice(open!.span.start, open!.span.end)).toBe('3.9');
    expect(open?.confidence).toBe('medium');
    expect(open?.related.map(({ span }) => argument.slice(span.start, span.end))).toEqual(['python:$V-slim']);
  });
});

describe('exceptions of a policy', () => {
  const torch = { 'requirements.txt': 'torch==2.5.1\nfastapi\n' };
  const policy = { python: { version: '3.13', variant: 'alpine', except: [{ dependency: 'Torch', use: 'slim' }, { path: 'legacy/**', use: '3.12-slim', reason: 'old wheels' }, { path: 'free/*' }] } };
  const install = '\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
  const find = (text: string, path: string, files: Record<string, string> = {}) =>
    check(text, { rules: { 'standard-base-image': { policy } }, project: builtAs(path, null, files) });

  it('by a package that the service installs', () => {
    const text = `FROM python:3.13${install}`;
    const [finding] = find(text, 'Dockerfile', torch);
    expect(finding?.message).toMatch(/is the variant `slim`.*; reason: it installs Torch\.$/);
    expect(fixed(text, finding)).toBe(text.replace('3.13', '3.13-slim'));
    expect(find(`FROM python:3.13-slim${install}`, 'Dockerfile', torch)).toEqual([]);
  });

  it('by path, with a version of its own', () => {
    const text = 'FROM python:3.11-slim\n';
    const [finding] = find(text, 'legacy/a/Dockerfile');
    expect(finding?.message).toMatch(/standard Python 3\.12.*; reason: old wheels\.$/);
    expect(find('FROM python:3.12-slim\n', 'legacy/a/Dockerfile')).toEqual([]);
    expect(find(text, 'other/Dockerfile')[0]?.message).toMatch(/standard Python 3\.13/);
  });

  it('without anything else to use: the standard does not hold there', () => {
    expect(find('FROM python:3.11-slim\n', 'free/Dockerfile')).toEqual([]);
    expect(find('FROM python:3.9-slim\n', 'free/Dockerfile').map(({ rule }) => rule)).toEqual(['no-eol-base-image']);
  });

  it.each([[null], ['x'], [[null]], [[{}]], [[{ use: 'slim' }]], [[{ path: 3, dependency: [] }]]])('reads nothing from %j', (except) => {
    const rules = { 'standard-base-image': { policy: { python: { version: '3.12', except } } } };
    expect(check('FROM python:3.11\n', { rules, project: builtAs('Dockerfile') })).toHaveLength(1);
  });
});

describe('Alpine', () => {
  const rules = { 'standard-base-image': { policy: { python: { version: '3.13', variant: 'alpine' } } } };
  const works = { 'requirements.txt': 'fastapi==0.115.0\nrequests\n' };
  const head = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
  const find = (text: string, files: Record<string, string> = works) => check(text, { rules, project: builtAs('Dockerfile', null, files) })[0];

  it('is proposed where every package is known to work there', () => {
    expect(find(head)?.withheld).toBeNull();
    expect(fixed(head, find(head))).toBe(head.replace('3.13-slim', '3.13-alpine'));
  });

  it.each([
    ['a package that fails', head, { 'requirements.txt': 'torch\n' }, /^torch does not work/],
    ['a package that nobody knows', head, { 'requirements.txt': 'left-handed-widgets\n' }, /^Whether left-handed-widgets works/],
    ['a manifest that is not there', head, {}, /is not known/],
    ['apt-get', `${head}RUN apt-get update\n`, works, /runs apt-get/],
    ['useradd', `${head}RUN useradd app\n`, works, /runs useradd/],
    ['a child that calls adduser', `${head.replace('slim', 'slim AS base')}FROM base\nRUN adduser app\n`, works, /runs adduser/],
    ['bash as SHELL', `${head}SHELL ["/bin/bash", "-c"]\n`, works, /SHELL is bash/],
    ['a start script', `${head}ENTRYPOINT ["./entrypoint.sh"]\n`, works, /entrypoint\.sh/],
    ['curl in a health check', `${head}HEALTHCHECK CMD curl -f http://localhost/\n`, works, /starts curl/],
    ['a binary of another image', `${head}COPY --from=ghcr.io/acme/tool /tool /tool\n`, works, /shares files/],
    ['a binary of another stage', `FROM debian:bookworm AS tools\n${head}COPY --from=tools /tool /tool\n`, works, /shares files/],
    ['files that another stage takes', `${head.replace('slim', 'slim AS build')}FROM debian:bookworm\nCOPY --from=build /app /app\n`, works, /shares files/],
    ['a mount of another image', `${head}RUN --mount=type=bind,from=ghcr.io/acme/tool,target=/t /t/run\n`, works, /uses files of another/],
    ['a download', `${head}ADD https://example.org/tool /tool\n`, works, /from the network/],
  ])('is not proposed with %s', (_, text, files, reason) => {
    expect(find(text, files)?.fixes).toEqual([]);
    expect(find(text, files)?.withheld).toMatch(reason);
  });

  it('is not proposed where the build context is only assumed', () => {
    const project = builtAs('Dockerfile', null, works);
    const assumed = { ...project, uses: project.uses.map((use) => ({ ...use, context: { ...use.context, known: false } })) };
    expect(check(head, { rules, project: assumed })[0]?.withheld).toMatch(/is not known/);
  });
});

it('says what ended below a version that is only behind, as a warning', () => {
  const text = 'FROM python:3.11-slim-buster\n';
  const [finding, ...rest] = check(text);
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ rule: 'standard-base-image', severity: 'warning' });
  expect(finding?.message).toMatch(/Debian 10 \(buster\) below it has had no security fixes since 2024-06\.$/);
  expect(fixed(text, finding)).toBe('FROM python:3.12-slim-bookworm\n');
});
