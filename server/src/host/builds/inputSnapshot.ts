import path from 'node:path';
import type { PlannedTarget } from '../../build/request.ts';
import type { FileSystem } from '../../core/engine/host.ts';
import type { TargetInputs } from '../../timing/record.ts';
import { nodeFileSystem } from '../fileSystem.ts';
import { imageIds } from './inputs/baseImages.ts';
import { ContextReader } from './inputs/contextReader.ts';
import type { Key } from './inputs/keyedHash.ts';
import { TargetDraft } from './inputs/targetDraft.ts';

export interface SnapshotOptions {
  /** The workspace folder: what lies in it is told relative to it. */
  readonly folder: string;
  /** Of the history that the record goes to. */
  readonly key: Key;
  /** The docker program. */
  readonly docker: string;
  /** Of the build: arguments without value come from it, and docker runs in it. */
  readonly env?: NodeJS.ProcessEnv;
  readonly fileSystem?: FileSystem;
}

/**
 * What targets are built from, at the time of the call: instructions, arguments, base images and the files that a build sends, all as keyed
 * hashes. Runs beside the build and never holds up anything for long. What cannot be read is left out and marked.
 * @throws the signal's reason, and nothing else
 */
export async function snapshotInputs(
  targets: readonly PlannedTarget[], options: SnapshotOptions, signal: AbortSignal,
): Promise<Record<string, TargetInputs>> {
  const { key, docker, env = process.env, fileSystem = nodeFileSystem } = options;
  const folder = path.resolve(options.folder);
  const reader = new ContextReader(fileSystem, signal);
  const drafts: TargetDraft[] = [];
  for (const target of targets) drafts.push(await TargetDraft.read(target, { folder, key, env, fileSystem, reader }, signal));
  const images = [...new Set(drafts.flatMap((draft) => draft.imageNames))];
  const [ids, marks] = await Promise.all([
    imageIds(docker, images, env, signal),
    reader.markAll(drafts.flatMap((draft) => draft.selections), key),
  ]);
  return Object.fromEntries(drafts.map((draft) => [draft.name, draft.finish(ids, marks)]));
}
