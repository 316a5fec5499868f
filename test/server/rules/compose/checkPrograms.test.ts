import { describe, expect, it } from 'vitest';
import { missingPrograms } from '../../../../server/src/core/dockerfile/missingPrograms.ts';
import { knownPrograms } from '../../../../server/src/core/dockerfile/knownPrograms.ts';
import { parseImageReference } from '../../../../server/src/core/image/reference.ts';
import { loneCommand, shellText, usedPrograms } from '../../../../server/src/rules/compose/checkPrograms/usedPrograms.ts';

const missing = (image: string): string => [...missingPrograms(parseImageReference(image)!)].join(' ');

describe('what an image does not have', () => {
  it.each([
    ['debian:13', 'curl wget nc'], ['ubuntu:24.04', 'curl wget nc'], ['docker.io/library/postgres:16', 'curl wget nc'], ['public.ecr.aws/docker/library/redis:7', 'curl wget nc'],
    ['python:3.12', ''], ['python:3.12-slim-bookworm', 'curl wget nc'], ['python:3.12-alpine3.22', 'curl bash'], ['node:24-alpine', 'curl bash'],
    ['postgres:16-alpine', 'curl'], ['nginx', 'wget nc'], ['nginx:1.29-alpine', 'bash'], ['nginx:1.29-alpine-slim', 'curl bash'], ['php:8-apache', ''], ['eclipse-temurin:21', ''],
    ['gcr.io/distroless/base-debian12', 'curl wget nc bash sh'], ['gcr.io/distroless/base-debian12:debug-nonroot', ''],
    ['mcr.microsoft.com/dotnet/aspnet:9.0', 'curl wget nc'], ['mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled', 'curl wget nc bash sh'],
    ['mcr.microsoft.com/dotnet/aspnet:9.0-azurelinux3.0', ''], ['mcr.microsoft.com/dotnet/sdk:9.0', ''],
    ['mariadb:11-ubi', ''], ['mariadb:11.4-ubi9', ''],
    ['acme/python:3.12-slim', ''], ['example.com/python:3.12-slim', ''], [`python@sha256:${'a'.repeat(64)}`, ''],
  ])('%s: %s', (image, programs) => expect(missing(image)).toBe(programs));

  it('is nothing that it is known to have', () => {
    const names = ['python', 'node', 'ruby', 'rust', 'golang', 'nginx', 'php', 'postgres', 'redis', 'httpd', 'eclipse-temurin', 'debian', 'alpine', 'caddy'];
    for (const name of names) {
      for (const tag of ['latest', 'bookworm', 'slim', 'alpine', '1-alpine-slim', '3.12-slim-bookworm']) {
        const image = parseImageReference(`${name}:${tag}`)!;
        const known: ReadonlySet<string> = knownPrograms(image);
        for (const program of missingPrograms(image)) expect(known.has(program), `${name}:${tag} ${program}`).toBe(false);
      }
    }
  });
});

describe('what a check cannot do without', () => {
  it.each<[string[], boolean, string]>([
    [['curl', '-f', 'http://x'], false, 'curl'],
    [['/usr/bin/wget', '-q', 'http://x'], false, 'wget'],
    [['curling'], false, ''],
    [['sh', '-c', 'curl -f x || exit 1'], false, 'sh curl'],
    [['bash', '-lc', 'nc -z a 1'], false, 'bash nc'],
    [['curl -f x || exit 1'], true, 'sh curl'],
    [['curl -f x || false'], true, 'sh curl'],
    [['curl -s x | grep -q ok'], true, 'sh curl'],
    [['curl -s x | grep -vq bad'], true, 'sh'],
    [['curl -s x | wc -l'], true, 'sh'],
    [['pg_isready && curl -f x'], true, 'sh curl'],
    [['A=1 timeout 5 curl -f x'], true, 'sh curl'],
    [['curl -f x || wget -q x'], true, 'sh'],
    [['curl -f x || true'], true, 'sh'],
    [['curl -f x; exit 0'], true, 'sh'],
    [['! curl -f x'], true, 'sh'],
    [['if curl -f x; then exit 0; fi'], true, 'sh'],
    [['test "$(curl x)" = ok'], true, 'sh'],
    [["echo 'a && curl x'"], true, 'sh'],
    [[''], true, 'sh'],
  ])('%j', (words, isScript, programs) => expect(usedPrograms(words, isScript).join(' ')).toBe(programs));

  it('reads one command, and writes one that a shell reads back', () => {
    expect(loneCommand(`curl -f "http://a/b c" || exit 1`)).toEqual(['curl', '-f', 'http://a/b c']);
    expect(loneCommand(`curl  'a' b;`)).toEqual(['curl', 'a', 'b']);
    for (const script of ['a && b', 'a | b', 'a || b', 'a && b || exit 1', `a'b'`, `'a'b`, 'a "b', 'a\\ b', '']) expect(loneCommand(script), script).toBeNull();
    expect(shellText(['node', '-e', "f('x')"])).toBe(`node -e "f('x')"`);
  });
});
