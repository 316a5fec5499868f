import { describe, expect, it } from 'vitest';
import { isBakeFile, readBakeBuilds, readBakeFile } from '../../../../server/src/project/bake/readBakeBuilds.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import type { BuildDefinition } from '../../../../server/src/project/buildDefinition.ts';

const HCL = 'docker-bake.hcl';

/** The builds by name, as much of them as a test names. */
function builds(text: string, path = HCL): ReadonlyMap<string, BuildDefinition> {
  return new Map(readBakeBuilds(text, path, null).map((build) => [build.service, build]));
}

function build(text: string, name = 'app', path = HCL): BuildDefinition | undefined {
  return builds(text, path).get(name);
}

/** What `docker buildx bake --print` (0.29) says of the same files is what stands here. */
describe('a bake file in HCL', () => {
  it('tells context, Dockerfile, stage, arguments and named contexts', () => {
    const text = `# The services.
group "default" {
  targets = ["app"]
}

target "app" {
  context    = "services/app" // relative
  dockerfile = "docker/app.Dockerfile"
  target     = "production"
  args = {
    VERSION = "1.2"
    COUNT   = 3
    DEBUG   = false
  }
  contexts = {
    base   = "docker-image://alpine:3.20"
    shared = "../shared"
    other  = "target:other"
  }
  tags = ["registry.example/app:1.2", "registry.example/app:latest"]
}
`;
    expect(build(text)).toEqual({
      source: 'bake',
      service: 'app',
      definedIn: HCL,
      context: 'services/app',
      dockerfile: 'services/app/docker/app.Dockerfile',
      isDefaultName: false,
      target: 'production',
      args: new Map([['VERSION', '1.2'], ['COUNT', '3'], ['DEBUG', 'false']]),
      namedContexts: new Map([['base', 'docker-image://alpine:3.20'], ['shared', '../shared'], ['other', 'target:other']]),
      profiles: [],
      images: ['registry.example/app:1.2', 'registry.example/app:latest'],
      hasHealthcheck: false,
      inlineInputs: null,
    });
  });

  it('tells what the result is called', () => {
    const text = `variable "TAG" { default = "dev" }
variable "UNSET" {}
target "_base" {
  tags = ["acme/base"]
}
target "app" {
  inherits = ["_base"]
  tags = ["acme/app:\${TAG}", "acme/app:\${timestamp()}"]
}
target "kept" { inherits = ["_base"] }
target "one" {
  matrix = { v = ["1", "2"] }
  name = "one-\${v}"
  tags = ["acme/one:\${v}"]
}
group "default" { targets = ["app", "kept", "one"] }
`;
    expect(build(text)!.images).toEqual(['acme/app:dev']);
    expect(build(text, 'kept')!.images).toEqual(['acme/base']);
    expect(build(text, 'one')!.images).toEqual(['acme/one:1', 'acme/one:2']);
    expect(build('target "app" {}')!.images).toEqual([]);
    expect(build('{"target": {"app": {"tags": ["acme/app"]}}}', 'app', 'docker-bake.json')!.images).toEqual(['acme/app']);
  });

  it('looks for Dockerfile in the folder where nothing else is said', () => {
    expect(build('target "app" {}')).toMatchObject({ context: '.', dockerfile: 'Dockerfile', isDefaultName: true, target: null });
    expect(build('target "app" {\n  context = "."\n  dockerfile = ""\n  target = ""\n}')).toMatchObject({ dockerfile: 'Dockerfile', isDefaultName: true, target: null });
  });

  it('starts relative contexts at the folder that bake runs in', () => {
    const text = 'target "app" {\n  context = "../api"\n  dockerfile = "deploy/Dockerfile"\n}';
    expect(build(text, 'app', 'deploy/docker-bake.hcl')).toMatchObject({ context: 'api', dockerfile: 'api/deploy/Dockerfile' });
    const atRoot = readBakeFile('target "app" {\n  dockerfile = "deploy/Dockerfile"\n}', 'deploy/docker-bake.hcl', null, '.');
    expect(atRoot?.[0]).toMatchObject({ context: '.', dockerfile: 'deploy/Dockerfile', definedIn: 'deploy/docker-bake.hcl' });
  });

  it('finds the way back into the workspace', () => {
    const [found] = readBakeBuilds('target "app" {\n  context = "../project/api"\n}', HCL, '/home/me/project');
    expect(found).toMatchObject({ context: 'api', dockerfile: 'api/Dockerfile' });
    expect(build('target "app" {\n  context = "/srv/api"\n}')).toMatchObject({ context: '/srv/api', dockerfile: '/srv/api/Dockerfile' });
    expect(build('target "app" {\n  context = "cwd://api"\n  dockerfile = "cwd://x/Dockerfile"\n}')).toMatchObject({ context: 'api', dockerfile: 'x/Dockerfile' });
  });

  it.each([
    ['a default', 'variable "V" {\n  default = "1"\n}', '${V}-slim', '1-slim'],
    ['a default on one line', 'variable "V" { default = "1" }', '${V}', '1'],
    ['a number', 'variable "V" {\n  default = 20\n}', 'v${V}', 'v20'],
    ['a variable of a variable', 'variable "V" {\n  default = "${W}.x"\n}\nvariable "W" {\n  default = W2\n}\nW2 = "2"', '${V}', '2.x'],
    ['an attribute beside the blocks', 'V = "3"', '${V}', '3'],
    ['a list', 'variable "V" {\n  default = ["a", "b"]\n}', '${V[1]}', 'b'],
    ['an object', 'variable "V" {\n  default = { n = "c" }\n}', '${V.n}${V["n"]}', 'cc'],
    ['an escape', '', 'a\\tb\\"\\u00e9 $${X} %%{Y} $Z', 'a\tb"é ${X} %{Y} $Z'],
    ['no default: the environment sets it', 'variable "V" {}', '${V}', null],
    ['null as the default', 'variable "V" {\n  default = null\n}', '${V}', null],
    ['a function', 'variable "V" {\n  default = "x"\n}', '${upper(V)}', null],
    ['a condition', 'variable "V" {\n  default = ""\n}', '${V == "" ? "a" : "b"}', null],
    ['a directive', 'V = true', '%{ if V }a%{ endif }', null],
    ['a circle', 'V = W\nW = V', '${V}', null],
    ['nothing that declares it', '', '${V}', null],
  ])('fills in a variable with %s', (_, declared, written, expected) => {
    expect(build(`${declared}\ntarget "app" {\n  args = {\n    A = "${written}"\n  }\n}`)?.args).toEqual(new Map([['A', expected]]));
  });

  it('does not pass on what is null', () => {
    expect(build('target "app" {\n  args = {\n    A = null\n    B = "b"\n  }\n}')?.args).toEqual(new Map([['B', 'b']]));
  });

  it.each([
    ['a function as context', 'context = abspath(".")'],
    ['a condition as Dockerfile', 'dockerfile = CI == "" ? "a" : "b"'],
    ['a variable of the environment', 'context = "${WHERE}"'],
    ['a remote context', 'context = "https://github.com/acme/app.git#main"'],
    ['a remote context by ssh', 'context = "git@github.com:acme/app.git"'],
    ['a target as context', 'context = "target:base"'],
    ['a stage that a function tells', 'target = lower("X")'],
    ['a parent of another file', 'inherits = ["elsewhere"]'],
    ['a parent that a function tells', 'inherits = concat(["a"], ["b"])'],
    ['a matrix that a loop makes', 'name = "app"\n  matrix = {\n    x = [for i in ["a"] : i]\n  }'],
    ['named contexts that a function makes', 'contexts = merge({}, {})'],
  ])('leaves out a target with %s, and only that', (_, line) => {
    expect([...builds(`target "app" {\n  ${line}\n}\ntarget "fine" {\n}`).keys()]).toEqual(['fine']);
  });

  it('reads past what it cannot tell', () => {
    const text = `
function "tags" {
  params = [name]
  result = ["a/\${name}:1", "b/\${name}:1"]
}
target "app" {
  tags   = concat(tags("app"), [for t in ["x"] : "c:\${t}"])
  labels = {
    "a}" = "{ # no comment"
    when = "\${formatdate("YYYY", timestamp())}"
  }
  output = ["type=image,push=\${PUSH ? true : false}"]
  args   = { A = (1 + 2), B = "b", C = !true }
  /* a comment = { */ context = "app" # here
}
`;
    expect(build(text)).toMatchObject({ context: 'app', args: new Map([['A', null], ['B', 'b'], ['C', null]]) });
  });

  it('merges what a target inherits, in order', () => {
    const text = `
target "_base" {
  context = "base"
  args = { A = "base", B = "base", C = "base" }
  contexts = { x = "one", y = "one" }
}
target "_prod" {
  target = "prod"
  args = { B = "prod", C = "prod" }
}
target "app" {
  inherits = ["_base", "_prod"]
  args = { C = "app" }
  contexts = { x = "" }
}
target "app" {
  dockerfile = "late.Dockerfile"
}
`;
    const found = builds(text);
    expect([...found.keys()]).toEqual(['app']);
    expect(found.get('app')).toMatchObject({ context: 'base', dockerfile: 'base/late.Dockerfile', target: 'prod' });
    expect(found.get('app')?.args).toEqual(new Map([['A', 'base'], ['B', 'prod'], ['C', 'app']]));
    expect(found.get('app')?.namedContexts).toEqual(new Map([['y', 'one']]));
  });

  it.each([
    ['that a group lists', 'group "all" {\n  targets = ["base"]\n}', ''],
    ['that another takes as context', 'target "more" {\n  contexts = { b = "target:base" }\n}', ''],
    ['that names a stage', '', 'target = "prod"'],
  ])('counts a target %s as a build even where others inherit it', (_, outside, inside) => {
    const found = builds(`${outside}\ntarget "base" {\n  ${inside}\n}\ntarget "app" {\n  inherits = ["base"]\n}`);
    expect([...found.keys()]).toContain('base');
  });

  it('leaves out targets that inherit from each other', () => {
    expect(builds('target "a" {\n  inherits = ["b"]\n  target = "a"\n}\ntarget "b" {\n  inherits = ["a"]\n  target = "b"\n}').size).toBe(0);
  });

  it('makes a target of each combination of a matrix', () => {
    const text = `
target "app" {
  name = "app-\${item.name}-\${os}"
  matrix = {
    item = [{ name = "api", dir = "services/api" }, { name = "web", dir = "services/web" }]
    os   = ["alpine", "debian"]
  }
  context = item.dir
  args = { OS = os, KIND = "service" }
}
target "next" {
  inherits = ["app-web-debian"]
  target = "next"
}
`;
    const found = builds(text);
    expect([...found].map(([name, { context, args }]) => [name, context, args.get('OS')])).toEqual([
      ['app-api-alpine', 'services/api', null],
      ['app-web-alpine', 'services/web', null],
      ['next', 'services/web', 'debian'],
    ]);
    expect(found.get('app-api-alpine')?.args.get('KIND')).toBe('service');
  });

  it('names a matrix of arguments after its block', () => {
    const text = 'target "app" {\n  name = "app-${v}"\n  matrix = { v = ["1", "2"] }\n  args = { V = v }\n}';
    expect([...builds(text)].map(([name, { args }]) => [name, args.get('V')])).toEqual([['app', null]]);
  });

  it('reads a Dockerfile that stands in the file', () => {
    const text = `
variable "BASE" { default = "alpine" }
target "app" {
  context = "app"
  dockerfile-inline = <<-EOT
    FROM \${BASE}
    COPY config ./
      RUN echo $\${HOME} "}"
  EOT
}
target "more" {
  dockerfile-inline = <<EOT
FROM scratch
COPY a b /
EOT
}
`;
    const found = builds(text);
    expect(found.get('app')).toMatchObject({ dockerfile: null, isDefaultName: false, context: 'app' });
    expect(found.get('app')?.inlineInputs).toEqual({ copied: ['config'], scripts: ['echo ${HOME} "}"'] });
    expect(found.get('more')?.inlineInputs?.copied).toEqual(['a', 'b']);
  });

  it('reads the same with other line ends and a byte order mark', () => {
    const text = 'variable "V" {\n  default = "x"\n}\ntarget "app" { # c\n  context = "a${V}"\n  args = {\n    A = <<E\none\nE\n    B = "b"\n  }\n}\n';
    const found = build(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(found).toMatchObject({ context: 'ax' });
    expect(found?.args.get('B')).toBe('b');
  });

  it.each([
    ['a block that never ends', 'target "app" {'],
    ['a text that never ends', 'target "app" {\n  context = "a\n}'],
    ['an interpolation that never ends', 'target "app" {\n  context = "a${b"\n}'],
    ['a heredoc that never ends', 'target "app" {\n  dockerfile-inline = <<EOT\nFROM x\n}'],
    ['a comment that never ends', 'target "app" {\n}\n/* '],
    ['two attributes on a line', 'target "app" {\n  context = "a" target = "b"\n}'],
    ['a brace too many', 'target "app" {\n}\n}'],
    ['an unknown escape', 'target "app" {\n  context = "\\x"\n}'],
  ])('reads nothing of %s, as bake does', (_, text) => {
    expect(readBakeFile(text, HCL, null)).toBeNull();
  });

  it('keeps names that objects have', () => {
    const text = 'target "constructor" {\n  args = {\n    __proto__ = "a"\n    toString = "b"\n  }\n}';
    expect(build(text, 'constructor')?.args).toEqual(new Map([['__proto__', 'a'], ['toString', 'b']]));
    expect(readBakeBuilds('target "a" {\n  inherits = ["toString"]\n}', HCL, null)).toEqual([]);
  });
});

describe('a bake file in JSON', () => {
  it('is read like one in HCL', () => {
    const text = JSON.stringify({
      '//': 'a comment',
      variable: { TAG: { default: 'latest' }, NEXT: [{ default: '${TAG}-x' }] },
      group: { default: { targets: ['app'] } },
      target: {
        _base: { args: { A: '${NEXT}', 'B-${TAG}': 3, C: null } },
        app: [{ inherits: ['_base'], context: 'app' }, { dockerfile: 'Dockerfile.${TAG}' }],
        inline: { 'dockerfile-inline': 'FROM scratch\nCOPY "$${A}" x /\n', contexts: { c: 'target:app' } },
      },
    });
    const found = builds(text, 'docker-bake.json');
    expect([...found.keys()]).toEqual(['app', 'inline']);
    expect(found.get('app')).toMatchObject({ context: 'app', dockerfile: 'app/Dockerfile.latest', isDefaultName: false });
    expect(found.get('app')?.args).toEqual(new Map([['A', 'latest-x'], ['B-latest', '3']]));
    expect(found.get('inline')?.inlineInputs?.copied).toEqual(['${A}', 'x']);
  });

  it.each(['', '[]', 'null', '"x"', '{"target": 1}', '{"target": {"a": 1}}', '{"target": {"a": {"context": "${"}}}', '{'])('finds nothing in %s', (text) => {
    expect(readBakeBuilds(text, 'docker-bake.json', null)).toEqual([]);
  });
});

describe('names of bake files', () => {
  it.each(['docker-bake.hcl', 'a/docker-bake.json', 'docker-bake.override.hcl', 'docker-bake.ci.json', 'bake.hcl', 'ci/bake-base.hcl', 'api.bake.hcl', 'Docker-Bake.HCL'])('%s', (path) => {
    expect(isBakeFile(path)).toBe(true);
  });

  it.each(['main.hcl', 'handbake.hcl', 'bake.json', 'bake/main.hcl', 'docker-bake.hcl.md', 'docker-bake.tf', 'docker-baker.hcl'])('not %s', (path) => {
    expect(isBakeFile(path)).toBe(false);
  });
});

describe('hostile bake files', () => {
  const many = (count: number, make: (i: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('\n');

  it.each([
    ['lists in lists', `target "a" {\n  tags = ${'['.repeat(300_000)}\n}`],
    ['closed lists in lists', `target "a" {\n  tags = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n}`],
    ['blocks in blocks', 'a {\n'.repeat(200_000)],
    ['interpolations in interpolations', `x = ${'"${'.repeat(100_000)}`],
    ['heredocs that never end', 'x = <<A\n'.repeat(60_000)],
    ['doubled variables', many(2_000, (i) => `v${i + 1} = "\${v${i}}\${v${i}}"`) + '\nv0 = "ab"\ntarget "a" {\n  context = "${v2000}"\n}'],
    ['doubled lists', many(60, (i) => `v${i + 1} = [v${i}, v${i}]`) + '\nv0 = "a"\ntarget "a" {\n  context = v60[0]\n}'],
    ['a chain of parents', many(10_000, (i) => `target "t${i}" {\n  inherits = ["t${i + 1}"]\n}`)],
    ['parents with many arguments', `target "p" {\n  args = {\n${many(20_000, (i) => `A${i} = "${i}"`)}\n}\n}\n${many(10_000, (i) => `target "t${i}" {\n  inherits = ["p"]\n  args = { X = 1 }\n}`)}`],
    ['a matrix of millions', `target "a" {\n  name = "a"\n  matrix = {\n${many(20, (i) => `m${i} = ["1", "2", "3", "4"]`)}\n}\n}`],
    ['operators without end', `x = ${'1 + '.repeat(200_000)}1\n`],
    ['objects that give up', `x = ${'{ a = { b '.repeat(40_000)}\n`],
    ['keys of every kind', `x = {\n${'(a) = 1\n'.repeat(50_000)}}\n`],
  ])('ends soon: %s', (_, text) => {
    expect(cpuTime(() => readBakeFile(text.slice(0, 1_048_576), HCL, null))).toBeLessThan(3_000);
  });

  it('does not read more than a megabyte', () => {
    expect(readBakeFile(`target "a" {}\n#${' '.repeat(1_048_577)}`, HCL, null)).toBeNull();
  });
});
