import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../support/cpuTime.ts';
import { buildsIn, ComposeWorkspace, told } from './projects.ts';

/** What `docker compose config` 2.40 says of the same files, but for the variables that it takes from the environment. */
const toldOf = (files: Record<string, string>, head?: string) => buildsIn(files, head).map(told);

describe('base and override', () => {
  it('are laid over each other', () => {
    expect(
      toldOf({
        'compose.yml': 'services:\n  api:\n    build: ./api\n  web:\n    build: {context: web, args: [A=1, B=2], target: x}\n  img: {image: a}\n  gone: {build: ./gone}\n  kept: {build: ./kept}\n',
        'docker-compose.override.yml':
          'services:\n  api:\n    build: {target: dev, args: {X: "${X}"}}\n  web:\n    build: {target: !reset null, args: {A: 3, B: !reset null}}\n  img: {build: {target: t}}\n  gone: !reset null\n  kept: {build: null}\n',
        '.env': "export X='q # r' # c\n",
      }),
    ).toEqual(['api api api/Dockerfile dev X=q # r', 'web web web/Dockerfile - A=3', 'img . Dockerfile t', 'kept kept kept/Dockerfile -']);
  });

  it('extend services of their own file only', () => {
    const files = { 'compose.yml': 'services:\n  a: {build: {context: ./x, dockerfile: D}}\n', 'compose.override.yml': 'services:\n  a: {build: ./y}\n  c: {extends: {service: a}, build: {args: [Q]}}\n' };
    expect(toldOf(files)).toEqual(['a y y/D -', 'c y y/Dockerfile - Q=?']);
  });

  it('have the names and the order that compose looks for', () => {
    const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml'];
    const files = Object.fromEntries(names.map((name) => [name, `services:\n  s: {image: i, build: {context: ., args: ["${name}"]}}\n`]));
    const builds = new ComposeWorkspace(files).builds();
    expect(builds.get('compose.yaml')!.map(told)).toEqual(['s . Dockerfile - compose.yaml=? compose.override.yml=?']);
    expect(builds.get('docker-compose.yml')!.map(told)).toEqual(['s . Dockerfile - docker-compose.yml=?']);
    expect(builds.get('compose.override.yml')).toEqual([]);
  });

  it('replace what !override says, and leave an inline Dockerfile out where a file is named too', () => {
    expect(
      toldOf({
        'compose.yml': 'services:\n  a: {build: {context: x, target: t, args: {A: 1}}}\n  b: {build: {context: ., dockerfile_inline: "FROM a"}}\n  c: {build: {context: ., args: {A: 1, B: 2}}}\n',
        'compose.override.yml': 'services:\n  a: {build: !override {context: y}}\n  b: {build: {dockerfile: D}}\n  c: {build: {args: !override {C: 3}}}\n',
      }),
    ).toEqual(['a y y/Dockerfile -', 'c . Dockerfile - C=3']);
  });
});

describe('other files beside a base', () => {
  const base = 'services:\n  api: {build: {context: ./api, target: run}, environment: {A: b}}\n  db: {image: postgres}\n';

  it('that only add to its services are laid over it, without the override', () => {
    const builds = new ComposeWorkspace({
      'docker-compose.yml': base,
      'docker-compose.override.yml': 'services:\n  api: {build: {args: {DEV: 1}}}\n',
      'docker-compose.prod.yml': 'services:\n  api: {restart: always}\n',
      'docker-compose.dev.yml': 'services:\n  api: {build: {target: dev}}\n',
      'docker-compose.extra.yml': 'services:\n  api: {restart: always}\n  tool: {build: ./tool}\n',
    }).builds();
    expect(builds.get('docker-compose.yml')!.map(told)).toEqual(['api api api/Dockerfile run DEV=1']);
    expect(builds.get('docker-compose.prod.yml')!.map(told)).toEqual(['api api api/Dockerfile run']);
    expect(builds.get('docker-compose.dev.yml')!.map(told)).toEqual(['api api api/Dockerfile dev']);
    expect(builds.get('docker-compose.extra.yml')!.map(told)).toEqual(['api api api/Dockerfile run', 'tool tool tool/Dockerfile -']);
    expect(builds.get('docker-compose.dev.yml')![0]!.definedIn).toBe('docker-compose.yml');
  });

  it('that can be loaded alone are read alone', () => {
    const builds = new ComposeWorkspace({ 'docker-compose.yml': base, 'docker-compose.ci.yml': 'services:\n  api: {build: {context: ./ci}}\n  lone: {build: {target: x}}\n' }).builds();
    expect(builds.get('docker-compose.ci.yml')!.map(told)).toEqual(['api ci ci/Dockerfile -', 'lone . Dockerfile x']);
  });

  it('that add to services which nobody declares there build nothing: their paths start in a folder that no file tells', () => {
    const stray = 'services:\n  api: {restart: always}\n  x: {build: ./x}\n';
    expect(buildsIn({ 'deploy/docker-compose.prod.yml': stray, 'docker-compose.yml': base }, 'deploy/docker-compose.prod.yml')).toEqual([]);
    expect(buildsIn({ 'docker-compose.prod.yml': 'services:\n  other: {restart: always}\n  x: {build: ./x}\n', 'docker-compose.yml': base }, 'docker-compose.prod.yml')).toEqual([]);
  });

  it('choose the base of their own name', () => {
    const builds = new ComposeWorkspace({
      'compose.yaml': 'services:\n  api: {build: ./one}\n',
      'docker-compose.yml': 'services:\n  api: {build: ./two}\n',
      'docker-compose.prod.yml': 'services:\n  api: {restart: always}\n',
      'compose.prod.yml': 'services:\n  api: {restart: always}\n',
    }).builds();
    expect([builds.get('docker-compose.prod.yml')![0]!.context, builds.get('compose.prod.yml')![0]!.context]).toEqual(['two', 'one']);
  });
});

