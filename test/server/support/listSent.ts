import type { IgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { Selection } from '../../../server/src/project/context/selection.ts';
import { SendFilter } from '../../../server/src/project/context/sendFilter.ts';
import type { SizedFolder } from '../../../server/src/project/context/sizedFolder.ts';

export interface SentPath {
  /** Relative to the context; a folder ends with `/`. */
  readonly path: string;
  /** Of content; 0 for all but files. */
  readonly bytes: number;
}

/**
 * Every path that a build sends which reads these sources: files, links, and the folders that hold them. Folders without anything are
 * sent where a source reaches them. The product only adds amounts up; tests compare path by path with what a real build gets.
 */
export function listSent(context: SizedFolder, sources: readonly string[], ignore: IgnoreMatcher | null): SentPath[] {
  return sentBelow(Selection.of(context, new SendFilter(context, sources, ignore)));
}

function sentBelow(selection: Selection): SentPath[] {
  const paths: SentPath[] = [];
  for (const { file, fate } of selection.files()) {
    if (fate === 'sent' || fate === 'empty') paths.push({ path: selection.prefix + file.name, bytes: fate === 'sent' ? file.bytes : 0 });
  }
  for (const folder of selection.folders()) {
    const below = sentBelow(folder);
    const name = folder.prefix.slice(selection.prefix.length, -1);
    const fate = selection.fateOfFolder(name);
    if (below.length > 0 || fate === 'sent' || fate === 'empty') paths.push({ path: folder.prefix, bytes: 0 }, ...below);
  }
  return paths;
}
