import { describe, expect, it } from 'vitest';
import { buildCommand, planCommand, printedTargetCommand, serviceCommand, targetCommand } from '../../../server/src/build/commands.ts';
import type { BakeWhat, BuildRequest, Command, ComposeWhat, DockerfileWhat } from '../../../server/src/build/request.ts';

const COMPOSE: ComposeWhat = { kind: 'compose', folder: '/w', files: [], services: [], profiles: [] };
const DOCKERFILE: DockerfileWhat = { kind: 'dockerfile', folder: '/w', dockerfile: '/w/api/Dockerfile', context: '/w/api', target: null, args: {}, platform: null, tags: [] };
const BAKE: BakeWhat = { kind: 'bake', folder: '/w', files: ['/w/docker-bake.hcl'], targets: [] };

function request(what: BuildRequest['what'], rest: Partial<BuildRequest> = {}): BuildRequest {
  return { what, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: 'docker', ...rest };
}

const line = (command: Command | null): string | null => command && [command.program, ...command.args].join(' ');

describe('services', () => {
  it('are built as a person would build them, and told before that', () => {
    expect(line(buildCommand(request(COMPOSE)))).toBe('docker compose --progress json build');
    expect(line(planCommand(request(COMPOSE)))).toBe('docker compose --progress json build --print');
    expect(buildCommand(request(COMPOSE)).folder).toBe('/w');
  });

  it('are those that were chosen, from the files and profiles that were', () => {
    const what = { ...COMPOSE, files: ['/w/a.yml', '/w/b.yml'], services: ['api', 'web'], profiles: ['dev'] };
    expect(line(buildCommand(request(what, { noCache: true, builder: 'big' })))).toBe(
      'docker compose -f /w/a.yml -f /w/b.yml --profile dev --progress json build --no-cache --builder big api web',
    );
    expect(line(planCommand(request(what)))).toBe('docker compose -f /w/a.yml -f /w/b.yml --profile dev --progress json build --print api web');
    expect(line(serviceCommand(request(what), what, 'api'))).toBe('docker compose -f /w/a.yml -f /w/b.yml --profile dev --progress json build api');
  });

  it('are never taken for options', () => {
    const what = { ...COMPOSE, services: ['api', '--push'] };
    expect(line(buildCommand(request(what)))).toBe('docker compose --progress json build -- api --push');
    expect(line(planCommand(request(what)))).toBe('docker compose --progress json build --print -- api --push');
    expect(line(serviceCommand(request(what), what, '-x'))).toBe('docker compose --progress json build -- -x');
  });

  it('are built one by one without the cache of each alone', () => {
    expect(line(printedTargetCommand(request(COMPOSE, { noCache: true, builder: 'big' }), 'web'))).toBe(
      'docker buildx bake -f - --progress rawjson --allow fs.read=* --builder big --set web.no-cache=true web',
    );
  });
});

describe('a Dockerfile', () => {
  it('is built into the engine', () => {
    expect(line(buildCommand(request(DOCKERFILE)))).toBe('docker buildx build --progress rawjson -f /w/api/Dockerfile --load /w/api');
    expect(planCommand(request(DOCKERFILE))).toBeNull();
  });

  it('is built with everything that was chosen', () => {
    const what = { ...DOCKERFILE, target: 'prod', args: { A: 'x y', B: null, C: '' }, platform: 'linux/arm64', tags: ['api:1', 'api:2'] };
    expect(buildCommand(request(what, { noCache: true, builder: 'big' })).args).toEqual([
      ...['buildx', 'build', '--progress', 'rawjson', '-f', '/w/api/Dockerfile', '--target', 'prod'],
      ...['--build-arg', 'A=x y', '--build-arg', 'B', '--build-arg', 'C=', '--platform', 'linux/arm64', '--no-cache', '--builder', 'big'],
      ...['--tag', 'api:1', '--tag', 'api:2', '--load', '/w/api'],
    ]);
  });

  it('is not loaded for several platforms, which one image of the engine cannot have', () => {
    expect(buildCommand(request({ ...DOCKERFILE, platform: 'linux/amd64,linux/arm64' })).args).not.toContain('--load');
  });

  it('keeps values that look like options where they belong', () => {
    const { args } = buildCommand(request({ ...DOCKERFILE, target: '--push', args: { '--output': '-o' }, context: '-' }));
    expect(args.slice(6)).toEqual(['--target', '--push', '--build-arg', '--output=-o', '--load', '--', '-']);
  });
});

describe('bake targets', () => {
  it('are built from the files that are named', () => {
    expect(line(buildCommand(request({ ...BAKE, targets: ['api'] })))).toBe('docker buildx bake -f /w/docker-bake.hcl --progress rawjson api');
    expect(line(planCommand(request(BAKE)))).toBe('docker buildx bake -f /w/docker-bake.hcl --progress rawjson --print');
  });

  it('may read what they are allowed to', () => {
    expect(line(buildCommand(request(BAKE, { noCache: true }), ['/w/lib']))).toBe(
      'docker buildx bake -f /w/docker-bake.hcl --progress rawjson --allow fs.read=/w/lib --no-cache',
    );
  });

  it('make an image one by one only where they were asked for, and lose their own cache alone', () => {
    expect(line(targetCommand(request(BAKE, { noCache: true }), BAKE, 'api', [], true))).toBe(
      'docker buildx bake -f /w/docker-bake.hcl --progress rawjson --set api.no-cache=true api',
    );
    expect(line(targetCommand(request(BAKE), BAKE, 'base', ['/w/lib'], false))).toBe(
      'docker buildx bake -f /w/docker-bake.hcl --progress rawjson --allow fs.read=/w/lib --set base.output=type=cacheonly base',
    );
  });
});
