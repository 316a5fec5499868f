import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildContext } from '../../../../server/src/core/engine/projectView.ts';
import { createIgnoreMatcher } from '../../../../server/src/core/ignore/matcher.ts';
import { generateDockerignore } from '../../../../server/src/project/dockerignore/generateDockerignore.ts';
import { createContextFiles } from '../../../../server/src/project/contextFiles.ts';
import { inputsOfText } from '../../../../server/src/project/dockerfileInputs.ts';
import { cpuTime } from '../../support/cpuTime.ts';

/** Null for a file whose text nobody reads. */
type Texts = Readonly<Record<string, string | null>>;

function contextOf(dockerfile: string, files: Texts, folders: readonly string[] = []): Pick<BuildContext, 'files' | 'copied' | 'scripts'> {
  const texts = new Map(Object.entries(files));
  const listing = createContextFiles({ paths: [...texts.keys(), 'Dockerfile'], folders, complete: true, text: (path) => texts.get(path) ?? undefined });
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
      !LICENSE.md

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

      # Environment, which containers get when they start
      **/.env
      **/.env.*
      !**/.env.example

      # Docker
      **/Dockerfile
      **/Dockerfile.*
      **/.dockerignore
      docker-compose*.y*ml
      compose.y*ml
      compose.*.y*ml

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
    ['COPY compose.yaml /x', 'compose.y*ml'],
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
    const { patterns, reason } = generate(`${COPY_ALL}${line}\n`, { ...PYTHON, 'docs/x.txt': '', 'svc/seed.log': '', '.env': '', 'tests/test_x.py': '' }, ['.git']);
    expect(patterns).not.toContain(pattern);
    expect(reason(pattern)).toMatch(/^a RUN or CMD /);
  });

  it('tools that are installed or made anew are no reason', () => {
    const script = 'RUN apt-get install -y git && git clone https://h/x && python -m venv .venv && .venv/bin/pip install -r requirements.txt && npm ci && node_modules/.bin/tsc\n';
    const { patterns } = generate(`${COPY_ALL}${script}`, { ...PYTHON, ...NODE }, ['.venv', 'node_modules', '.git']);
    expect(patterns).toEqual(expect.arrayContaining(['**/.git', '**/.venv', '**/node_modules']));
  });

  it('node_modules and dist of the machine, where they are what ships', () => {
    const prebuilt = generate(`${COPY_ALL}CMD ["node", "server.js"]\n`, { ...NODE, ...PYTHON, 'dist/server.js': '' }, ['node_modules']);
    expect(prebuilt.reason('**/node_modules')).toBe('a Dockerfile runs node and installs nothing');
    expect(prebuilt.reason('dist')).toBe('no RUN makes it anew');
    expect(prebuilt.patterns).not.toContain('.next');
    expect(prebuilt.reason('.next')).toBeUndefined();
    const built = generate(`${COPY_ALL}RUN npm ci && npm run build\nCMD ["node", "server.js"]\n`, NODE);
    expect(built.patterns).toEqual(expect.arrayContaining(['**/node_modules', 'dist']));
    expect(generate(`${COPY_ALL}RUN npm ci\nCMD ["node", "dist/server.js"]\n`, NODE).reason('dist')).toBe('a RUN or CMD names it');
    expect(generate(`${COPY_ALL}RUN npm ci && npm run compile\n`, { 'package.json': '{"scripts":{"compile":"node build/build.js"}}', 'x.py': '', 'build/build.js': '' }).reason('build')).toBe('package.json names it');
  });

  it('files that an install reads through its metadata', () => {
    const pyproject = (text: string) => generate(`${COPY_ALL}RUN pip install .\n`, { 'pyproject.toml': text, 'README.md': '', 'DESCRIPTION.md': '' }, ['.git']);
    expect(pyproject('[project]\nreadme = "README.md"\nlicense = {file = "LICENSE"}\n').leftOut).toEqual([]);
    expect(pyproject('[project]\nreadme = {file = "DESCRIPTION.md"}\n').reason('*.md')).toBe('pyproject.toml refers to DESCRIPTION.md');
    expect(pyproject('[project]\nreadme = "docs/README.md"\n').reason('docs')).toBe('pyproject.toml refers to docs/README.md');
    expect(pyproject('[build-system]\nrequires = ["setuptools-scm>=8"]\n').reason('**/.git')).toBe('tools named in pyproject.toml read it');
    const setup = (text: string | null) => generate(COPY_ALL, { 'setup.py': text, 'CHANGES.md': '' }).reason('*.md');
    expect(setup('long_description=open("CHANGES.md").read()')).toBe('setup.py may use it');
    expect(setup(null), 'could not be read').toBe('setup.py may use it');
    expect(setup('setup()')).toBeUndefined();
    expect(generate(`${COPY_ALL}RUN npm ci && npm run build\n`, { 'package.json': '{"devDependencies":{"vite":"5"}}', '.env.production': '' }).reason('**/.env.*')).toBe('a tool of the build reads .env.production');
  });

  it('a site that is written in docs', () => {
    for (const site of ['mkdocs.yml', 'website/mkdocs.yml', 'website/docusaurus.config.js', 'docs/.vitepress/config.ts', 'docs/package.json']) {
      expect(generate(COPY_ALL, { ...NODE, 'docs/a.md': '', [site]: '{}' }).reason('docs'), site).toBe(`${site} may use it`);
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
    const time = cpuTime(() => {
      const context = contextOf('', { ...paths, 'pyproject.toml': 'a'.repeat(250_000) });
      generateDockerignore({ ...context, copied: Array.from({ length: 3_000 }, (_, i) => (i % 2 ? `d${i}/*` : `d*/e${i}*`)), scripts: ['npm '.repeat(20_000), 'git '.repeat(20_000), 'x/'.repeat(50_000)] });
    });
    expect(time).toBeLessThan(8_000);
  });
});

