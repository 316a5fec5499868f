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
    expect(under(policy, 'FROM python:3.8\n')).toEqual([]);
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
  const text = 'FROM python:3.9\n';
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