describe('extends', () => {
  it('of another file starts its paths in that file\'s folder, and a build without a context in the project\'s', () => {
    expect(
      toldOf({
        'compose.yml': 'services:\n  api:\n    extends: {file: sub/common.yml, service: base}\n    build: {target: t}\n  two:\n    extends: {file: sub/common.yml, service: nocontext}\n  three:\n    extends: {file: sub/common.yml, service: nested}\n',
        'sub/common.yml':
          'services:\n  base:\n    build: {context: ./x, dockerfile: ../y/Dockerfile, additional_contexts: {i: "docker-image://a"}}\n    profiles: [p]\n  nocontext:\n    build: {target: z}\n  nested:\n    extends: {file: deep/c.yml, service: n}\n',
        'sub/deep/c.yml': 'services:\n  n: {build: "./${V:-nn}"}\n',
        'sub/.env': 'V=fromsub\n',
        '.env': 'V=frommain\n',
      }),
    ).toEqual(['api sub/x sub/y/Dockerfile t i:docker-image://a (p)', 'two . Dockerfile z', 'three sub/deep/frommain sub/deep/frommain/Dockerfile -']);
  });

  it('that cannot be followed leaves out what it may say', () => {
    for (const parent of ['{file: none.yml, service: x}', '{file: b.yml, service: none}', '{file: "${F}", service: x}', '{file: ../../out.yml, service: x}', '{service: gone}', '{service: s}', '[s]', '{file: "https://h/x.yml", service: x}']) {
      const files = (build: string) => ({ 'compose.yml': `services:\n  s:\n    extends: ${parent}\n    build: ${build}\n`, 'b.yml': 'services: {}\n' });
      expect(toldOf(files('{target: t}')), parent).toEqual([]);
      expect(toldOf(files('{context: c, dockerfile: D}')), parent).toEqual(['s c c/D -']);
    }
  });

  it('in circles and long chains ends', () => {
    const circle = { 'compose.yml': 'services:\n  a: {extends: {file: b.yml, service: b}, build: {context: ., dockerfile: D}}\n', 'b.yml': 'services:\n  b: {extends: {file: compose.yml, service: a}}\n' };
    expect(toldOf(circle)).toEqual(['a . D -']);
    const long = Array.from({ length: 400 }, (_, i) => `  s${i}: {extends: s${i + 1}, image: x}\n`).join('');
    let told: readonly string[] = [];
    expect(cpuTime(() => (told = toldOf({ 'compose.yml': `services:\n${long}  s400: {build: .}\n` })))).toBeLessThan(6_000);
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('include', () => {
  it('starts in the folder of the included file or the directory that is named, with its own variables under the project\'s', () => {
    expect(
      toldOf({
        'compose.yml': 'include:\n  - inc/compose.yml\n  - path: inc2/a/compose.yml\n    project_directory: inc2\n  - path: [inc3/compose.yml, inc3b/over.yml]\nservices:\n  main: {build: .}\n',
        'inc/compose.yml': 'include: [deep/compose.yml]\nservices:\n  one: {build: "./${V:-none}"}\n',
        'inc/compose.override.yml': 'services:\n  one: {build: {target: overriden}}\n',
        'inc/.env': 'V=incv\nU=incu\n',
        '.env': 'V=mainv\n',
        'inc/deep/compose.yml': 'services:\n  deep: {build: "./${U:-nou}"}\n',
        'inc2/a/compose.yml': 'include: [n/compose.yml]\nservices:\n  foreign: {build: {context: ./ctx}, extends: {file: e.yml, service: e}}\n',
        'inc2/n/compose.yml': 'services:\n  nn: {build: .}\n',
        'inc2/e.yml': 'services:\n  e: {build: {target: et}}\n',
        'inc3/compose.yml': 'services:\n  three: {build: .}\n',
        'inc3b/over.yml': 'services:\n  three: {build: {dockerfile: Dockerfile.x}}\n',
      }).sort(),
    ).toEqual([
      'deep inc/deep/incu inc/deep/incu/Dockerfile -', 'foreign inc2/ctx inc2/ctx/Dockerfile et', 'main . Dockerfile -', 'nn inc2/n inc2/n/Dockerfile -', 'one inc/mainv inc/mainv/Dockerfile -',
      'three inc3 inc3/Dockerfile.x -',
    ]);
  });

  it('adds to the file that includes, which is laid over files before it and under those after it', () => {
    const base = { 'compose.yml': 'include: [sub/c.yml]\nservices:\n  z: {build: ./a}\n', 'sub/c.yml': 'services:\n  y: {build: ./y}\n', 'sub/d.yml': 'services:\n  z: {build: {target: q, args: {A: 1}}}\n' };
    expect(toldOf({ ...base, 'compose.override.yml': 'include: [sub/d.yml]\nservices:\n  y: {build: {target: t}}\n' })).toEqual(['z sub sub/Dockerfile q A=1', 'y sub/y sub/y/Dockerfile t']);
    expect(toldOf({ ...base, 'compose.override.yml': 'services:\n  y: {hostname: h}\n' })).toEqual(['z a a/Dockerfile -', 'y sub/y sub/y/Dockerfile -']);
  });

  it('starts a build without a context in the included project', () => {
    expect(toldOf({ 'compose.yml': 'include: [sub/compose.yml]\n', 'sub/compose.yml': 'services:\n  s: {build: {target: t}}\n' })).toEqual(['s sub sub/Dockerfile t']);
  });

  it('reads a file alone as well, unless its paths would then start elsewhere', () => {
    const workspace = new ComposeWorkspace({
      'compose.yml': 'include:\n  - a/compose.yml\n  - {path: b/compose.yml, project_directory: .}\n',
      'a/compose.yml': 'services:\n  a: {build: .}\n',
      'b/compose.yml': 'services:\n  b: {build: ./b}\n',
    });
    const builds = workspace.builds();
    expect(builds.get('a/compose.yml')!.map(told)).toEqual(['a a a/Dockerfile -']);
    expect(builds.get('b/compose.yml')).toEqual([]);
    expect(workspace.projects.headOf('b/compose.yml')).toBe('compose.yml');
    workspace.files['compose.yml'] = 'services: {}\n';
    workspace.projects.changed('compose.yml');
    expect(workspace.builds().get('b/compose.yml')!.map(told)).toEqual(['b b/b b/b/Dockerfile -']);
  });

  it('in circles, without end, or of what is not there ends', () => {
    const circle = { 'compose.yml': 'include: [b/compose.yml, "https://h/c.yml", none.yml, {path: []}, 3, "${X}/c.yml"]\nservices:\n  a: {build: .}\n', 'b/compose.yml': 'include: [../compose.yml, compose.yml]\nservices:\n  b: {build: .}\n' };
    expect(toldOf(circle)).toEqual(['a . Dockerfile -', 'b b b/Dockerfile -']);
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`compose${i === 0 ? '' : `.${i}`}.yml`, `include: [${Array.from({ length: 40 }, (__, j) => `compose${j === 0 ? '' : `.${j}`}.yml`).join(', ')}]\nservices:\n  s${i}: {build: ./x${i}}\n`]));
    expect(cpuTime(() => void new ComposeWorkspace(many).builds())).toBeLessThan(5_000);
  });
});

describe('what a change costs', () => {
  const files = () => ({
    'compose.yml': 'services:\n  a: {build: .}\n',
    'compose.prod.yml': 'services:\n  a: {restart: always}\n',
    'x/compose.yml': 'services:\n  x: {extends: {file: ../lib/common.yml, service: c}}\n',
    'y/compose.yml': 'services:\n  y: {build: "${V:-d}"}\n',
    'lib/common.yml': 'services:\n  c: {build: ./c}\n',
  });

  it.each([
    ['compose.yml', ['compose.prod.yml', 'compose.yml']], ['lib/common.yml', ['x/compose.yml']], ['y/.env', ['y/compose.yml']], ['compose.prod.yml', ['compose.prod.yml']], ['none.yml', []], ['x/.env', []],
  ])('%s concerns %j', (path, heads) => {
    const workspace = new ComposeWorkspace(files());
    workspace.builds();
    workspace.projects.changed(path);
    expect([...workspace.builds().keys()].sort()).toEqual(heads);
    workspace.asked = [];
    expect([...workspace.builds().keys()]).toEqual([]);
    expect(workspace.asked).toEqual([]);
  });

  it('a file that goes leaves no builds', () => {
    const workspace = new ComposeWorkspace(files());
    workspace.builds();
    workspace.projects.remove('compose.yml');
    delete (workspace.files as Record<string, string>)['compose.yml'];
    expect([...workspace.builds()].map(([path, builds]) => [path, builds.length]).sort()).toEqual([['compose.prod.yml', 0], ['compose.yml', 0]]);
  });
});
