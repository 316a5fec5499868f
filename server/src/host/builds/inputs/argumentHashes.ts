import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { keyedHash, type Key } from './keyedHash.ts';

/** As `TargetInputs.args`. Arguments that the Dockerfile does not declare change nothing, and are not told. */
export function argumentHashes(written: DockerfileModel, given: ReadonlyMap<string, string>, key: Key): Readonly<Record<string, string>> {
  const hashes = new Map<string, string>();
  for (const instruction of written.instructions) {
    if (instruction.keyword !== 'ARG' || instruction.isTrigger) continue;
    for (const { name, value } of readAssignments(instruction, written.escape)) {
      const text = given.get(name);
      if (text !== undefined) hashes.set(name, keyedHash(key, text));
      else if (value !== null) hashes.set(instruction.stage ? `${instruction.stage.index}:${name}` : name, keyedHash(key, value));
    }
  }
  return Object.fromEntries(hashes);
}
