import { describe, expect, it } from 'vitest';
import { explained, explainedAlone } from './explained.ts';

const COMPOSE = `services:
  api:
    profiles: [tools]
    build:
      context: api
      target: prod
      args:
        VERSION: "1.2"
        TOKEN: null
`;

describe('who builds a stage', () => {
  it('names the service, its context, target, arguments, ignore file and profile', async () => {
    const files = { 'compose.yaml': COMPOSE, 'api/Dockerfile': 'FROM busybox AS prod\n', 'api/.dockerignore': 'x\n' };
    expect(await explained({ files }, 'api/Dockerfile', 'FROM')).toBe(
      '**Built by**\n- the service `api` in `compose.yaml`: from `api/`, target `prod`, with `VERSION=1.2` and `TOKEN` from the environment, ' +
        'under `api/.dockerignore`, only with the profile `tools`',
    );
  });

  it('names a bake target', async () => {
    const files = { 'docker-bake.hcl': 'target "web" {\n  dockerfile = "web/Dockerfile"\n}\n', 'web/Dockerfile': 'FROM busybox\n' };
    expect(await explained({ files }, 'web/Dockerfile', 'FROM')).toBe(
      '**Built by**\n- the bake target `web` in `docker-bake.hcl`: from the workspace folder, no .dockerignore',
    );
  });

  it('says what is assumed where nobody does, and where that does not fit', async () => {
    const files = { 'a/Dockerfile': 'FROM busybox\n', 'b/Dockerfile': 'FROM busybox\nCOPY lib/main.c /\n', 'x.txt': '' };
    const fits = await explained({ files }, 'a/Dockerfile', 'FROM');
    expect(fits).toMatch(/^\*\*Built by no compose or bake file\*\* of this workspace, so its own folder is taken for the build context: `a\/`, no \.dockerignore\. A `build:`/);
    expect(await explained({ files }, 'b/Dockerfile', 'FROM')).toContain('It copies files that are not there, so it is probably built from another folder.');
  });

  it('says so where no known build needs the stage', async () => {
    const files = { 'compose.yaml': 'services:\n  api:\n    build: .\n', 'Dockerfile': 'FROM busybox AS dev\nFROM alpine:3.22\n' };
    expect(await explained({ files }, 'Dockerfile', 'FROM busybox')).toBe(
      '**Not built** for `api`: nothing that they need comes from this stage, and no other build is known here.',
    );
    const open = { ...files, Dockerfile: 'FROM busybox AS dev-amd64\nFROM dev-$TARGETARCH\n' };
    expect(await explained({ files: open }, 'Dockerfile', 'FROM busybox')).toBe('**Perhaps built** for `api`: a variable in a FROM decides which stages they need.');
  });

  it('names few of many', async () => {
    const services = Array.from({ length: 9 }, (_, i) => `  s${i}:\n    build: .\n`).join('');
    const found = await explained({ files: { 'compose.yaml': `services:\n${services}`, 'Dockerfile': 'FROM busybox\n' } }, 'Dockerfile', 'FROM');
    expect(found?.split('\n')).toHaveLength(5);
    expect(found).toMatch(/- 6 more$/);
  });
});

describe('the base image', () => {
  it.each([
    ['FROM python:3.9-slim\n', 'Python 3.9 has had no security fixes since 31 October 2025.'],
    ['FROM python:3.12\n', 'Python 3.12 gets security fixes until 31 October 2028.'],
    ['ARG V=3.9\nFROM python:${V}-slim\n', '`python:3.9-slim`, by the default of `V` (line 1). Python 3.9 has had no security fixes since 31 October 2025.'],
    ['ARG V\nFROM python:$V\n', 'The image is not known here: `V` must come with the build.'],
    ['FROM python:3.12-slim-buster\n', 'Python 3.12 gets security fixes until 31 October 2028. Debian 10 (buster) has had no security fixes since 30 June 2024.'],
    ['FROM acme/own:1\n', null],
    ['FROM scratch\n', null],
    ['FROM python@sha256:' + 'a'.repeat(64) + '\n', null],
  ])('%s', (text, expected) => {
    expect(explainedAlone(text, 'FROM')).toBe(expected);
  });

  it('of a tag that moves is that of the day of the table', () => {
    expect(explainedAlone('FROM node:lts\n', 'FROM')).toMatch(/^The tag moves: on \d+ \w+ \d{4} it stood for Node\.js \d+\./);
  });

  it('may be another one by an argument or a named context of the build', async () => {
    const files = {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      args: [V=3.13]\n      additional_contexts:\n        base: ../base\n',
      'Dockerfile': 'ARG V=3.9\nFROM acme/python:$V AS one\nFROM base\nCOPY --from=one /a /a\n',
    };
    expect(await explained({ files }, 'Dockerfile', 'FROM acme')).toContain('`acme/python:3.9`, by the default of `V` (line 1). `api` builds it with `V=3.13`.');
    expect(await explained({ files }, 'Dockerfile', 'FROM base')).toContain('For `api` it is no image: the named context `../base` of `compose.yaml` takes its place.');
  });
});
