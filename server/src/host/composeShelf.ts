import { RecentlyUsed } from '../core/collections/recentlyUsed.ts';
import type { ComposeFile } from '../project/compose/composeFile.ts';

/** UTF-16 code units of the texts whose values are kept, which take some ten times as much: more than most projects have. */
const MOST_TEXT = 300_000;

/** Compose files with all of their values, for those that were asked about last. */
export class ComposeShelf {
  private readonly kept = new RecentlyUsed<string, { readonly text: string; readonly file: ComposeFile }>(MOST_TEXT);

  /**
   * @param parse reads a text, values included
   * @param parseAtGlance the same for one of all files that are gone through
   */
  constructor(
    private readonly parse: (path: string, text: string) => ComposeFile,
    private readonly parseAtGlance: (path: string, text: string) => ComposeFile = parse,
  ) {}

  /** The same object as long as the text is the same and it is kept. */
  read(path: string, text: string): ComposeFile {
    const file = this.known(path, text) ?? this.parse(path, text);
    this.kept.set(path, { text, file }, text.length);
    return file;
  }

  /** The same for whoever goes through all files: what was asked for stays. */
  glance(path: string, text: string): ComposeFile {
    const file = this.known(path, text) ?? this.parseAtGlance(path, text);
    this.kept.offer(path, { text, file }, text.length);
    return file;
  }

  private known(path: string, text: string): ComposeFile | null {
    const known = this.kept.get(path);
    return known?.text === text ? known.file : null;
  }
}
