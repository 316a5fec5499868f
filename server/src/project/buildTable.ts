import { ValuesByKey } from '../core/collections/valuesByKey.ts';
import type { BuildUse } from '../core/engine/projectView.ts';
import type { BuildDefinition } from './buildDefinition.ts';
import type { DockerfileInputs } from './dockerfileInputs.ts';
import { folderOf, isOutside, joinPaths } from './paths.ts';

/** A build as somebody says it is done, or as it is assumed; `context` is filled in when a view asks. */
export interface PlannedUse extends Omit<BuildUse, 'context'> {
  readonly context: string;
  readonly inlineInputs: DockerfileInputs | null;
}

/** The builds of one compose project or bake file. */
interface Source {
  readonly definitions: readonly BuildDefinition[];
  readonly uses: ReadonlyMap<string, PlannedUse>;
  readonly byDockerfile: ValuesByKey<PlannedUse>;
  readonly byContext: ValuesByKey<PlannedUse>;
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();
const NO_USES: readonly PlannedUse[] = [];
const NO_GROUPS = new ValuesByKey<PlannedUse>();

/**
 * Which builds there are, by Dockerfile and by context. Kept up to date piece by piece: what a change costs depends on the changed
 * file's own builds only.
 */
export class BuildTable {
  private readonly sources = new Map<string, Source>();
  private readonly byDockerfile = new ValuesByKey<string>();
  private readonly byContext = new ValuesByKey<string>();
  /** Sources that name no Dockerfile, by the one that is then looked for. */
  private readonly byDefaultName = new ValuesByKey<string>();
  private readonly dockerfilesIn = new ValuesByKey<string>();
  private imagesMemo: ReadonlySet<string> | null = null;

  /**
   * @param onContext called for every context whose builds may be others now
   */
  constructor(
    private readonly dockerfiles: ReadonlySet<string>,
    private readonly onContext: (context: string) => void,
  ) {}

  /** @returns false where the builds are the ones known already */
  set(path: string, definitions: readonly BuildDefinition[]): boolean {
    const before = this.sources.get(path);
    if (keyOf(before?.definitions ?? []) === keyOf(definitions)) return false;
    this.imagesMemo = null;
    this.replace(path, before, definitions.length === 0 ? undefined : { definitions, ...this.plan(definitions, before?.uses) });
    return true;
  }

  addDockerfile(path: string): void {
    this.dockerfilesIn.add(folderOf(path), path);
    this.dockerfileChanged(path);
  }

  removeDockerfile(path: string): void {
    this.dockerfilesIn.delete(folderOf(path), path);
    this.dockerfileChanged(path);
  }

  /** What all builds call their results; the same object until one of them changes. */
  images(): ReadonlySet<string> {
    return (this.imagesMemo ??= new Set([...this.sources.values()].flatMap(({ definitions }) => definitions.flatMap(({ images }) => images))));
  }

  /** Every build that some file names. */
  definitions(): readonly BuildDefinition[] {
    return [...this.sources.values()].flatMap(({ definitions }) => definitions);
  }

  /** The builds of one compose project or bake file by service or target. */
  usesOf(path: string): ReadonlyMap<string, PlannedUse> {
    return this.sources.get(path)?.uses ?? NOTHING;
  }

  /**
   * Every build of a Dockerfile, by the files that say so. Where nobody does, it is assumed to be built from its own folder (`source:
   * 'assumed'`), as `docker build <folder>` would; nothing may be proved by that.
   */
  usesOfDockerfile(dockerfile: string): readonly PlannedUse[] {
    const known = this.knownUses(dockerfile);
    return known.length > 0 ? known : [assumedUse(dockerfile)];
  }

  /** Every known build from a context, and the assumed ones of the Dockerfiles in that folder that nobody builds. */
  usesOfContext(context: string): readonly PlannedUse[] {
    const known = this.collect(this.byContext.of(context), ({ byContext }) => byContext.of(context));
    const lone = this.dockerfilesIn.of(context).filter((path) => !this.byDockerfile.has(path)).sort();
    return lone.length === 0 ? known : [...known, ...lone.map(assumedUse)];
  }

  /** Contexts that the builds of a Dockerfile use. */
  contextsOf(dockerfile: string): readonly string[] {
    return this.usesOfDockerfile(dockerfile).map(({ context }) => context);
  }

  private knownUses(dockerfile: string): readonly PlannedUse[] {
    return this.collect(this.byDockerfile.of(dockerfile), ({ byDockerfile }) => byDockerfile.of(dockerfile));
  }

