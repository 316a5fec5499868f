import { expect, it } from 'vitest';
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
