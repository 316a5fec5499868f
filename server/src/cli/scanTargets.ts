import path from 'node:path';
import type { Config } from '../core/engine/config.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import type { Language } from '../core/engine/rule.ts';
import { withoutExcluded } from '../host/scanFiles.ts';
import type { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { patternMatcher } from './pathPatterns.ts';
import type { Root } from './roots.ts';

/** A file to check; its path is relative to the root, with `/`. */
export interface Target {
  readonly path: string;
  readonly language: Language;
}

export interface Targets {
  readonly files: readonly Target[];
  /** Files that the root's patterns matched. */
  readonly matched: number;
  /** Paths of files that would have been checked, did not git ignore them; relative to the root. */
  readonly ignored: readonly string[];
}

/**
 * What lies below the wanted folders and is neither excluded nor ignored by git, and every file that was named; nothing twice. Of an ignored
 * folder that was named itself, all is wanted.
 * @param leavesOut tells of an absolute path whether the command line leaves it out
 */
export function targetsOf(index: WorkspaceIndex, { folder, wanted, named, patterns }: Root, config: Config, leavesOut: (full: string) => boolean): Targets {
  const isMatch = patternMatcher(patterns);
  const ignored: string[] = [];
  let matched = 0;
  const below = withoutExcluded(index.dockerFiles(), config).filter(({ path: file }) => {
    const isMatched = isMatch(path.join(folder, file));
    if (isMatched) matched++;
    if (isMatched) return true;
    const around = wanted.filter((one) => one === '' || file.startsWith(`${one}/`));
    if (around.length === 0 || !index.isIgnoredByGit(file) || around.some((one) => one !== '' && index.isIgnoredByGit(one, true))) return around.length > 0;
    if (!leavesOut(path.join(folder, file))) ignored.push(file);
    return false;
  });
  const targets = new Map<string, Target>(below.map((target) => [target.path, target]));
  for (const file of named) {
    const language = languageOf(file);
    if (language && !targets.has(file)) targets.set(file, { path: file, language });
  }
  const files = [...targets.values()].filter(({ path: file }) => !leavesOut(path.join(folder, file)));
  return { files, matched, ignored: ignored.filter((file) => !targets.has(file)) };
}
