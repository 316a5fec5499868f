import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectFileKind } from '../project/fileKind.ts';
import { readBakeFile } from '../project/bake/readBakeBuilds.ts';
import type { BuildDefinition } from '../project/buildDefinition.ts';
import { composeFileKey, type ComposeFile } from '../project/compose/composeFile.ts';
import { lightComposeFile } from '../project/compose/lightComposeFile.ts';
import { inputsOfText, NO_INPUTS, readDockerfileInputs, sameInputs, type DockerfileInputs } from '../project/dockerfileInputs.ts';
import type { ComposeShelf } from './composeShelf.ts';

/** UTF-16 code units; larger texts are not read for project facts either. */
const LARGEST = 1_048_576;

/**
 * One file that the project model reads: its text, and what the model takes from it, computed when asked. A file that cannot be
 * understood right now, since somebody types in it, keeps what it said last.
 */
export class DockerFileRecord {
  /** Text on disk; null where there is none to read. */
  disk: string | null = null;
  /** True where the disk has such a file, readable or not. */
  isOnDisk = false;
  /** Unsaved text of an open editor; wins over the disk. */
  overlay: string | null = null;
  private inputsMemo: DockerfileInputs | null = null;
  private composeMemo: ComposeFile | null = null;
  private bakeMemo: readonly BuildDefinition[] = [];
  private factsText: string | null = null;

  constructor(
    readonly path: string,
    readonly kind: ProjectFileKind,
    private readonly root: string,
    private readonly shelf: ComposeShelf,
  ) {}

  get text(): string | null {
    return this.overlay ?? this.disk;
  }

  /** Null where there is no text of a sensible size. */
  get readable(): string | null {
    const { text } = this;
    return text !== null && text.length <= LARGEST && !text.includes('\0') ? text : null;
  }

  /** @param readDocument gives the Dockerfile, parsed; null where it cannot be read */
  inputsFor(readDocument: () => SourceDocument | null): DockerfileInputs {
    if (this.inputsMemo === null) {
      const document = readDocument();
      this.factsText = this.readable;
      this.inputsMemo = document ? readDockerfileInputs(document.dockerfile, document.facts) : NO_INPUTS;
    }
    return this.inputsMemo;
  }

  get composeFile(): ComposeFile | null {
    return this.composeMemo;
  }

  get bakeBuilds(): readonly BuildDefinition[] {
    return this.bakeMemo;
  }

  /**
   * Brings what the project model takes from the text up to date, and tells whether it came out differently. What nobody asked for yet of
   * a Dockerfile stays uncomputed.
   * @param parsed the current text, where somebody has parsed it
   * @param readDocument parses it where nobody has; null where it cannot be read
   */
  settle(parsed: SourceDocument | null, readDocument: () => SourceDocument | null): boolean {
    const { readable } = this;
    if (this.kind === 'compose') return this.settleCompose(readable, readDocument);
    if (this.kind === 'bake') return this.settleBake(readable);
    if (this.kind !== 'dockerfile') return true;
    if (this.inputsMemo === null || this.factsText === readable) return false;
    const before = this.inputsMemo;
    this.factsText = readable;
    this.inputsMemo = readable === null ? NO_INPUTS : parsed ? readDockerfileInputs(parsed.dockerfile, parsed.facts) : inputsOfText(readable);
    return !sameInputs(before, this.inputsMemo);
  }

  private settleCompose(readable: string | null, readDocument: () => SourceDocument | null): boolean {
    if (this.factsText === readable) return false;
    this.factsText = readable;
    const before = this.composeMemo;
    if (before && readDocument()?.isTrustworthy === false) return false;
    this.composeMemo = readable === null ? null : this.readLight(readable);
    return before === null || this.composeMemo === null ? before !== this.composeMemo : composeFileKey(before) !== composeFileKey(this.composeMemo);
  }

  private readLight(text: string): ComposeFile {
    const { path, shelf } = this;
    return lightComposeFile(shelf.glance(path, text), () => shelf.read(path, text));
  }

  private settleBake(readable: string | null): boolean {
    const builds = readable === null ? [] : readBakeFile(readable, this.path, this.root);
    if (builds) this.bakeMemo = builds;
    return builds !== null;
  }
}
