import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { mustBuild } from '../build.ts';
import { docker, dockerOutput, type Finished } from '../docker.ts';
import { currentEngine, uniqueId } from '../engine.ts';

const STAND_IN = path.join(import.meta.dirname, '../stand-ins/service');
const IMAGE = `drydock-stand-in:${uniqueId('service')}`;

let built: Promise<unknown> | null = null;

/** The image that every service is started from, made once. */
export function standInImage(): Promise<unknown> {
  return (built ??= mustBuild({ folder: STAND_IN, mounts: 'stand-ins' }, { tag: IMAGE }));
}

/** The base images have other names on an engine of our own. */
function ownBuild(): readonly string[] {
  const { bases } = currentEngine();
  const names = bases.flatMap((argument, index) => (bases[index - 1] === '--build-context' ? [argument] : []));
  return names.length === 0 ? [] : ['    build:', '      additional_contexts:', ...names.map((name) => `        ${JSON.stringify(name.split('=')[0])}: ${JSON.stringify(name.slice(name.indexOf('=') + 1))}`)];
}

/** A limit that the engine holds a container to: CPUs, and bytes. */
export interface EngineLimits {
  readonly cpus: number;
  readonly memory: number;
  readonly reservedMemory: number;
}

/**
 * A compose project whose services are started from one small image instead of their own, by an override file: the file that is judged
 * stays as it is.
 */
export class ComposeProject {
  private constructor(
    private readonly name: string,
    private readonly files: readonly string[],
    private readonly overrideFolder: string,
    private readonly environment: readonly string[],
  ) {}

  /**
   * @param files as `docker compose -f` gets them; absolute
   * @param keep services that keep their own command, since what they do matters
   * @param builds services that are built as their files say
   */
  static async open(name: string, files: readonly string[], { keep = [] as readonly string[], builds = [] as readonly string[], envFile = null as string | null } = {}): Promise<ComposeProject> {
    await standInImage();
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-up-')));
    const environment = envFile === null ? [] : ['--env-file', envFile];
    const project = new ComposeProject(uniqueId(name), files, folder, environment);
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    // Not asked of compose, which may refuse the project: that is then what is to be seen.
    const services = [...new Set(texts.flatMap((text) => parseCompose(text).services.map((service) => service.name)))];
    const lines = services.flatMap((service) => [
      `  ${JSON.stringify(service)}:`,
      ...(builds.includes(service) ? ownBuild() : [`    image: ${IMAGE}`, '    pull_policy: never', '    build: !reset null']),
      // The host's ports, files and devices have nothing to do with what is tried, unless the service is to be kept as it is.
      ...(keep.includes(service) ? [] : ['    ports: !reset null', '    volumes: !reset null', '    command: !override ["sleep", "infinity"]', '    entrypoint: !override []']),
    ]);
    await writeFile(path.join(folder, 'override.yml'), `services:\n${lines.join('\n')}\n`);
    return project;
  }

  /** Merged as compose does it, without the stand-ins. */
  async config(): Promise<{ readonly services: Readonly<Record<string, unknown>> }> {
    return JSON.parse(await dockerOutput(['compose', ...this.own(), 'config', '--format', 'json'])) as { services: Record<string, unknown> };
  }

  /** Compose waits without an end for a server that is to complete. */
  up(...options: string[]): Promise<Finished> {
    return docker(['compose', ...this.withStandIns(), '--progress', 'plain', 'up', '--detach', ...options], undefined, 120_000);
  }

  async limits(): Promise<ReadonlyMap<string, EngineLimits>> {
    const told = [...(await this.hostConfigs())];
    return new Map(told.map(([service, config]) => [service, { cpus: config['NanoCpus']! / 1e9, memory: config['Memory']!, reservedMemory: config['MemoryReservation']! }]));
  }

  /** What the engine starts each service's container with. */
  async hostConfigs(): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    const ids = (await dockerOutput(['compose', ...this.withStandIns(), 'ps', '--all', '--quiet'])).split('\n').filter(Boolean);
    const told = JSON.parse(await dockerOutput(['inspect', ...ids])) as { Config: { Labels: Record<string, string> }; HostConfig: Record<string, number> }[];
    return new Map(told.map(({ Config, HostConfig }) => [Config.Labels['com.docker.compose.service']!, HostConfig]));
  }

  async close(): Promise<void> {
    await docker(['compose', ...this.withStandIns(), 'down', '--volumes', '--timeout', '0', '--remove-orphans']);
    await rm(this.overrideFolder, { recursive: true, force: true });
  }

  private own(): string[] {
    return ['--project-name', this.name, ...this.environment, '--profile', '*', ...this.files.flatMap((file) => ['--file', file])];
  }

  private withStandIns(): string[] {
    return [...this.own(), '--file', path.join(this.overrideFolder, 'override.yml')];
  }
}
