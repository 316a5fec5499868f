import type { IgnoreMatcher } from '../../../core/ignore/matcher.ts';
import { Selection } from '../../../project/context/selection.ts';
import { SendFilter } from '../../../project/context/sendFilter.ts';
import type { SizedFolder } from '../../../project/context/sizedFolder.ts';

export type SelectedFile =
  | { readonly path: string; readonly kind: 'file'; readonly bytes: number }
  /** Path with a slash at its end. */
  | { readonly path: string; readonly kind: 'folder' }
  | { readonly path: string; readonly kind: 'link'; readonly target: string }
  /** Listed for the builder, which gets no content of it. */
  | { readonly path: string; readonly kind: 'empty' };

export interface SelectedFiles {
  readonly files: readonly SelectedFile[];
  /** What the sources name and the ignore file leaves out, with the line that does. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** False where a limit was reached. */
  readonly complete: boolean;
}

/** Files and folders that are told of one context. */
const MOST_FILES = 20_000;
/** Paths that are told of what is left out: enough to name what somebody has just written into an ignore file. */
const MOST_LEFT_OUT = 1_000;

/** What a build sends of a context that takes these sources of it, exactly as BuildKit does (`project/context`). */
export function selectFiles(context: SizedFolder, sources: readonly string[], ignore: IgnoreMatcher | null): SelectedFiles {
  const reader = new SelectionReader(ignore);
  reader.read(Selection.of(context, new SendFilter(context, sources, ignore)));
  return { files: reader.files, leftOut: Object.fromEntries(reader.leftOut), complete: !reader.isFull };
}

class SelectionReader {
  readonly files: SelectedFile[] = [];
  readonly leftOut = new Map<string, string>();
  isFull = false;

  constructor(private readonly ignore: IgnoreMatcher | null) {}

  /** @returns true where something of the folder is sent */
  read(selection: Selection): boolean {
    const { folder, prefix } = selection;
    let sendsAny = false;
    for (const { file, fate } of selection.files()) {
      const path = prefix + file.name;
      if (fate === 'ignored') this.leaveOut(path, path);
      if (fate !== 'sent' && fate !== 'empty') continue;
      sendsAny = true;
      const target = folder.linkTarget(file.name);
      if (fate === 'empty') this.add({ path, kind: 'empty' });
      else if (target !== undefined) this.add({ path, kind: 'link', target });
      else this.add({ path, kind: 'file', bytes: file.bytes });
    }
    for (const below of selection.folders()) {
      if (this.isFull) return true;
      if (this.readFolder(selection, below)) sendsAny = true;
    }
    return sendsAny;
  }

  private readFolder(above: Selection, below: Selection): boolean {
    const path = below.prefix.slice(0, -1);
    const fate = above.fateOfFolder(path.slice(above.prefix.length));
    if (fate === 'ignored' && below.sent.files === 0) {
      this.leaveOut(below.prefix, path);
      return false;
    }
    const isSent = this.read(below) || fate === 'sent';
    if (isSent) this.add({ path: below.prefix, kind: 'folder' });
    return isSent;
  }

  private add(file: SelectedFile): void {
    if (this.files.length < MOST_FILES) this.files.push(file);
    else this.isFull = true;
  }

  private leaveOut(told: string, path: string): void {
    if (this.leftOut.size < MOST_LEFT_OUT) this.leftOut.set(told, this.ignore?.deciding(path)?.raw ?? '');
  }
}