  /** By source; a build that several projects do alike, since they include one file or share a base, counts once. */
  private collect(paths: readonly string[], usesIn: (source: Source) => readonly PlannedUse[]): readonly PlannedUse[] {
    if (paths.length === 0) return NO_USES;
    const uses = [...paths].sort().flatMap((path) => usesIn(this.sources.get(path)!));
    if (paths.length === 1) return uses;
    const distinct = new Map(uses.map((use) => [useKey(use), use] as const).reverse());
    return uses.filter((use) => distinct.get(useKey(use)) === use);
  }

  /** @param before uses that are kept where nothing about them changed, so that what rests on them is kept too */
  private plan(definitions: readonly BuildDefinition[], before: Source['uses'] = NOTHING): Pick<Source, 'uses' | 'byDockerfile' | 'byContext'> {
    const uses = new Map<string, PlannedUse>();
    const byDockerfile = new ValuesByKey<PlannedUse>();
    const byContext = new ValuesByKey<PlannedUse>();
    for (const definition of definitions) {
      const { service, context } = definition;
      const dockerfile = this.existingName(definition);
      const planned: PlannedUse = dockerfile === definition.dockerfile ? definition : { ...definition, dockerfile };
      const old = before.get(service);
      const use = old && useKey(old) === useKey(planned) && old.inlineInputs === planned.inlineInputs ? old : planned;
      uses.set(service, use);
      byContext.add(context, use);
      if (use.dockerfile !== null && !isOutside(use.dockerfile)) byDockerfile.add(use.dockerfile, use);
    }
    return { uses, byDockerfile, byContext };
  }

  /** BuildKit falls back to `dockerfile` where there is no `Dockerfile` and nobody named one. */
  private existingName({ dockerfile, isDefaultName }: BuildDefinition): string | null {
    if (dockerfile === null || !isDefaultName || this.dockerfiles.has(dockerfile)) return dockerfile;
    const lower = joinPaths(folderOf(dockerfile), 'dockerfile');
    return this.dockerfiles.has(lower) ? lower : dockerfile;
  }

  private replace(path: string, before: Source | undefined, after: Source | undefined): void {
    for (const [index, keysOf] of [
      [this.byDockerfile, (source: Source) => source.byDockerfile.keys()],
      [this.byContext, (source: Source) => source.byContext.keys()],
      [this.byDefaultName, (source: Source) => source.definitions.flatMap(({ isDefaultName, dockerfile }) => (isDefaultName && dockerfile ? [dockerfile] : []))],
    ] as const) {
      if (before) for (const key of keysOf(before)) index.delete(key, path);
      if (after) for (const key of keysOf(after)) index.add(key, path);
    }
    if (after) this.sources.set(path, after);
    else this.sources.delete(path);
    for (const context of differences(before?.byContext, after?.byContext)) this.onContext(context);
    // Where nobody builds it, its own folder counts as its context.
    for (const dockerfile of differences(before?.byDockerfile, after?.byDockerfile)) this.onContext(folderOf(dockerfile));
  }

  private dockerfileChanged(path: string): void {
    const [upper, lower] = ['Dockerfile', 'dockerfile'].map((name) => joinPaths(folderOf(path), name)) as [string, string];
    if ((path === upper && this.dockerfiles.has(lower)) || (path === lower && !this.dockerfiles.has(upper))) {
      for (const source of this.byDefaultName.of(upper)) {
        const before = this.sources.get(source)!;
        this.replace(source, before, { ...before, ...this.plan(before.definitions, before.uses) });
      }
    }
    for (const context of this.contextsOf(path)) this.onContext(context);
  }
}

function assumedUse(dockerfile: string): PlannedUse {
  const context = folderOf(dockerfile);
  return {
    source: 'assumed',
    service: null,
    definedIn: null,
    dockerfile,
    target: null,
    context,
    args: NOTHING,
    namedContexts: NOTHING,
    profiles: [],
    images: [],
    hasHealthcheck: false,
    inlineInputs: null,
  };
}

const useKeys = new WeakMap<PlannedUse, string>();

function useKey(use: PlannedUse): string {
  const known = useKeys.get(use);
  if (known !== undefined) return known;
  const { service, definedIn, source, dockerfile, target, context, args, namedContexts, profiles, images, hasHealthcheck } = use;
  const maps = [args, namedContexts].map((map) => [...map].sort(byName));
  const key = JSON.stringify([service, definedIn, source, dockerfile, target, context, maps, profiles, images, hasHealthcheck]);
  useKeys.set(use, key);
  return key;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf(definitions: readonly BuildDefinition[]): string {
  return JSON.stringify(definitions, (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value));
}

/** Keys whose uses are not the same. */
function differences(before: ValuesByKey<PlannedUse> = NO_GROUPS, after: ValuesByKey<PlannedUse> = NO_GROUPS): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => {
    const [old, now] = [before.of(key), after.of(key)];
    return old.length !== now.length || !old.every((use, at) => use === now[at]);
  });
}
