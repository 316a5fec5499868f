import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../server/src/core/compose/parseCompose.ts';
import { readComposeFile } from '../../../server/src/project/compose/composeFile.ts';
import { ComposeProjects } from '../../../server/src/project/compose/composeProjects.ts';
import { readResourceSettings } from '../../../server/src/project/composeResources.ts';
import { createContextFiles } from '../../../server/src/project/contextFiles.ts';
import { inputsOfText } from '../../../server/src/project/dockerfileInputs.ts';
import { interpolate } from '../../../server/src/core/compose/interpolate.ts';
import { isManifest } from '../../../server/src/project/manifests.ts';
import { isOutside, pathWithin, resolveFrom } from '../../../server/src/project/paths.ts';
import { Project } from '../../../server/src/project/project.ts';
import { cpuTime } from '../support/cpuTime.ts';

/** Builds by the file that heads their project, of a workspace that holds these files and nothing else. */
function projectsOf(files: Record<string, string>, root: string | null) {
  const read = (path: string) => (files[path] === undefined ? null : files[path]);
  const projects = new ComposeProjects(root, {
    compose: (path) => (read(path) === null ? null : readComposeFile(parseCompose(files[path]!), path, root)),
    envText: read,
  });
  for (const path of Object.keys(files)) if (/\.ya?ml$/.test(path)) projects.add(path);
  return projects;
}


describe('interpolate', () => {
  it.each([
    ['plain', 'plain'], ['', ''], ['${A:-x}', 'x'], ['${A-x}', 'x'], ['./${A:-x}/y', './x/y'], ['${A:-${B:-deep}}', 'deep'], ['${A:-}', ''], ['a$$b', 'a$b'],
    ['${A}', null], ['$A', null], ['${A:?must}', null], ['${A?must}', null], ['${A:+x}', null], ['${A:-x', null], ['${', null], ['$', null], ['${A:-${B}}', null], ['${A:-a}$', null],
  ])('%j -> %j', (text, value) => {
    expect(interpolate(text)).toBe(value);
  });

  it('takes no long time over nonsense', () => {
    for (const text of ['${A:-'.repeat(50_000), '${'.repeat(50_000), '$$'.repeat(100_000), '${A:-'.repeat(20) + 'x' + '}'.repeat(20)]) {
      expect(cpuTime(() => void interpolate(text))).toBeLessThan(500);
    }
  });
});

