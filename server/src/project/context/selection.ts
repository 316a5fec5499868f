import type { Amount } from '../../core/engine/projectView.ts';
import type { Fate, FolderState, SendFilter } from './sendFilter.ts';
import type { SizedFile, SizedFolder } from './sizedFolder.ts';

/** What is counted: what a build sends, and what it would send without the ignore file. */
export type Share = 'sent' | 'ignored';

/** Names of one file on disk are sent once with content, and then as links to it (fsutil, hardlinks.go). */
interface SeenFiles {
  readonly sent: Set<number>;
  readonly ignored: Set<number>;
}

/** One folder of a context, as far as a build reaches it, with what is sent and ignored of all that lies below. */
export class Selection {
  readonly sent: Amount;
  readonly ignored: Amount;
  private readonly below: readonly Selection[] | null;

  private constructor(
    private readonly filter: SendFilter,
    readonly folder: SizedFolder,
    /** Empty for the context itself, else with a slash at the end. */
    readonly prefix: string,
    private readonly state: FolderState,
    seen: SeenFiles,
  ) {
    const { reached, leftOut } = state;
    if (reached === 'all' && typeof leftOut === 'string' && !folder.hasSharedFiles) {
      this.sent = leftOut === 'none' ? folder.all : NOTHING;
      this.ignored = leftOut === 'all' ? folder.all : NOTHING;
      this.below = null;
      return;
    }
    const sent = { files: 0, bytes: 0 };
    const ignored = { files: 0, bytes: 0 };
    for (const file of folder.files()) {
      const fate = filter.fateOf(prefix + file.name, state);
      if (fate === 'sent') add(sent, file, seen.sent);
      else if (fate === 'empty') sent.files++;
      else if (fate === 'ignored') add(ignored, file, seen.ignored);
    }
    this.below = [...this.enterFolders(seen)];
    for (const one of this.below) {
      sum(sent, one.sent);
      sum(ignored, one.ignored);
    }
    this.sent = sent;
    this.ignored = ignored;
  }

  /** Walks the whole context: what a build takes of it is known afterwards. */
  static of(context: SizedFolder, filter: SendFilter): Selection {
    return new Selection(filter, context, '', filter.top, { sent: new Set(), ignored: new Set() });
  }

  /** Folders that something is sent or ignored of. */
  folders(): readonly Selection[] {
    return this.below ?? [...this.enterFolders({ sent: new Set(), ignored: new Set() })];
  }

  /** The folder's own files with what becomes of them. */
  files(): readonly { readonly file: SizedFile; readonly fate: Fate }[] {
    return this.folder.files().map((file) => ({ file, fate: this.filter.fateOf(this.prefix + file.name, this.state) }));
  }

  /** What becomes of a folder in this one, apart from what lies in it. */
  fateOfFolder(name: string): Fate {
    return this.filter.fateOf(this.prefix + name, this.state);
  }

  private *enterFolders(seen: SeenFiles): Iterable<Selection> {
    for (const [name, folder] of this.folder.folders) {
      const path = this.prefix + name;
      const state = this.filter.enter(path, this.state);
      if (state) yield new Selection(this.filter, folder, `${path}/`, state, seen);
    }
  }
}

const NOTHING: Amount = { files: 0, bytes: 0 };

type Tally = { files: number; bytes: number };

function add(tally: Tally, { bytes, sameFile }: SizedFile, seen: Set<number>): void {
  tally.files++;
  if (sameFile === 0) tally.bytes += bytes;
  else if (!seen.has(sameFile)) {
    seen.add(sameFile);
    tally.bytes += bytes;
  }
}

function sum(tally: Tally, { files, bytes }: Amount): void {
  tally.files += files;
  tally.bytes += bytes;
}
