import { parseCompose } from '../core/compose/parseCompose.ts';
import { readComposeFile, type ComposeFile } from '../project/compose/composeFile.ts';
import type { ParsedDocument } from './dockerFileRecords.ts';

/** UTF-16 code units of the texts whose values are kept, which take some ten times as much: more than most projects have. */
const MOST_TEXT = 300_000;

/** Compose files with all of their values, for those that were asked about last. */
export class ComposeShelf {
  private readonly kept = new Map<string, { readonly text: string; readonly file: ComposeFile }>();
  private size = 0;
  /** What somebody has parsed just now, most likely the file that is asked about next. */
  atHand: ParsedDocument | null = null;

  constructor(private readonly root: string) {}

  whole(path: string, text: string): ComposeFile {
    const known = this.kept.get(path);
    if (known?.text === text) return known.file;
    const model = this.atHand?.text === text ? this.atHand.compose : parseCompose(text);
    const file = readComposeFile(model, path, this.root);
    this.forget(path);
    this.kept.set(path, { text, file });
    this.size += text.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= MOST_TEXT || oldest === path) break;
      this.forget(oldest);
    }
    return file;
  }

  private forget(path: string): void {
    this.size -= this.kept.get(path)?.text.length ?? 0;
    this.kept.delete(path);
  }
}