describe('other ecosystems', () => {
  const of = (line: string, files: Texts, folders?: readonly string[]) => generate(`${COPY_ALL}${line}\n`, files, folders);

  it.each<[string, string, Texts, readonly string[], readonly string[]]>([
    ['Rust', 'RUN cargo build --release', { 'Cargo.toml': '[package]', 'src/main.rs': '', 'target/release/app': '' }, ['**/target'], ['src/main.rs', 'Cargo.lock', 'build.rs']],
    ['Maven', 'RUN ./mvnw -q package', { 'pom.xml': '<project/>', 'api/pom.xml': '', 'api/target/a.jar': '', 'src/main/java/A.java': '' }, ['**/target', '**/*.class'], ['.mvn/wrapper/x', 'mvnw', 'src/main/resources/x.yml']],
    ['Gradle', 'RUN gradle bootJar', { 'build.gradle.kts': '', 'build/libs/a.jar': '' }, ['**/build', '**/.gradle'], ['gradle/wrapper/gradle-wrapper.jar', 'gradlew', 'settings.gradle.kts']],
    ['.NET', 'RUN dotnet publish -c Release', { 'Api/Api.csproj': '', 'Api/obj/project.assets.json': '', 'Api/bin/Debug/x.dll': '' }, ['**/bin', '**/obj'], ['Api/Program.cs', 'nuget.config', 'global.json']],
    ['PHP', 'RUN composer install --no-dev', { 'composer.json': '{}', 'vendor/autoload.php': '' }, ['**/vendor'], ['composer.lock', 'public/index.php']],
    ['Ruby', 'RUN bundle install', { Gemfile: '', 'vendor/bundle/ruby/x': '' }, ['vendor/bundle', '.bundle'], ['Gemfile.lock', 'config.ru', 'bin/rails', 'vendor/javascript/x.js']],
    ['Go', 'RUN go build ./...', { 'go.mod': 'module x', 'main.go': '', '__debug_bin123': '' }, ['**/__debug_bin*'], ['go.sum', 'vendor/modules.txt', 'docs/docs.go.x']],
  ])('%s has its own section', (_, line, files, listed, kept) => {
    const { patterns, matcher } = of(line, files);
    expect(patterns).toEqual(expect.arrayContaining([...listed]));
    for (const path of kept) expect(matcher.ignores(path), path).toBe(path.startsWith('docs/'));
  });

  it('output that no RUN makes is what ships', () => {
    expect(of('CMD ["java", "-jar", "target/a.jar"]', { 'pom.xml': '', 'target/a.jar': '' }).reason('**/target')).toBe('a RUN or CMD names target/a.jar');
    expect(of('CMD ["dotnet-app"]', { 'x.csproj': '', 'bin/x.dll': '' }).reason('**/bin')).toBe('no RUN makes it anew');
    expect(generate('FROM x\nARG JAR=target/*.jar\nCOPY ${JAR} app.jar\n', { 'pom.xml': '' }).reason('**/target')).toBe('a Dockerfile copies target/*.jar');
    expect(of('CMD ["php-fpm"]', { 'composer.json': '{}', 'vendor/autoload.php': '' }).reason('**/vendor')).toBe('no RUN makes it anew');
  });

  it('a folder of the same name beside other files is kept', () => {
    const { patterns, matcher } = of('RUN mvn package', { 'pom.xml': '', 'target/a.jar': '', 'src/main/java/org/x/target/Target.java': '' });
    expect(patterns).toContain('target');
    expect(matcher.ignores('src/main/java/org/x/target/Target.java')).toBe(false);
    const dotnet = of('RUN dotnet publish', { 'a/a.csproj': '', 'a/bin/a.dll': '', 'web/bin/www': '', 'bin/start.sh': '' });
    expect(['a/bin/a.dll', 'web/bin/www', 'bin/start.sh'].map((path) => dotnet.matcher.ignores(path))).toEqual([true, false, false]);
    const none = of('RUN dotnet publish', { 'a/a.csproj': '', 'bin/start.sh': '' });
    expect(none.matcher.ignores('bin/start.sh')).toBe(false);
  });

  it('the history, where a build asks for it', () => {
    const git = (line: string, files: Texts) => of(line, files, ['.git']).reason('**/.git');
    expect(git('RUN go build -o /app .', { 'go.mod': '' })).toMatch(/^go build writes the commit/);
    expect(git('RUN go build -buildvcs=false -o /app .', { 'go.mod': '' })).toBeUndefined();
    expect(git('RUN apk add ca-certificates && go build .', { 'go.mod': '' })).toBeUndefined();
    expect(git('RUN apk add git && go build .', { 'go.mod': '' })).toMatch(/^go build writes/);
    expect(generate(`${COPY_ALL}RUN go build .\n`, { 'go.mod': '' }).patterns, 'no history here').toContain('**/.git');
    expect(git('RUN make build', { Makefile: null, 'main.c': '' })).toBe('a RUN works with Makefile, which may ask git for the version');
    expect(git('RUN make build', { Makefile: 'V=$(shell git describe)' })).toBe('Makefile asks git');
    expect(git('RUN make build', { Makefile: 'all:\n\tcc x.c' })).toBeUndefined();
    expect(git('RUN ./gradlew build', { 'build.gradle': null })).toMatch(/^a RUN works with build.gradle/);
    expect(git('RUN pip install .', { 'setup.py': null })).toMatch(/^a RUN works with setup.py/);
    expect(git('RUN pip install -r requirements.txt', { 'setup.py': null })).toBeUndefined();
    expect(git('RUN dotnet build', { 'version.json': null, 'x.csproj': null })).toMatch(/^version.json may be/);
    expect(git('RUN cargo build', { 'Cargo.toml': '[build-dependencies]\nvergen = "8"\n' })).toBe('tools named in Cargo.toml read it');
    expect(git('RUN mvn package', { 'pom.xml': '<artifactId>git-commit-id-maven-plugin</artifactId>' })).toBe('tools named in pom.xml read it');
    expect(git('RUN npm run build', { 'package.json': '{"scripts":{"build":"REV=$(git rev-parse HEAD) webpack"}}' })).toBe('scripts in package.json ask git');
    expect(git('RUN npm run build', { 'package.json': '{"scripts":{"release":"git tag x"}, "devDependencies":{"semantic-release":"1"}}' })).toBeUndefined();
    expect(git('RUN bundle install', { Gemfile: "source 'x'\ngemspec\n", 'x.gemspec': null })).toBe('x.gemspec may list its files by git');
  });

  it('folders of documents and tests that are more than that', () => {
    expect(of('RUN go build', { 'go.mod': '', 'docs/docs.go': '' }).reason('docs')).toBe('it holds docs/docs.go');
    expect(of('CMD ["node", "x.js"]', { ...NODE, 'docs/openapi.yaml': '' }).reason('docs')).toBe('it holds docs/openapi.yaml');
    expect(of('RUN dotnet build', { 'x.sln': '', 'tests/T/T.csproj': '' }).reason('tests')).toBe('tests/T/T.csproj may be a part of the workspace around it');
    expect(of('RUN cargo build', { 'Cargo.toml': '[[test]]\nname = "x"\n', 'tests/x.rs': '' }).reason('tests')).toMatch(/^Cargo.toml lists tests/);
    expect(of('RUN true', { ...PYTHON, 'logs/.gitkeep': '' }).reason('logs')).toBe('it holds logs/.gitkeep');
    expect(of('RUN true', { ...PYTHON, 'build/deploy.sh': '' }).reason('build')).toBe('it holds build/deploy.sh');
    expect(generate(COPY_ALL, { 'index.html': '', 'docs/a.md': '', 'b.md': '' }).patterns, 'a site').not.toEqual(expect.arrayContaining(['docs']));
  });

  it('settings of tools that no install reads are no reason', () => {
    const pyproject = '[project]\nname = "x"\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n[tool.ruff]\nsrc = ["tests/"]\n[tool.hatch.build]\nexclude = ["/tests", "tests/"]\n';
    expect(of('RUN pip install .', { 'pyproject.toml': pyproject, 'tests/t.py': '' }).patterns).toContain('tests');
    expect(of('RUN pip install .', { 'pyproject.toml': '[tool.poetry]\npackages = [{include = "tests"}]\n', 'tests/t.py': '' }).reason('tests')).toBe('pyproject.toml names it');
    const scripts = { 'package.json': '{"scripts":{"test":"jest tests/","lint":"eslint tests/"},"homepage":"https://x/docs/"}', 'tests/a.js': '', 'docs/a.md': '' };
    expect(of('RUN npm ci', scripts).patterns).toEqual(expect.arrayContaining(['tests', 'docs']));
    expect(of('RUN npm ci', { 'package.json': '{"workspaces":["tests"]}', 'tests/a.js': '' }).reason('tests')).toBe('package.json names it');
  });

  it('environment files that a build writes into pages, or that a program does not start without', () => {
    const vite = '{"devDependencies":{"vite":"5"}}';
    expect(of('RUN npm run build', { 'web/package.json': vite, 'web/.env': '' }).reason('**/.env')).toBe('a tool of the build reads web/.env');
    expect(of('RUN npm run build', { 'web/package.json': vite, '.env': '' }).patterns, 'that of compose').toContain('**/.env');
    const both = of('RUN npm run build', { 'web/package.json': vite, 'web/.env': '', '.env': '', 'api/.env': '' });
    expect(both.patterns.filter((pattern) => pattern.includes('.env') && !pattern.includes('*'))).toEqual(['.env', 'api/.env']);
    expect(both.matcher.ignores('web/.env')).toBe(false);
    expect(of('RUN composer install', { 'composer.json': '{"require":{"symfony/runtime":"*"}}', '.env': '' }).reason('**/.env')).toBe('a tool of the build reads .env');
  });

  it('other people\'s projects and examples are no evidence', () => {
    const files = { 'go.mod': '', 'vendor/x/mkdocs.yml': '', 'vendor/x/package.json': '{"workspaces":["docs"]}', 'testdata/setup.py': null, 'docs/a.md': '', 'A.md': '', 'NOTICE.md': '', 'readme.md': '' };
    const { patterns, ecosystems, matcher } = of('RUN go build', files);
    expect([...ecosystems]).toEqual(['go']);
    expect(patterns).toEqual(expect.arrayContaining(['docs', '*.md']));
    expect(['A.md', 'NOTICE.md', 'readme.md'].map((path) => matcher.ignores(path)), 'what a licence asks for').toEqual([true, false, false]);
  });

  it('names of tasks are no folders', () => {
    const scripts = 'RUN npm run build && yarn build && go build ./... && python -m build && make docs\nCMD ["npm", "run", "build"]';
    const { patterns } = of(scripts, { ...PYTHON, 'docs/a.md': '' });
    expect(patterns).toEqual(expect.arrayContaining(['build', 'docs']));
    expect(of('RUN cd build && make', PYTHON).reason('build')).toBe('a RUN or CMD names it');
    expect(of('RUN npm run build -- --out build/', PYTHON).reason('build')).toBe('a RUN or CMD names it');
  });

  it('what a RUN removes or makes itself is not needed from here', () => {
    expect(of('RUN rm -rf docs tests && mkdir -p logs', { ...PYTHON, 'docs/a.md': '', 'tests/t.py': '', 'logs/a.log': '' }).patterns).toEqual(expect.arrayContaining(['docs', 'logs']));
  });
});
