import type { BuildCase } from '../cases/buildCase.ts';
import { mustBuild, stepOf, type Build, type BuildInput } from './build.ts';
import type { PackageIndex } from './packageIndex.ts';
import type { Workspace } from './workspace.ts';

export const SCENES = ['cold', 'unchanged', 'code change', 'dependency change'] as const;
export type Scene = (typeof SCENES)[number];

/** What one build of a scene came to. */
export interface Measured {
  readonly seconds: number;
  readonly isInstallCached: boolean;
  readonly downloads: readonly string[];
}

export type Measurements = Readonly<Record<Scene, Measured>>;

/** Builds in all four scenes, one after the other as a person would; the workspace stays changed. */
export class SceneRun {
  constructor(
    private readonly subject: BuildCase,
    private readonly workspace: Workspace,
    readonly input: BuildInput,
    private readonly tag: string,
    private readonly index: PackageIndex,
  ) {}

  cold(): Promise<Measured> {
    return this.measure({ fromScratch: true });
  }

  async changes(): Promise<Omit<Measurements, 'cold'>> {
    const unchanged = await this.measure();
    await this.workspace.edit(this.subject.source, (text) => text.replace('version 1', 'version 2'));
    const code = await this.measure();
    await this.subject.packages.add(this.workspace);
    const dependency = await this.measure();
    return { unchanged, 'code change': code, 'dependency change': dependency };
  }

  private async measure(options: { readonly fromScratch?: boolean } = {}): Promise<Measured> {
    this.index.takeDownloads();
    const built: Build = await mustBuild(this.input, { ...options, tag: this.tag });
    const { isCached } = stepOf(built, this.subject.install);
    return { seconds: built.seconds, isInstallCached: isCached, downloads: this.subject.packages.downloads(built, this.index) };
  }
}
