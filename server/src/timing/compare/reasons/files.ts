import { listed } from '../../../core/text/listing.ts';
import type { MissReason } from '../../comparison.ts';
import { shownText } from '../../shownText.ts';
import type { MissScene } from '../missScene.ts';
import { changedFiles, type ChangedFiles, type FoundFile, type IgnoredFile } from './changedFiles.ts';
import { naming, reason, stepName } from './reason.ts';
import { mostTellingFirst } from './telling.ts';

/** Files that the instruction reads were changed, added or removed; the ignore file lets in others; or permissions changed. */
export function filesReason({ inputs, miss }: MissScene): MissReason | null {
  if (!inputs) return null;
  const found = changedFiles(inputs);
  const step = stepName(miss.step);
  return contentReason(step, found) ?? ignoreReason(step, found, inputs.after.ignore?.path ?? inputs.before.ignore?.path ?? '.dockerignore') ?? modeReason(step, found);
}

function contentReason(step: string, found: ChangedFiles): MissReason | null {
  const changed = mostTellingFirst(found.changed);
  const added = withoutParents(mostTellingFirst(found.added));
  const removed = withoutParents(mostTellingFirst(found.removed));
  const all = [...changed, ...added, ...removed];
  if (all.length === 0) return null;
  const parts = [told(changed, 'changed'), told(added, added.length === 1 ? 'is new' : 'are new'), told(removed, removed.length === 1 ? 'is gone' : 'are gone')];
  return reason('files', `${step} ran again because ${listed(parts.filter((part) => part !== null))}.`, all.map((file) => file.shown));
}

function ignoreReason(step: string, { letIn, keptOut }: ChangedFiles, ignoreFile: string): MissReason | null {
  const [entering, leaving] = [letIn, keptOut].map((files) => withoutParents(mostTellingFirst(files)) as readonly IgnoredFile[]);
  const all = [...leaving!, ...entering!];
  if (all.length === 0) return null;
  const file = shownText(ignoreFile, 80);
  const parts = [
    leaving!.length === 0 ? null : `leaves out ${naming(leaving!.map(({ shown }) => shown), 'paths')}${lineOf(leaving!)}`,
    entering!.length === 0 ? null : `lets in ${naming(entering!.map(({ shown }) => shown), 'paths')}`,
  ].filter((part) => part !== null);
  return reason('ignore', `${step} ran again because ${file} now ${parts.join(' and ')}.`, all.map(({ shown }) => shown));
}

/** The line of an ignore file, where one says it all. */
function lineOf(files: readonly IgnoredFile[]): string {
  const line = files[0]!.line;
  return line !== '' && files.every((file) => file.line === line) ? ` (by its line ${shownText(line, 60)})` : '';
}

function modeReason(step: string, { modes }: ChangedFiles): MissReason | null {
  const files = mostTellingFirst(modes);
  return files.length === 0
    ? null
    : reason('mode', `${step} ran again because the permissions of ${naming(files.map(({ shown }) => shown), 'paths')} changed.`, files.map(({ shown }) => shown));
}

function told(files: readonly FoundFile[], how: string): string | null {
  return files.length === 0 ? null : `${naming(files.map(({ shown }) => shown), 'files')} ${how}`;
}

/** A folder that came or went is told by what it holds. */
function withoutParents<File extends FoundFile>(files: readonly File[]): readonly File[] {
  const parents = new Set<string>();
  for (const { path } of files) {
    const plain = path.endsWith('/') ? path.slice(0, -1) : path;
    for (let slash = plain.lastIndexOf('/'); slash > 0; slash = plain.lastIndexOf('/', slash - 1)) {
      const parent = plain.slice(0, slash + 1);
      if (parents.has(parent)) break;
      parents.add(parent);
    }
  }
  return files.filter(({ path }) => !parents.has(path));
}