describe('readBuilds', () => {
  const builds = (yaml: string, file = 'compose.yml', root: string | null = '/home/me/lab') => projectsOf({ [file]: yaml }, root).update().builds.get(file)!;
  const one = (build: string, file?: string, root?: string | null) => builds(`services:\n  s:\n    build: ${build}\n`, file, root)[0];

  it.each([
    ['./api', 'api', 'api/Dockerfile'],
    ['.', '.', 'Dockerfile'],
    ['"."', '.', 'Dockerfile'],
    ['{context: ., dockerfile: services/x/Dockerfile}', '.', 'services/x/Dockerfile'],
    ['{context: ./a/, dockerfile: ../b/x.dockerfile}', 'a', 'b/x.dockerfile'],
    ['{dockerfile: Dockerfile.dev}', '.', 'Dockerfile.dev'],
    ['{context: "${CTX:-./api}", dockerfile: "${DF:-Dockerfile.x}"}', 'api', 'api/Dockerfile.x'],
    ['.\\api', 'api', 'api/Dockerfile'],
    ['{context: ., dockerfile: /home/me/lab/a/Dockerfile}', '.', 'a/Dockerfile'],
    ['/home/me/lab/api', 'api', 'api/Dockerfile'],
    ['{context: .., dockerfile: lab/api/Dockerfile}', '..', 'api/Dockerfile'],
    ['../lab/api', 'api', 'api/Dockerfile'],
    ['../other', '../other', '../other/Dockerfile'],
    ['/srv/x', '/srv/x', '/srv/x/Dockerfile'],
    ['../../../../../../x', '../../../../../../x', '../../../../../../x/Dockerfile'],
  ])('build: %s', (build, context, dockerfile) => {
    expect(one(build)).toMatchObject({ service: 's', context, dockerfile });
  });

  it.each([
    'https://github.com/a/b.git', 'git@github.com:a/b.git', 'github.com/a/b', 'ssh://h/x', 'https://h/x.tar.gz', '"-"', '"${CTX}"', '$CTX', '{context: ., dockerfile: "${DF}"}',
    '{context: ., target: "${T}"}', '[a]', '3', '{context: {a: b}}', '""', '{context: ., dockerfile: [x]}', 'null',
  ])('leaves out build: %s', (build) => {
    expect(one(build)).toBeUndefined();
  });

  it('marks what is on other drives or in home folders as outside', () => {
    for (const build of ['C:\\x', 'C:/x', '~/x', '"~"']) expect(isOutside(one(build)!.context)).toBe(true);
    expect(isOutside(one('../other', 'compose.yml', null)!.context)).toBe(true);
    // A name like others, where the system allows it; on Windows none begins so.
    expect(isOutside('a:b.Dockerfile')).toBe(false);
    expect(isOutside('C:')).toBe(true);
  });

  it('starts at the folder of the compose file', () => {
    expect(one('../api', 'deploy/prod/compose.yml')).toMatchObject({ context: 'deploy/api', dockerfile: 'deploy/api/Dockerfile' });
    expect(one('.', 'deploy/compose.yml')).toMatchObject({ context: 'deploy', isDefaultName: true });
  });

  it('reads target, args and inline Dockerfiles', () => {
    const [a, b] = builds(
      'services:\n  a:\n    build:\n      context: .\n      target: ${T:-run}\n      args: {V: 1, W: "${X}", N: }\n  b:\n    build:\n      context: .\n      args: [A=b=c, FROM_ENV]\n      dockerfile_inline: |\n        FROM x\n        COPY only/this /\n',
    );
    expect(a).toMatchObject({ target: 'run', inlineInputs: null });
    expect([...a!.args]).toEqual([['V', '1'], ['W', null], ['N', null]]);
    expect([...b!.args]).toEqual([['A', 'b=c'], ['FROM_ENV', null]]);
    expect(b).toMatchObject({ dockerfile: null, inlineInputs: { copied: ['only/this'] } });
  });

  it('follows anchors, merge keys and extends in the same file', () => {
    const found = builds(
      'x-b: &b {context: ./shared}\nx-s: &s\n  build: *b\nservices:\n  a:\n    <<: *s\n  b:\n    build:\n      <<: *b\n      dockerfile: D\n  c:\n    extends: {service: b}\n    build: {target: t}\n  d: {image: x}\n',
    );
    expect(found.map(({ service, context, dockerfile, target }) => [service, context, dockerfile, target])).toEqual([
      ['a', 'shared', 'shared/Dockerfile', null], ['b', 'shared', 'shared/D', null], ['c', 'shared', 'shared/D', 't'],
    ]);
  });

  it('leaves out what another file may say', () => {
    const yaml = (build: string) => `services:\n  a:\n    extends: {file: other.yml, service: x}\n    build: ${build}\n`;
    expect(builds(yaml('{target: t}'))).toEqual([]);
    expect(builds(yaml('{context: .}'))).toEqual([]);
    expect(builds(yaml('{context: ., dockerfile: D}'))).toHaveLength(1);
  });

  it('knows services by any name', () => {
    const found = builds('services:\n  __proto__: {build: ./a}\n  constructor: {build: ./b}\n');
    expect(found.map(({ service }) => service)).toContain('constructor');
    expect(({} as { build?: unknown }).build).toBeUndefined();
  });

  it('throws on nothing', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('.', '/', '$', '{', '}', ':', '-', 'a', '\\', '~', ' ', '"', "'"), maxLength: 20 }), (text) => {
      for (const build of builds(`services:\n  s:\n    build: ${text}\n`)) expect(build.context).not.toBe('');
    }));
  });
});

describe('inputsOfText', () => {
  it('takes copies, additions and bind mounts from the context, and nothing else', () => {
    expect(inputsOfText(
      'ARG D=dyn\nFROM a AS one\nARG D\nCOPY a.txt b/ /x/\nADD c.tar https://h/x /y/\nCOPY --from=one /z /z\nCOPY $D/x $UNKNOWN/y /\nCOPY ["sp ace", "/"]\n' +
      'RUN --mount=type=bind,source=./lock,target=/l --mount=type=bind,from=one,source=no,target=/n --mount=type=cache,target=/c true\n' +
      'RUN --mount=target=/src true\nCOPY <<EOF /f\nno\nEOF\nCOPY ../up/./x /\nONBUILD COPY no /\nONBUILD RUN --mount=type=bind,source=no,target=/n true\n',
    ).copied).toEqual(['$UNKNOWN/y', '.', 'a.txt', 'b', 'c.tar', 'dyn/x', 'lock', 'sp ace', 'up/x'].sort());
  });
});

