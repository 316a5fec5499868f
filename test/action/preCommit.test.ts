import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { languageOf } from '../../server/src/core/engine/fileKinds.ts';
import { parseArguments } from '../../server/src/cli/arguments.ts';

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly exclude: string;
  readonly require_serial: boolean;
}

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const hooks: readonly Hook[] = parse(read('.pre-commit-hooks.yaml'));
const manifest = JSON.parse(read('package.json')) as { bin: Record<string, string> };

/** Python's `(?i)` at the start is a flag elsewhere; the rest of these patterns means the same in both. */
function pattern(source: string): RegExp {
  expect(source.startsWith('(?i)')).toBe(true);
  return new RegExp(source.slice(4), 'i');
}

describe.each(hooks.map((hook) => [hook.id, hook] as const))('the hook %s', (id, hook) => {
  it('says what it is', () => {
    expect(hook).toMatchObject({ id, language: 'node', require_serial: true, name: expect.any(String), description: expect.stringMatching(/\.$/) });
  });

  it('starts our program with options that it has, and takes files as they come', () => {
    const [program, ...args] = hook.entry.split(' ');
    expect(manifest.bin).toHaveProperty(program!);
    expect(parseArguments([...args, 'a b/Dockerfile', 'compose.yaml'])).toMatchObject({
      command: 'scan',
      paths: ['a b/Dockerfile', 'compose.yaml'],
      fix: id === 'drydock-fix' ? 'safe' : 'none',
    });
    expect(parseArguments([...args, '--fail-on=error', 'Dockerfile'])).toMatchObject({ failOn: 'error' });
  });

  const isWanted = (file: string): boolean => pattern(hook.files).test(file) && !pattern(hook.exclude).test(file);

  it.each([
    'Dockerfile', 'dockerfile', 'a/b c/Dockerfile', 'Dockerfile.dev', 'Dockerfile-prod', 'Dockerfile_test', 'api.dockerfile', 'services/api.Dockerfile', 'Containerfile',
    'Containerfile.arm64', 'x.containerfile', '.dockerignore', 'a/.dockerignore', 'Dockerfile.dockerignore', 'api.dev.dockerignore', 'compose.yaml', 'compose.yml', 'compose.prod.yaml',
    'compose-dev.yml', 'compose_test.yml', 'docker-compose.yml', 'docker-compose.override.yaml', 'my-docker-compose.yml', 'infra/docker-stack-compose.yml', 'Dockerfile.go', 'größe/Dockerfile',
  ])('is given %s', (file) => {
    expect(isWanted(file)).toBe(true);
    expect(languageOf(file)).not.toBeNull();
  });

  it.each([
    'README.md', 'Dockerfile.md', 'Dockerfile.j2', 'dockerfile.ts', 'Dockerfile.json', 'Dockerfile/readme', 'dockerfiles/x', 'compose.json', 'composer.yaml', 'mycompose.yaml', 'values.yaml',
    '.github/workflows/docker-compose.yml', 'workflows/compose.yaml', '.gitignore', 'dockerignore', 'Dockerfile.lock', 'src/compose/index.ts',
  ])('is not given %s', (file) => {
    expect(isWanted(file)).toBe(false);
  });

  it.each(['--config=x.dockerfile', '-o.dockerfile', '!a/Dockerfile', '--fix=suggestions/Dockerfile'])('is not given %s, which would be read as something else', (file) => {
    expect(isWanted(file)).toBe(false);
  });
});
