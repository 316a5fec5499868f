import { expect, it } from 'vitest';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { builtImageUses } from '../../../../server/src/rules/base-image/builtUses.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { builtWith, check, fixed } from './support.ts';

const TEXT = 'ARG VERSION=1.27\nFROM golang:${VERSION}-alpine AS build\nFROM alpine:3.24\n';
const imagesOf = (text: string, ...args: Record<string, string | null>[]) =>
  builtImageUses(parseDockerfile(text), builtWith(...args)).map(({ image, setBy }) => (setBy ? `${image.text} (${setBy})` : image.text));

it('puts the build arguments in place of defaults', () => {
  expect(imagesOf(TEXT, {})).toEqual(['golang:1.27-alpine', 'alpine:3.24']);
  expect(imagesOf(TEXT, { VERSION: '1.19' })).toEqual(['golang:1.19-alpine (compose.yml sets VERSION for s0)', 'alpine:3.24']);
  expect(imagesOf(TEXT, {}, { VERSION: '1.19' }, { VERSION: '1.27' })).toEqual(['golang:1.27-alpine', 'golang:1.19-alpine (compose.yml sets VERSION for s1)', 'alpine:3.24']);
});

it('knows an argument without a default by the build, and nothing of one from an unknown environment', () => {
  expect(imagesOf('ARG V\nFROM golang:$V\n', { V: '1.19' })).toEqual(['golang:1.19 (compose.yml sets V for s0)']);
  expect(imagesOf(TEXT, { VERSION: null })).toEqual(['alpine:3.24']);
  expect(imagesOf('ARG V=1.19\nFROM golang:${V:-1.27}\n', { V: '' })).toEqual(['golang:1.27']);
});

it('leaves arguments that the file does not declare before its first FROM', () => {
  expect(imagesOf('FROM golang:${V:-1.27}\nARG V\n', { V: '1.19', OTHER: 'x' })).toEqual(['golang:1.27']);
});

it('says who sets an ended version, where the file cannot change it', () => {
  const [finding, ...rest] = check(TEXT, { project: builtWith({ VERSION: '1.19' }) });
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ rule: 'no-eol-base-image', fixes: [], withheld: 'compose.yml sets VERSION for s0: change it there.' });
  expect(TEXT.slice(finding!.span.start, finding!.span.end)).toBe('golang:${VERSION}-alpine');
});

it('is quiet about a default that every build overrules, and mends it where one build uses it', () => {
  const old = TEXT.replace('1.27', '1.19');
  expect(check(old, { project: builtWith({ VERSION: '1.27' }) })).toEqual([]);
  const [finding] = check(old, { project: builtWith({ VERSION: '1.27' }, {}) });
  expect(fixed(old, finding)).toBe(TEXT);
});

it('ends soon on many builds and many arguments', () => {
  const text = `${Array.from({ length: 500 }, (_, i) => `ARG V${i}=3.9`).join('\n')}\n${Array.from({ length: 500 }, (_, i) => `FROM python:$V${i}`).join('\n')}\n`;
  const project = builtWith(...Array.from({ length: 200 }, (_, i) => ({ V0: `3.${i}`, [`V${i}`]: '3.8' })));
  expect(cpuTime(() => void check(text, { project }))).toBeLessThan(5_000);
});