describe('Project', () => {
  const files = createContextFiles({ paths: [], folders: [], complete: true, text: () => undefined });
  const project = (compose: Record<string, string>, dockerfiles: Record<string, string>, ignores: Record<string, string> = {}) => {
    const projects = projectsOf(compose, '/w');
    const built = new Project({
      inputsOf: (path) => inputsOfText(dockerfiles[path]!),
      textOf: () => null,
      documentOf: () => null,
      contextFiles: () => files,
      measure: () => null,
      headOf: (path) => projects.headOf(path),
      composeProjects: (path) => projects.projectsOf(path),
    });
    for (const path of Object.keys(dockerfiles)) built.addDockerfile(path);
    for (const [path, builds] of projects.update().builds) built.setBuilds(path, builds);
    for (const [path, text] of Object.entries(compose)) built.setResources(path, readResourceSettings(parseCompose(text), path, '/w'));
    for (const [path, text] of Object.entries(ignores)) built.setIgnoreFile(path, text);
    return built;
  };

  it('keeps one use per service, in the order of compose files and services', () => {
    const built = project(
      { 'compose.yml': 'services:\n  a: {build: .}\n  b: {build: {context: ., target: t}}\n', 'a/compose.yml': 'services:\n  c: {build: {context: .., dockerfile: Dockerfile}}\n' },
      { Dockerfile: 'FROM x\n' },
    );
    const { uses } = built.viewFor('Dockerfile', 'dockerfile');
    expect(uses.map(({ definedIn, service, target }) => [definedIn, service, target])).toEqual([
      ['a/compose.yml', 'c', null], ['compose.yml', 'a', null], ['compose.yml', 'b', 't'],
    ]);
    expect(new Set(uses.map(({ context }) => context)).size).toBe(1);
  });

  it('names another file that sets resources of a service: beside it, an override below it, or one that extends it', () => {
    const service = 'services:\n  db: {image: postgres}\n  web: {image: nginx}\n  __proto__: {image: x}\n';
    const built = project(
      {
        'compose.yml': service,
        'compose.prod.yml': 'services:\n  db: {mem_limit: 1g}\n  web: {cpus: !reset null}\n',
        'limited/compose.yml': 'services:\n  web: {image: nginx, pids_limit: 9}\n',
        'a/compose.yml': service,
        // It may be laid over any file above it: nobody can tell which.
        'a/deploy/limits/compose.yml': 'services:\n  db: {deploy: {resources: {limits: {cpus: "1"}}}}\n  web: {build: ., cpus: 1}\n',
        'b/compose.yml': service,
        'c/compose.yml': 'services:\n  own: {extends: {file: ../b/compose.yml, service: web}, cpu_quota: 5}\n  odd: {extends: [], cpus: 1}\n',
      },
      {},
    );
    const seen = (file: string) => ['db', 'web', '__proto__'].map((name) => built.viewFor(file, 'compose').resourcesElsewhere!(name));
    expect(seen('compose.yml')).toEqual(['compose.prod.yml', null, null]);
    expect(seen('compose.prod.yml')).toEqual(['a/deploy/limits/compose.yml', null, null]);
    expect(seen('limited/compose.yml')).toEqual([null, null, null]);
    expect(seen('a/compose.yml')).toEqual(['a/deploy/limits/compose.yml', null, null]);
    expect(seen('b/compose.yml')).toEqual([null, 'c/compose.yml', null]);
  });

  it('joins what all Dockerfiles of a context copy, inline ones and assumed neighbours included', () => {
    const built = project(
      { 'compose.yml': 'services:\n  a: {build: {context: ., dockerfile: x/Dockerfile}}\n  b:\n    build:\n      context: .\n      dockerfile_inline: "FROM a\\nCOPY inline /\\n"\n' },
      { 'x/Dockerfile': 'FROM a\nCOPY one /\n', Dockerfile: 'FROM a\nCOPY two /\n', 'y/Dockerfile': 'FROM a\nCOPY three /\n' },
    );
    expect(built.viewFor('x/Dockerfile', 'dockerfile').uses[0]!.context.copied).toEqual(['inline', 'one', 'two']);
    expect(built.viewFor('y/Dockerfile', 'dockerfile').uses[0]!.context.copied).toEqual(['three']);
    expect(built.viewFor('compose.yml', 'compose').serviceUse('b')).toMatchObject({ dockerfile: null, context: { path: '.' } });
  });

  it('applies the ignore file of the Dockerfile before that of the context, and none beside a Dockerfile built from elsewhere', () => {
    const compose = { 'compose.yml': 'services:\n  a: {build: {context: ., dockerfile: x/Dockerfile}}\n' };
    const dockerfiles = { 'x/Dockerfile': 'FROM a\n' };
    const ignore = (ignores: Record<string, string>) => project(compose, dockerfiles, ignores).viewFor('x/Dockerfile', 'dockerfile').uses[0]!.context.ignore?.path;
    expect(ignore({})).toBeUndefined();
    expect(ignore({ 'x/.dockerignore': '' })).toBeUndefined();
    expect(ignore({ '.dockerignore': '' })).toBe('.dockerignore');
    expect(ignore({ '.dockerignore': '', 'x/Dockerfile.dockerignore': '' })).toBe('x/Dockerfile.dockerignore');
  });

  it('keeps the patterns of an ignore file until its context is forgotten', () => {
    const built = project({}, { 'x/Dockerfile': 'FROM a\n', 'y/Dockerfile': 'FROM a\n' }, { 'x/.dockerignore': 'docs\n' });
    const matcher = () => built.viewFor('x/Dockerfile', 'dockerfile').uses[0]!.context.ignore!.matcher;
    const before = matcher();
    built.forgetContext('y');
    expect(matcher()).toBe(before);
    built.forgetContext('x');
    expect(matcher()).not.toBe(before);
    expect(matcher().ignores('docs')).toBe(true);
  });
});

