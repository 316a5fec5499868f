import { describe, expect, it } from 'vitest';
import { isLocalContext, readPrintedTargets, readsOutside } from '../../../server/src/build/printedTargets.ts';

/** As `docker compose build --print` wrote it. */
const COMPOSE = `{
  "group": { "default": { "targets": ["web", "my_base"] } },
  "target": {
    "my_base": {
      "context": "/w/base", "dockerfile": "/w/base/Dockerfile",
      "labels": { "com.docker.compose.project": "w", "com.docker.compose.service": "my.base", "com.docker.compose.version": "2.40.3" },
      "tags": ["w-my.base"], "output": ["type=docker"]
    },
    "web": {
      "context": "/w/web", "contexts": { "base": "target:my_base", "img": "docker-image://debian:bookworm-slim", "lib": "/lib/shared" },
      "dockerfile": "/w/web/Dockerfile", "args": { "V": "1", "FROM_ENV": null },
      "labels": { "com.docker.compose.service": "web" },
      "tags": ["w-web", "registry.example.com/web:1"], "target": "prod", "platforms": ["linux/amd64", "linux/arm64"], "output": ["type=docker"]
    }
  }
}`;

/** As `docker buildx bake --print` wrote it. */
const BAKE = `{
  "group": { "all": { "targets": ["a", "b", "lib"] }, "default": { "targets": ["all"] } },
  "target": {
    "a": { "context": "../ctx", "dockerfile": "Dockerfile" },
    "b": { "context": ".", "dockerfile": "docker/b.Dockerfile", "entitlements": ["network.host"] },
    "lib": { "context": ".", "contexts": { "a": "target:a" }, "dockerfile": "Dockerfile", "dockerfile-inline": "FROM debian:bookworm-slim", "output": [{ "type": "cacheonly" }] }
  }
}`;

describe('what compose prints', () => {
  const plan = readPrintedTargets(COMPOSE, '/w')!;

  it('tells the targets, with all that their builds depend on', () => {
    expect(plan.targets).toEqual([
      { name: 'my_base', context: '/w/base', dockerfile: '/w/base/Dockerfile', inline: null, target: null, args: {}, contexts: {}, tags: ['w-my.base'], platforms: [], needs: [] },
      {
        name: 'web',
        context: '/w/web',
        dockerfile: '/w/web/Dockerfile',
        inline: null,
        target: 'prod',
        args: { V: '1', FROM_ENV: null },
        contexts: { base: 'target:my_base', img: 'docker-image://debian:bookworm-slim', lib: '/lib/shared' },
        tags: ['w-web', 'registry.example.com/web:1'],
        platforms: ['linux/amd64', 'linux/arm64'],
        needs: ['my_base'],
      },
    ]);
    expect(plan.asked).toEqual(['web', 'my_base']);
  });

  it('tells the names of services, which targets write otherwise', () => {
    expect([...plan.services]).toEqual([['my_base', 'my.base'], ['web', 'web']]);
  });

  it('reads beyond the folder', () => {
    expect(readsOutside(plan.targets, '/w')).toEqual(['/lib/shared']);
    expect(readsOutside(plan.targets, '/w/web')).toEqual(['/w/base', '/lib/shared']);
  });
});

describe('what bake prints', () => {
  const plan = readPrintedTargets(BAKE, '/w/docker')!;

  it('has paths that start where bake does, and Dockerfiles that start in their context', () => {
    expect(plan.targets.map(({ context, dockerfile }) => [context, dockerfile])).toEqual([
      ['/w/ctx', '/w/ctx/Dockerfile'],
      ['/w/docker', '/w/docker/docker/b.Dockerfile'],
      ['/w/docker', null],
    ]);
    expect(plan.targets[2]!.inline).toBe('FROM debian:bookworm-slim');
    expect(plan.entitlements).toEqual(['network.host']);
  });

  it('asks for what its groups hold', () => {
    expect(plan.asked).toEqual(['a', 'b', 'lib']);
    expect(plan.services.size).toBe(0);
  });
});

