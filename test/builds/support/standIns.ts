import path from 'node:path';
import { mustBuild } from './build.ts';
import { docker } from './docker.ts';
import { uniqueId } from './engine.ts';

const FOLDER = path.join(import.meta.dirname, 'stand-ins');

export interface StandInInput {
  /** Images as FROM names them, of families that stand-ins/Dockerfile has a target for: `python:3.12-slim`. */
  readonly images: readonly string[];
  /** Debian packages that can be installed in them; `upx-ucl:upx` is one with a program. */
  readonly packages: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** Images that stand in for those that FROM names, each other than the next: a build on one shares no step with a build on another. */
export class StandIns {
  private constructor(private readonly tags: ReadonlyMap<string, string>) {}

  static async make({ images, packages, buildArgs }: StandInInput): Promise<StandIns> {
    const tags = new Map(images.map((image) => [image, `drydock-stand-in:${uniqueId(image)}`]));
    for (const [image, tag] of tags) {
      const [family, version] = image.split(':') as [string, string];
      const args = { ...buildArgs, PACKAGES: packages.join(' '), VERSION: version, ID: tag };
      await mustBuild({ folder: FOLDER, mounts: 'stand-ins', buildArgs: args, options: ['--target', family] }, { tag });
    }
    return new StandIns(tags);
  }

  /** What a build has to be told to find them. */
  get options(): readonly string[] {
    return [...this.tags].flatMap(([image, tag]) => ['--build-context', `${image}=docker-image://${tag}`]);
  }

  async remove(): Promise<void> {
    await docker(['image', 'rm', '--force', ...this.tags.values()]);
  }
}