describe('paths', () => {
  it.each([
    ['.', 'a', '/w', 'a'], ['a', '../b', '/w', 'b'], ['a', '../../b', '/w', '../b'], ['a', '../../w/b', '/w', 'b'], ['.', '/w/x', '/w', 'x'], ['.', '/w', '/w/', '.'],
    ['.', '/web', '/w', '/web'], ['.', '..', '/', '.'], ['.', '..', null, '..'], ['.', '/a', null, '/a'], ['.', '/a', '/', 'a'],
  ])('from %s, %s with root %s is %s', (folder, written, root, resolved) => {
    expect(resolveFrom(folder, written, root)).toBe(resolved);
  });

  it.each([['.', 'a/b', 'a/b'], ['a', 'a/b', 'b'], ['a', 'a', '.'], ['a', 'ab', null], ['.', '../x', null], ['a/b', 'a', null]])('within %s, %s is %s', (folder, path, within) => {
    expect(pathWithin(folder, path)).toBe(within);
  });
});

it('knows folders from the files in them', () => {
  const files = createContextFiles({ paths: ['b/c/d.txt', 'a'], folders: ['e'], complete: true, text: () => undefined });
  expect(files.paths).toEqual(['a', 'b/c/d.txt']);
  expect(['.', 'b', 'b/c', 'e', 'a', 'x'].map((path) => files.hasFolder(path))).toEqual([true, true, true, true, false, false]);
  expect(['a', 'b', 'b/c/d.txt', '__proto__'].map((path) => files.has(path))).toEqual([true, false, true, false]);
});

it.each([
  ['package.json', true], ['a/.npmrc', true], ['requirements.txt', true], ['requirements-dev.txt', true], ['dev-requirements.txt', true], ['requirements/base.txt', true],
  ['constraints.txt', true], ['requirements.in', true], ['pyproject.toml', true], ['package-lock.json', false], ['setup.py', false], ['notes.txt', false], ['requirements/base.py', false], ['.env', false],
])('%s is a manifest: %s', (path, expected) => {
  expect(isManifest(path)).toBe(expected);
});