describe('paths', () => {
  const first = (target: object, folder = '/w'): { readonly context: string; readonly dockerfile: string | null } => readPrintedTargets(JSON.stringify({ target: { t: target } }), folder)!.targets[0]!;

  it.each(['https://example.com/x.git#main:sub', 'git@example.com:x/y.git', 'ssh://git@example.com/x', 'docker-image://debian', 'target:base', 'oci-layout:///x', 'github.com/x/y', '-'])(
    'leaves the address %s as it is, whose Dockerfile is not here',
    (context) => {
      expect(first({ context })).toMatchObject({ context, dockerfile: null });
      expect(isLocalContext(context)).toBe(false);
    },
  );

  it('knows the folder that bake was started in by its name', () => {
    expect(first({ context: 'https://example.com/x.git', dockerfile: 'cwd://Dockerfile' }, '/w')).toMatchObject({ dockerfile: '/w/Dockerfile' });
    expect(first({ context: 'cwd://sub/../api' }, '/w')).toMatchObject({ context: '/w/api', dockerfile: '/w/api/Dockerfile' });
  });

  it('writes those of Windows with slashes', () => {
    expect(first({ context: 'c:\\src\\api', dockerfile: 'C:\\src\\api\\Dockerfile' }, 'C:/src')).toMatchObject({ context: 'C:/src/api', dockerfile: 'C:/src/api/Dockerfile' });
    expect(first({ context: '..\\lib' }, 'C:/src/web')).toMatchObject({ context: 'C:/src/lib', dockerfile: 'C:/src/lib/Dockerfile' });
    expect(first({ context: '\\\\host\\share' }, 'C:/src')).toMatchObject({ context: '//host/share' });
  });
});

describe('what nobody should print', () => {
  it('is nothing to build where it is empty, and no plan where it is no JSON', () => {
    expect(readPrintedTargets('\n', '/w')?.targets).toEqual([]);
    for (const text of ['{', 'null', '[]', '"x"', 'no such file', '[['.repeat(100_000)]) expect(readPrintedTargets(text, '/w')).toBeNull();
  });

  it('leaves out what has another shape', () => {
    const printed = '{"group":7,"target":{"a":5,"b":{"context":[],"args":{"X":1,"Y":"y"},"contexts":[],"tags":"t","platforms":[1,"p"],"labels":null}}}';
    expect(readPrintedTargets(printed, '/w')!.targets).toEqual(
      ['a', 'b'].map((name) => ({
        name, context: '/w', dockerfile: '/w/Dockerfile', inline: null, target: null, args: name === 'b' ? { Y: 'y' } : {}, contexts: {}, tags: [], platforms: name === 'b' ? ['p'] : [], needs: [],
      })),
    );
  });

  it('takes no name for more than a name', () => {
    const printed = '{"group":{"default":{"targets":["constructor","__proto__","toString"]}},"target":{"__proto__":{"args":{"__proto__":"x","constructor":"y"},"contexts":{"toString":"target:valueOf"}}}}';
    const plan = readPrintedTargets(printed, '/w')!;
    expect(plan.asked).toEqual(['__proto__']);
    expect(plan.targets).toHaveLength(1);
    expect(Object.entries(plan.targets[0]!.args)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
    expect(plan.targets[0]!.needs).toEqual([]);
  });

  it('follows groups that hold each other, and ten thousand targets', () => {
    expect(readPrintedTargets('{"group":{"default":{"targets":["x"]},"x":{"targets":["default","x","t"]}},"target":{"t":{}}}', '/w')!.asked).toEqual(['t']);
    const target = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`t${index}`, { contexts: { base: `target:t${index + 1}` } }]));
    const plan = readPrintedTargets(JSON.stringify({ target }), '/w')!;
    expect(plan.targets).toHaveLength(10_000);
    expect(plan.asked).toHaveLength(10_000);
  });
});

it('leaves out what is printed and not built: services that one depends on to run', () => {
  const printed = JSON.stringify({
    group: { default: { targets: ['web'] } },
    target: { api: {}, base: {}, db: { contexts: { base: 'target:base' } }, web: { contexts: { lib: 'target:lib' } }, lib: { contexts: { core: 'target:core' } }, core: { contexts: { web: 'target:web' } } },
  });
  const plan = readPrintedTargets(printed, '/w');
  expect(plan?.targets.map(({ name }) => name)).toEqual(['web', 'lib', 'core']);
  expect(plan?.asked).toEqual(['web']);
});
