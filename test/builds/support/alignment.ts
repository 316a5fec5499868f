import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveConfig } from '../../../server/src/core/engine/config.ts';
import type { Finding, Fix } from '../../../server/src/core/engine/finding.ts';
import type { WorkspaceDockerfile } from '../../../server/src/core/engine/projectView.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { nodeFileSystem } from '../../../server/src/host/fileSystem.ts';
import { scanFiles } from '../../../server/src/host/scanFiles.ts';
import { loadShellParser } from '../../../server/src/host/shellGrammar.ts';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { alignAll } from '../../../server/src/rules/base-image/drift/alignAll.ts';
import { driftsOf } from '../../../server/src/rules/base-image/drift/drift.ts';
import { readRelease } from '../../../server/src/rules/base-image/drift/release.ts';
import { imageUses } from '../../../server/src/rules/base-image/imageUse.ts';
import { RULES } from '../../../server/src/rules/index.ts';

const shell = await loadShellParser();
const config = resolveConfig(RULES, []);

/** The rules that move base images to another release line: of several that say so of one FROM, the strongest is shown. */
const MOVING: readonly string[] = ['standard-base-image', 'no-eol-base-image', 'consistent-base-image'];
const BASE_IMAGE_RULES = RULES.filter(({ meta }) => meta.id === 'pin-base-image' || MOVING.includes(meta.id));

/** More than any workspace takes: one that never comes to rest fails. */
const MOST_ROUNDS = 40;

export interface FoundInFile {
  readonly path: string;
  readonly text: string;
  readonly finding: Finding;
}

/** One FROM of a workspace; `line` is the release line, null where the tag names none. */
export interface NamedImage {
  readonly path: string;
  readonly text: string;
  readonly family: string;
  readonly line: string | null;
}

/**
 * Aligns every image of a workspace by the action of the whole workspace, until there is nothing more that it can do.
 * @returns the files that it left behind, with its reasons
 */
export async function alignByAction(root: string): Promise<string[]> {
  const left = new Set<string>();
  await untilAtRest(async () => {
    const drifts = [...new Set([...driftsOf(await dockerfilesOf(await openIndex(root))).values()].flat())];
    for (const drift of drifts) {
      if (drift.target === null) continue;
      const { fix, exceptions } = alignAll(drift, drift.target, { path: '', plan: null });
      for (const { member, reason } of exceptions) left.add(`${member.file.path}: ${reason}`);
      if (fix) return apply(root, fix, null);
    }
    return false;
  });
  return [...left].sort();
}

/** Aligns a workspace file by file: the first suggestion of the first finding, then looks again. */
export async function alignByFindings(root: string): Promise<void> {
  await untilAtRest(async () => {
    for (const { path: file, text, finding } of await baseImageFindings(root)) {
      const [fix] = finding.fixes;
      if (fix && MOVING.includes(finding.rule)) return apply(root, fix, { path: file, text });
    }
    return false;
  });
}

async function untilAtRest(step: () => Promise<boolean>): Promise<void> {
  for (let round = 0; await step(); round++) if (round === MOST_ROUNDS) throw new Error('Aligning never comes to rest.');
}

export async function baseImageFindings(root: string): Promise<FoundInFile[]> {
  const index = await openIndex(root);
  const files = index.dockerFiles().filter(({ language }) => language === 'dockerfile');
  const found: FoundInFile[] = [];
  const onRuleError = (rule: string, error: unknown): never => {
    throw new Error(`${rule} threw`, { cause: error });
  };
  for await (const file of scanFiles({ index, files, rules: BASE_IMAGE_RULES, config, shell, onRuleError })) {
    if (file.skipped !== null) throw new Error(`${file.path} was skipped: ${file.skipped}`);
    found.push(...file.findings.map((finding) => ({ path: file.path, text: file.document.text, finding })));
  }
  return found;
}

export async function namedImages(root: string): Promise<NamedImage[]> {
  return (await dockerfilesOf(await openIndex(root))).flatMap((file) =>
    imageUses(file.dockerfile).map(({ image }) => {
      const release = readRelease(image);
      return { path: file.path, text: image.text, family: release?.image ?? image.path.split('/').at(-1)!, line: release?.line ?? null };
    }),
  );
}

/** Every Dockerfile of a workspace, with all that builds it. */
export async function dockerfilesIn(root: string): Promise<readonly WorkspaceDockerfile[]> {
  return dockerfilesOf(await openIndex(root));
}

async function openIndex(root: string): Promise<WorkspaceIndex> {
  const index = new WorkspaceIndex(nodeFileSystem, root);
  index.shell = shell;
  await index.open();
  return index;
}

async function dockerfilesOf(index: WorkspaceIndex): Promise<readonly WorkspaceDockerfile[]> {
  const first = index.dockerFiles().find(({ language }) => language === 'dockerfile')!;
  return (await index.viewFor(first.path, 'dockerfile')).dockerfiles!;
}

/** @param own the file that the fix belongs to, as it was checked; null where it belongs to none */
async function apply(root: string, { edits, elsewhere = [] }: Fix, own: { readonly path: string; readonly text: string } | null): Promise<boolean> {
  if (own) await writeFile(path.join(root, own.path), applyEdits(own.text, edits));
  for (const other of elsewhere) await writeFile(path.join(root, other.path), applyEdits(other.text, other.edits));
  return true;
}
