import { parseCompose } from '../core/compose/parseCompose.ts';
import type { ComposeModel } from '../core/compose/model.ts';
import type { DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../core/dockerfile/model.ts';
import { SourceDocument } from '../core/engine/document.ts';
import type { ProjectFileKind } from '../project/fileKind.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { readBakeFile } from '../project/bake/readBakeBuilds.ts';
import type { BuildDefinition } from '../project/buildDefinition.ts';
import { composeFileKey, readComposeFile, type ComposeFile } from '../project/compose/composeFile.ts';
import { lightComposeFile } from '../project/compose/lightComposeFile.ts';
import { inputsOfText, NO_INPUTS, readDockerfileInputs, sameInputs, type DockerfileInputs } from '../project/dockerfileInputs.ts';
import type { ComposeShelf } from './composeShelf.ts';

/** A document that somebody has parsed already; only what its language needs is read. `SourceDocument` is one. */
export interface ParsedDocument {
  readonly text: string;
  readonly dockerfile: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly compose: ComposeModel;
}

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
  private modelMemo: ComposeModel | null = null;
  private bakeMemo: readonly BuildDefinition[] = [];
  private factsText: string | null = null;
  private document: SourceDocument | null = null;
  private documentShell: ShellParser | null = null;

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

  /** @param readDocument what `documentFor` gives */
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

  /** A compose file, parsed when asked; null where it is none or cannot be read. The same object as long as the text is the same. */
  get composeModel(): ComposeModel | null {
    const { readable } = this;
    if (readable === null || this.kind !== 'compose') return (this.modelMemo = null);
    if (this.modelMemo?.text !== readable) this.modelMemo = parseCompose(readable);
    return this.modelMemo;
  }

  get bakeBuilds(): readonly BuildDefinition[] {
    return this.bakeMemo;
  }

  /** The Dockerfile as rules of other files see it; null where it cannot be read. The same object as long as the text is the same and it is kept. */
  documentFor(shell: ShellParser | null): SourceDocument | null {
    const { readable } = this;
    if (readable === null) return (this.document = null);
    if (this.document?.text !== readable || this.documentShell !== shell) {
      this.document = new SourceDocument(this.path, 'dockerfile', readable, shell);
      this.documentShell = shell;
    }
    return this.document;
  }

  /** What was parsed of the text: whoever asks next gets it parsed anew. */
  dropDocument(): void {
    this.document = null;
    this.modelMemo = null;
  }

  /**
   * Brings what the project model takes from the text up to date, and tells whether it came out differently. What nobody asked for yet of
   * a Dockerfile stays uncomputed.
   */
  settle(parsed?: ParsedDocument): boolean {
    const { readable } = this;
    const ready = readable !== null && parsed?.text === readable ? parsed : null;
    if (this.kind === 'compose') return this.settleCompose(readable, ready);
    if (this.kind === 'bake') return this.settleBake(readable);
    if (this.kind !== 'dockerfile') return true;
    if (this.inputsMemo === null || this.factsText === readable) return false;
    const before = this.inputsMemo;
    this.factsText = readable;
    this.inputsMemo = readable === null ? NO_INPUTS : ready ? readDockerfileInputs(ready.dockerfile, ready.facts) : inputsOfText(readable);
    return !sameInputs(before, this.inputsMemo);
  }

  private settleCompose(readable: string | null, ready: ParsedDocument | null): boolean {
    if (this.factsText === readable) return false;
    this.factsText = readable;
    const before = this.composeMemo;
    const model = readable === null ? null : (ready?.compose ?? parseCompose(readable));
    if (before && model && !model.isTrustworthy) return false;
    this.composeMemo = model && this.readLight(model, readable!);
    return before === null || this.composeMemo === null ? before !== this.composeMemo : composeFileKey(before) !== composeFileKey(this.composeMemo);
  }

  private readLight(model: ComposeModel, text: string): ComposeFile {
    const { path, root, shelf } = this;
    return lightComposeFile(readComposeFile(model, path, root), () => shelf.whole(path, text));
  }

  private settleBake(readable: string | null): boolean {
    const builds = readable === null ? [] : readBakeFile(readable, this.path, this.root);
    if (builds) this.bakeMemo = builds;
    return builds !== null;
  }
}
