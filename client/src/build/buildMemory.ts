import type * as vscode from 'vscode';
import { isSecret, withoutSecrets } from './secrets.ts';
import { isWhat, type What } from './what.ts';

const SERVICES = 'drydock.build.services';
const DOCKERFILES = 'drydock.build.dockerfiles';
const LAST = 'drydock.build.last';
const SEEN = 'drydock.build.seen';

/** Answers for more Dockerfiles are of no use to anybody: the oldest go. */
const MOST_DOCKERFILES = 50;

/** How a Dockerfile was built when it was built last. */
export interface DockerfileAnswers {
  readonly target: string | null;
  readonly args: Readonly<Record<string, string>>;
  /** Arguments that were given a value which is not kept. */
  readonly asked: readonly string[];
  readonly platform: string | null;
}

/** The newest build, to be built again and to be shown after a restart. */
export interface LastBuild {
  readonly what: What;
  /** Secret arguments that it was given, which are not kept. */
  readonly asked: readonly string[];
  /** URI of the workspace folder and id of the record; null where nothing was recorded. */
  readonly folder: string | null;
  readonly id: string | null;
}

/** What the workspace remembers of builds. Never a secret; and an older version or somebody else may have written what is read. */
export class BuildMemory {
  constructor(private readonly state: Pick<vscode.Memento, 'get' | 'update'>) {}

  /** Keys of the services and targets that were chosen last. */
  get services(): ReadonlySet<string> {
    const kept = this.state.get<unknown>(SERVICES);
    return new Set(areTexts(kept) ? kept : []);
  }

  async keepServices(keys: readonly string[]): Promise<void> {
    await this.state.update(SERVICES, keys);
  }

  answersFor(dockerfile: string): DockerfileAnswers | null {
    return this.answers().get(dockerfile) ?? null;
  }

  async keepAnswers(dockerfile: string, { target, args, platform, asked }: DockerfileAnswers): Promise<void> {
    const kept = this.answers();
    kept.delete(dockerfile);
    const known = Object.entries(args).filter(([name, value]) => !isSecret(name, value));
    const secret = Object.entries(args).flatMap(([name, value]) => (isSecret(name, value) ? [name] : []));
    kept.set(dockerfile, { target, platform, args: Object.fromEntries(known), asked: [...new Set([...asked, ...secret])] });
    await this.state.update(DOCKERFILES, [...kept].slice(-MOST_DOCKERFILES));
  }

  get last(): LastBuild | null {
    const kept = this.state.get<unknown>(LAST);
    if (typeof kept !== 'object' || kept === null) return null;
    const { what, asked, folder, id } = kept as Record<string, unknown>;
    if (!isWhat(what) || !areTexts(asked)) return null;
    return { what, asked, folder: typeof folder === 'string' ? folder : null, id: typeof id === 'string' ? id : null };
  }

  async keepLast(what: What, folder: string | null, id: string | null): Promise<void> {
    await this.state.update(LAST, { ...withoutSecrets(what), folder, id } satisfies LastBuild);
  }

  /** True until something was built in this workspace. */
  get isFirst(): boolean {
    return this.state.get<unknown>(SEEN) !== true;
  }

  async keepSeen(): Promise<void> {
    if (this.isFirst) await this.state.update(SEEN, true);
  }

  private answers(): Map<string, DockerfileAnswers> {
    const kept = this.state.get<unknown>(DOCKERFILES);
    const entries = Array.isArray(kept) ? (kept as unknown[]) : [];
    return new Map(entries.flatMap((entry) => (Array.isArray(entry) && typeof entry[0] === 'string' && isAnswers(entry[1]) ? [[entry[0], entry[1]] as const] : [])));
  }
}

function isAnswers(value: unknown): value is DockerfileAnswers {
  if (typeof value !== 'object' || value === null) return false;
  const { target, args, asked, platform } = value as Record<string, unknown>;
  return [target, platform].every((one) => one === null || typeof one === 'string') && areTexts(asked) && typeof args === 'object' && args !== null && areTexts(Object.values(args));
}

function areTexts(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every((one) => typeof one === 'string');
}
