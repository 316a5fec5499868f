import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher } from '../../server/src/core/ignore/matcher.ts';
import { expandedSnippets } from './snippetFiles.ts';

const snippets = expandedSnippets('dockerignore');
const textOf = (prefix: string) => snippets.find((snippet) => snippet.prefix === prefix)?.text ?? '';

describe.each(snippets)('$name', ({ text }) => {
  it('is a .dockerignore without a line that Docker reads otherwise than people do', () => {
    for (const line of text.split('\n')) {
      expect(line).not.toMatch(/\S\s+#/);
      expect(line).toBe(line.trim());
    }
    const patterns = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(new Set(patterns).size).toBe(patterns.length);
    expect(createIgnoreMatcher(text).patterns.length).toBe(patterns.length);
  });

  it('keeps secrets out, at any depth', () => {
    const matcher = createIgnoreMatcher(text);
    for (const path of ['.env', 'src/.env', 'services/api/.env', 'shared/a/b/.env']) expect(matcher.ignores(path), path).toBe(true);
  });
});

describe.each(['drydock-ignore', 'drydock-ignore-python', 'drydock-ignore-node'])('%s', (prefix) => {
  const matcher = createIgnoreMatcher(textOf(prefix));

  it.each([
    '.git', '.env.production', 'services/api/.env.local', 'docs/setup.md', 'CHANGELOG.md', 'services/api/notes.md', 'api/.vscode/settings.json',
    'Dockerfile', 'services/api/Dockerfile.dev', 'docker-compose.yml', 'compose.prod.yaml', '.dockerignore', 'debug.log',
  ])('leaves %s out', (path) => {
    expect(matcher.ignores(path)).toBe(true);
  });

  it.each([
    'README.md', '.env.example', 'services/api/.env.example', 'src/main.py', 'src/server.js', 'requirements.txt', 'package.json',
    'package-lock.json', 'pyproject.toml', 'uv.lock', 'pnpm-lock.yaml', '.npmrc', 'lib/core.py', 'patches/a.patch', 'src/compose.py',
  ])('lets %s in', (path) => {
    expect(matcher.ignores(path)).toBe(false);
  });
});

it('the Python one leaves artefacts out at any depth', () => {
  const matcher = createIgnoreMatcher(textOf('drydock-ignore-python'));
  for (const path of ['__pycache__/a.pyc', 'api/src/__pycache__/b.pyc', 'api/.venv/bin/python', 'a/b.egg-info/PKG-INFO', 'api/tests/test_a.py']) {
    expect(matcher.ignores(path), path).toBe(true);
  }
});

it('the Node one leaves installed and built files out at any depth', () => {
  const matcher = createIgnoreMatcher(textOf('drydock-ignore-node'));
  for (const path of ['node_modules/a/index.js', 'services/web/node_modules/b/index.js', 'web/dist/index.html']) {
    expect(matcher.ignores(path), path).toBe(true);
  }
});

it('the allow-lists let in what they name, and nothing new', () => {
  const single = createIgnoreMatcher(textOf('drydock-ignore-allow'));
  expect(['src/a/b.js', 'package.json', 'package-lock.json'].filter((path) => single.ignores(path))).toEqual([]);
  expect(['secrets.txt', 'src/node_modules/a.js', 'src/x/.env'].filter((path) => !single.ignores(path))).toEqual([]);
  const services = createIgnoreMatcher(textOf('drydock-ignore-allow-services'));
  expect(['services/api/main.py', 'shared/a.py'].filter((path) => services.ignores(path))).toEqual([]);
  expect(['services/web/main.js', 'services/api/tests/a.py', 'README.md'].filter((path) => !services.ignores(path))).toEqual([]);
});
