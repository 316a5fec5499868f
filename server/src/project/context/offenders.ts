import type { Offender } from '../../core/engine/projectView.ts';
import type { Selection, Share } from './selection.ts';

/** Folders that nobody looks into: they are one thing, whatever is large in them. */
const ONE_THING: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache',
  '.npm', '.yarn', '.pnpm-store', '.gradle', '.terraform', '.next', '.nuxt', '.turbo', '.cache', 'target', 'vendor', 'site-packages',
]);

/** Folders that are opened at most for one answer. */
const MOST_OPENED = 500;

interface Part extends Offender {
  /** Null for a file. */
  readonly selection: Selection | null;
}

/**
 * The largest things in a selection, none inside another, largest first. A folder is named as a whole where its bytes are spread; where
 * one file or folder in it holds at least half of them, that is named instead.
 */
export function largestParts(top: Selection, share: Share, count: number): Offender[] {
  const found: Offender[] = [];
  const open = partsOf(top, share, count);
  for (let opened = 0; found.length < count && open.length > 0; ) {
    const largest = open.reduce((best, part, index) => (isLarger(part, open[best]!) ? index : best), 0);
    const [part] = open.splice(largest, 1);
    const parts = opened < MOST_OPENED ? openFolder(part!, share, count) : null;
    if (parts) {
      opened++;
      open.push(...parts);
    } else {
      const { path, files, bytes } = part!;
      found.push({ path, files, bytes });
    }
  }
  return found;
}

/** The parts of a folder, where they say more than the folder. */
function openFolder({ selection, path, bytes }: Part, share: Share, count: number): Part[] | null {
  if (!selection || ONE_THING.has(nameOf(path))) return null;
  const parts = partsOf(selection, share, count);
  return parts.some((part) => part.bytes * 2 >= bytes) ? parts : null;
}

function partsOf(selection: Selection, share: Share, count: number): Part[] {
  const files = selection
    .files()
    .filter(({ file, fate }) => fate === share && file.bytes > 0)
    .map(({ file }): Part => ({ path: selection.prefix + file.name, files: 1, bytes: file.bytes, selection: null }));
  const folders = selection
    .folders()
    .filter((folder) => folder[share].bytes > 0)
    .map((folder): Part => ({ path: folder.prefix, ...folder[share], selection: folder }));
  return [...files.sort((a, b) => (isLarger(a, b) ? -1 : 1)).slice(0, count), ...folders];
}

function isLarger(a: Offender, b: Offender): boolean {
  return a.bytes === b.bytes ? a.path < b.path : a.bytes > b.bytes;
}

function nameOf(path: string): string {
  return path.replace(/\/$/, '').split('/').pop()!;
}
