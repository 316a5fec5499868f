import { describe, expect, it } from 'vitest';
import { builtAs, check } from '../base-image/support.ts';

it.each([
  ['FROM python\n', 'warning'],
  ['FROM python:latest\n', 'warning'],
  ['FROM python:slim\n', 'hint'],
  ['FROM ghcr.io/acme/api\n', 'warning'],
  ['FROM acme/api\n', 'information'],
  ['FROM python AS dev\nFROM alpine:3.22\n', 'information'],
  ['FROM python AS build\nFROM alpine:3.22\nCOPY --from=build /x /x\n', 'warning'],
  ['FROM python AS build\nFROM alpine:3.22\nRUN --mount=type=bind,from=build,target=/b ls /b\n', 'warning'],
])('%j is a %s', (text, severity) => {
  expect(check(text).map((finding) => finding.severity)).toEqual([severity]);
});

it('follows the target that the project builds', () => {
  expect(check('FROM python AS dev\nFROM alpine:3.22\n', { project: builtAs('Dockerfile', 'dev') })[0]?.severity).toBe('warning');
});

it('says when the suggested version was the newest', () => {
  expect(check('FROM python\n')[0]?.fixes[0]?.title).toMatch(/^Use python:3\.\d+, which this name meant on \d{4}-\d{2}-\d{2}$/);
});

describe('digest', () => {
  const asked = { 'pin-base-image': { digest: true } };

  it('is asked for only where the option says so, and says how to get it', () => {
    expect(check('FROM python:3.13-slim\n')).toEqual([]);
    const [finding] = check('FROM python:3.13-slim\n', { rules: asked });
    expect(finding).toMatchObject({ messageId: 'digest', severity: 'information', fixes: [] });
    expect(finding?.withheld).toContain('docker buildx imagetools inspect python:3.13-slim');
  });

  it('is not asked for where there is one, or of stages', () => {
    expect(check(`FROM python:3.13@sha256:${'0'.repeat(64)} AS a\nFROM a\n`, { rules: asked })).toEqual([]);
  });
});

it('leaves names alone that a build replaces by a named context', () => {
  const project = builtAs('Dockerfile');
  const named = { ...project, uses: project.uses.map((use) => ({ ...use, namedContexts: new Map([['acme/base', 'docker-image://x'], ['python:slim', './p']]) })) };
  expect(check('FROM acme/base AS a\nFROM acme/base:latest AS b\nFROM python:slim\n', { project: named })).toEqual([]);
  expect(check('FROM acme/base\n', { project })).toHaveLength(1);
});
