import { describe, expect, it } from 'vitest';
import { describeImage } from '../../../../server/src/core/dockerfile/knownImages.ts';
import { knownPrograms } from '../../../../server/src/core/dockerfile/knownPrograms.ts';
import { parseImageReference } from '../../../../server/src/core/image/reference.ts';

const image = (text: string) => parseImageReference(text)!;

describe('programs that an image has', () => {
  it.each([
    ['python:3.12', ['curl', 'python', 'wget']],
    ['python:3.12-slim', ['python']],
    ['python:3.12-slim-bookworm', ['python']],
    ['python:3.12-alpine', ['python', 'wget']],
    ['docker.io/library/node:24-bookworm', ['curl', 'node', 'wget']],
    ['golang:1.26', ['curl', 'wget']],
    ['eclipse-temurin:21-jre', ['curl']],
    ['eclipse-temurin:21-jre-ubi9-minimal', []],
    ['nginx:1.28', ['curl']],
    ['nginx:1.28-alpine-slim', ['wget']],
    ['debian:trixie', []],
    ['oven/bun:1', ['bun']],
    ['example/python:3', []],
    ['python:3.12-windowsservercore-ltsc2022', []],
  ])('%s', (text, programs) => {
    expect([...knownPrograms(image(text))].sort()).toEqual(programs);
  });
});

describe('accounts of known images', () => {
  it.each([
    ['node:24-alpine', 'node'],
    ['mcr.microsoft.com/dotnet/aspnet:10.0', '$APP_UID'],
    ['mcr.microsoft.com/dotnet/aspnet:6.0', undefined],
    ['gcr.io/distroless/static-debian12', '65532'],
    ['python:3.12', undefined],
  ])('%s', (text, account) => {
    expect(describeImage(image(text))?.applicationUser).toBe(account);
  });

  it.each([['postgres:17', true], ['php:8.4-fpm', true], ['php:8.4-cli', false], ['python:3.12', false]])('%s starts as root on purpose: %s', (text, does) => {
    expect(describeImage(image(text))?.needsRoot).toBe(does);
  });
});
