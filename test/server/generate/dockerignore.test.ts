import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildContext } from '../../../server/src/core/engine/projectView.ts';
import { createIgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { generateDockerignore } from '../../../server/src/generate/dockerignore.ts';
import { createContextFiles } from '../../../server/src/project/contextFiles.ts';
import { inputsOfText } from '../../../server/src/project/dockerfileInputs.ts';

type Texts = Readonly<Record<string, string>>;

function contextOf(dockerfile: string, files: Texts, folders: readonly string[] = []): Pick<BuildContext, 'files' | 'copied' | 'scripts'> {
  const texts = new Map(Object.entries(files));
  const listing = createContextFiles({ paths: [...texts.keys(), 'Dockerfile'], folders, complete: true, text: (path) => texts.get(path) });
  return { files: listing, ...inputsOfText(dockerfile) };
}

function generate(dockerfile: string, files: Texts, folders?: readonly string[]) {
  const made = generateDockerignore(contextOf(dockerfile, files, folders));
  const patterns = made.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { ...made, patterns, matcher: createIgnoreMatcher(made.text), reason: (pattern: string) => made.leftOut.find((one) => one.pattern === pattern)?.because };
}

const PYTHON = { 'requirements.txt': 'flask\n', 'main.py': '' };
const NODE = { 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': '' };
const COPY_ALL = 'FROM x\nCOPY . .\n';

describe('the text', () => {
  it('has sections for what is there only', () => {
    expect(generate(COPY_ALL, PYTHON).text).toMatchInlineSnapshot(`
      "# What images built from this folder do not need. A pattern without **/ reaches the top folder only.

      # Version control
      **/.git
      **/.gitattributes
      **/.gitmodules
      **/.github
      .gitlab-ci.yml

      # Documentation
      docs
      *.md
      !README.md

      # Editors
      **/.vscode
      **/.idea
      **/*.iml
      **/*.sw[op]

      # Python artifacts
      **/__pycache__
      **/*.py[cod]
      **/*.egg-info
      **/.venv
      **/venv
      **/.pytest_cache
      **/.mypy_cache
      **/.ruff_cache
      **/.tox
      **/.coverage
      htmlcov
      dist
      build

      # Tests
      tests
      test-reports
      test-results

      # Environment
      **/.env
      **/.env.*
      !**/.env.example

      # Docker
      **/Dockerfile
      **/Dockerfile.*
      **/.dockerignore
      docker-compose*.y*ml
      compose*.y*ml

      # Logs, system and temporary files
      **/*.log
      logs
      **/.DS_Store
      **/Thumbs.db
      **/*.tmp
      **/*~
      "
    `);
    expect(generate(`${COPY_ALL}RUN npm ci && npm run build\n`, NODE).text).toContain('# Node artifacts\n**/node_modules\n');
    const plain = generate(COPY_ALL, { 'index.html': '' });
    expect(plain.text).not.toMatch(/Python|Node/);
    expect([...plain.ecosystems]).toEqual([]);
    expect([...generate(COPY_ALL, { 'a/package.json': '{}', 'b/x.py': '' }).ecosystems]).toEqual(['python', 'node']);
  });

  it('leaves out what a person would, wherever it lies', () => {
    const { matcher } = generate(`${COPY_ALL}RUN npm ci && npm run build\n`, { ...NODE, ...PYTHON });
    for (const path of ['.git/HEAD', 'svc/.git/x', 'a/b/node_modules/x/y.js', 'a/__pycache__/x.pyc', 'x.pyc', '.env', 'svc/.env.local', 'a.log', 'docs/a.md', 'CHANGES.md', 'compose.yml', 'x/Dockerfile.dev']) {
      expect(matcher.ignores(path), path).toBe(true);
    }
    for (const path of ['README.md', 'LICENSE', 'package.json', 'package-lock.json', 'requirements.txt', 'pyproject.toml', 'uv.lock', 'svc/docs/x.md', 'src/build/x.js', '.env.example', 'src/environment.ts', 'lib/x.py', '.npmrc', 'svc/README.md']) {
      expect(matcher.ignores(path), path).toBe(false);
    }
  });

  it('holds good patterns only, each once', () => {
    const { patterns, matcher } = generate(COPY_ALL, { ...NODE, ...PYTHON });
    expect(matcher.patterns.filter(({ invalid }) => invalid !== null)).toEqual([]);
    expect(new Set(patterns).size).toBe(patterns.length);
  });
});

describe('what it leaves alone', () => {
  it.each([
    ['COPY docs/guide.md /x', 'docs'],
    ['COPY docs /x', 'docs'],
    ['ADD docs/ /x', 'docs'],
    ['COPY CHANGES.md /x', '*.md'],
    ['COPY *.md /x', '*.md'],
    ['COPY dist/*.whl /x', 'dist'],
    ['COPY tests/ /x', 'tests'],
    ['COPY build/. /x', 'build'],
    ['COPY .env /x', '**/.env'],
    ['COPY svc/.env.production /x', '**/.env.*'],
    ['COPY app/logs/seed.log /x', '**/*.log'],
    ['COPY compose.yaml /x', 'compose*.y*ml'],
    ['COPY Dockerfile /x', '**/Dockerfile'],
    ['COPY .git /x/.git', '**/.git'],
    ['COPY .venv /x/.venv', '**/.venv'],
    ['RUN --mount=type=bind,source=tests,target=/t true', 'tests'],
    ['COPY $DIR/x /y', 'docs'],
  ])('%s keeps %s out of the list, and says so', (line, pattern) => {
    const { patterns, text, reason } = generate(`FROM x\n${line}\n`, { ...PYTHON, 'docs/guide.md': '', 'CHANGES.md': '', 'tests/t.py': '' });
    expect(patterns).not.toContain(pattern);
    expect(reason(pattern)).toMatch(/^a Dockerfile copies /);
    expect(text).toContain(`#   ${pattern} (a Dockerfile copies `);
  });

  it('a whole-context copy keeps nothing out', () => {
    for (const source of ['.', './', '/', '*', './*']) expect(generate(`FROM x\nCOPY ${source} /x\n`, { ...PYTHON, 'docs/a.md': '', 'tests/x.py': '' }).leftOut, source).toEqual([]);
  });

  it('content of a folder that is copied by name stays, the waste in it does not', () => {
    const files = { ...PYTHON, 'tests/unit/a.py': '', 'web/x.log': '', 'web/.env': '', 'web/node_modules/.keep': '' };
    const { patterns } = generate('FROM x\nCOPY tests/unit /t\nCOPY web /w\n', files, ['web/node_modules', 'web/__pycache__']);
    expect(patterns).not.toContain('tests');
    expect(patterns).toEqual(expect.arrayContaining(['**/*.log', '**/.env', '**/__pycache__']));
  });

  it.each([
    ['RUN pytest', 'tests'],
    ['RUN npm test', 'tests'],
    ['CMD ["python", "-m", "unittest"]', 'tests'],
    ['RUN git describe --tags > version', '**/.git'],
    ['RUN git -C . rev-parse HEAD', '**/.git'],
    ['RUN cp docs/x.txt /y', 'docs'],
    ['RUN <<EOF\npip install ./dist/a.whl\nEOF', 'dist'],
    ['CMD ["sh", "-c", ". ./.env && run"]', '**/.env'],
    ['RUN cp svc/seed.log /x', '**/*.log'],
    ['RUN mkdocs build', 'docs'],
  ])('%s keeps %s out of the list', (line, pattern) => {
    const { patterns, reason } = generate(`${COPY_ALL}${line}\n`, { ...PYTHON, 'docs/x.txt': '', 'svc/seed.log': '', '.env': '' });
    expect(patterns).not.toContain(pattern);
    expect(reason(pattern)).toMatch(/^a RUN or CMD /);
  });

  it('tools that are installed or made anew are no reason', () => {
    const script = 'RUN apt-get install -y git && git clone https://h/x && python -m venv .venv && .venv/bin/pip install -r requirements.txt && npm ci && node_modules/.bin/tsc\n';
    const { patterns } = generate(`${COPY_ALL}${script}`, { ...PYTHON, ...NODE }, ['.venv', 'node_modules', '.git']);
    expect(patterns).toEqual(expect.arrayContaining(['**/.git', '**/.venv', '**/node_modules']));
  });

  it('node_modules and dist of the machine, where they are what ships', () => {
    const prebuilt = generate(`${COPY_ALL}CMD ["node", "server.js"]\n`, { ...NODE, ...PYTHON, 'dist/server.js': '' });
    expect(prebuilt.reason('**/node_modules')).toBe('a Dockerfile runs node and installs nothing');
    expect(prebuilt.reason('dist')).toBe('no RUN makes it anew');
    expect(prebuilt.patterns).not.toContain('.next');
    expect(prebuilt.reason('.next')).toBeUndefined();
    const built = generate(`${COPY_ALL}RUN npm ci && npm run build\nCMD ["node", "server.js"]\n`, NODE);
    expect(built.patterns).toEqual(expect.arrayContaining(['**/node_modules', 'dist']));
    expect(generate(`${COPY_ALL}RUN npm ci\nCMD ["node", "dist/server.js"]\n`, NODE).reason('dist')).toBe('a RUN or CMD names it');
    expect(generate(`${COPY_ALL}RUN npm ci && npm run compile\n`, { 'package.json': '{"scripts":{"compile":"node build/build.js"}}', 'x.py': '' }).reason('build')).toBe('package.json names it');
  });

  it('files that an install reads through its metadata', () => {
    const pyproject = (text: string) => generate(`${COPY_ALL}RUN pip install .\n`, { 'pyproject.toml': text, 'README.md': '', 'DESCRIPTION.md': '' });
    expect(pyproject('[project]\nreadme = "README.md"\nlicense = {file = "LICENSE"}\n').leftOut).toEqual([]);
    expect(pyproject('[project]\nreadme = {file = "DESCRIPTION.md"}\n').reason('*.md')).toBe('pyproject.toml refers to DESCRIPTION.md');
    expect(pyproject('[project]\nreadme = "docs/README.md"\n').reason('docs')).toBe('pyproject.toml refers to docs/README.md');
    expect(pyproject('[build-system]\nrequires = ["setuptools-scm>=8"]\n').reason('**/.git')).toBe('tools named in pyproject.toml read it');
    expect(generate(COPY_ALL, { 'setup.py': '', 'CHANGES.md': '' }).reason('*.md')).toBe('setup.py may use it');
    expect(generate(`${COPY_ALL}RUN npm ci && npm run build\n`, { 'package.json': '{"devDependencies":{"vite":"5"}}' }).reason('**/.env.*')).toBe('tools named in package.json read it');
  });

  it('a site that is written in docs', () => {
    for (const site of ['mkdocs.yml', 'website/docusaurus.config.js', 'docs/.vitepress/config.ts', 'docs/package.json']) {
      expect(generate(COPY_ALL, { [site]: '{}' }).reason('docs'), site).toBe(`${site} may use it`);
    }
  });
});

describe('whatever the input', () => {
  const name = fc.constantFrom('docs', 'tests', 'dist', 'build', '.env', '.git', 'README.md', 'CHANGES.md', 'a.log', 'src', 'x.py', '.next', 'coverage', 'logs', 'node_modules', 'compose.yml', '.env.prod', 'package.json');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

  it('never ignores a file that a Dockerfile copies by name', () => {
    fc.assert(fc.property(fc.array(path, { minLength: 1, maxLength: 5 }), fc.array(path, { maxLength: 8 }), (copied, files) => {
      const context = contextOf('', Object.fromEntries([...copied, ...files, 'main.py', 'package.json'].map((one) => [one, ''])));
      const { text } = generateDockerignore({ ...context, copied });
      const matcher = createIgnoreMatcher(text);
      for (const one of copied) expect(matcher.ignores(one), `${one}\n${text}`).toBe(false);
    }));
  });

  it('stays a file of patterns and comments when names are hostile', () => {
    const hostile = ['evil\n**', 'x\r\n*', '\u2028*', '*.md\n!x', '$x\n*', 'a'.repeat(5000), '[', 'docs/\n*', '\\'];
    const { text } = generateDockerignore({ ...contextOf('', { 'main.py': '', 'pyproject.toml': 'readme = "docs/x.md"' }), copied: hostile, scripts: ['docs\n*\n'] });
    expect(createIgnoreMatcher(text).ignores('main.py')).toBe(false);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(300);
  });

  it('takes no long time over a large context', () => {
    const paths = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`d${i % 200}/e${i % 17}/f${i}.py`, '']));
    const start = performance.now();
    const context = contextOf('', { ...paths, 'pyproject.toml': 'a'.repeat(250_000) });
    generateDockerignore({ ...context, copied: Array.from({ length: 3_000 }, (_, i) => (i % 2 ? `d${i}/*` : `d*/e${i}*`)), scripts: ['npm '.repeat(20_000), 'git '.repeat(20_000), 'x/'.repeat(50_000)] });
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
