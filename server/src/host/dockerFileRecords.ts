import type { ComposeModel } from '../core/compose/model.ts';
import { parseCompose } from '../core/compose/parseCompose.ts';
import type { DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../core/dockerfile/model.ts';
import type { FileLanguage } from '../core/engine/fileKinds.ts';
import { SourceDocument } from '../core/engine/document.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { readBuilds, type ComposeBuild } from '../project/composeBuilds.ts';
import { readResourceSettings, type ResourceSetting } from '../project/composeResources.ts';
import { inputsOfText, NO_INPUTS, readDockerfileInputs, sameInputs, type DockerfileInputs } from '../project/dockerfileInputs.ts';

/** A document that somebody has parsed already; only what its language needs is read. `SourceDocument` is one. */
export interface ParsedDocument {
  readonly text: string;
  readonly dockerfile: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly compose: ComposeModel;
}

/** What the project takes from a compose file. */
interface ComposeFacts {
  readonly builds: readonly ComposeBuild[];
  readonly resources: readonly ResourceSetting[];
}

const NO_FACTS: ComposeFacts = { builds: [], resources: [] };

/** UTF-16 code units; larger texts are not read for project facts either. */
const LARGEST = 1_048_576;

/** One Dockerfile, compose file or ignore file: its text, and what the project model takes from it, computed when asked. */
export class DockerFileRecord {
  /** Text on disk; null where there is none to read. */
  disk: string | null = null;
  /** True where the disk has such a file, readable or not. */
  isOnDisk = false;
  /** Unsaved text of an open editor; wins over the disk. */
  overlay: string | null = null;
  private inputsMemo: DockerfileInputs | null = null;
  private composeMemo: ComposeFacts | null = null;
  private readText: string | null = null;
  private document: SourceDocument | null = null;
  private documentShell: ShellParser | null = null;

  constructor(
    readonly path: string,
    readonly language: FileLanguage,
    private readonly root: string,
  ) {}

  get text(): string | null {
    return this.overlay ?? this.disk;
  }

  get inputs(): DockerfileInputs {
    if (this.inputsMemo === null) {
      this.readText = this.text;
      this.inputsMemo = isReadable(this.readText) ? inputsOfText(this.readText) : NO_INPUTS;
    }
    return this.inputsMemo;
  }

  /** The Dockerfile as rules of other files see it; null where it cannot be read. The same object as long as the text is the same. */
  documentFor(shell: ShellParser | null): SourceDocument | null {
    const { text } = this;
    if (!isReadable(text)) return null;
    if (this.document?.text !== text || this.documentShell !== shell) {
      this.document = new SourceDocument(this.path, this.language, text, shell);
      this.documentShell = shell;
    }
    return this.document;
  }

  get builds(): readonly ComposeBuild[] {
    return this.composeFacts().builds;
  }

  get resources(): readonly ResourceSetting[] {
    return this.composeFacts().resources;
  }

  private composeFacts(): ComposeFacts {
    if (this.composeMemo === null) {
      this.readText = this.text;
      this.composeMemo = isReadable(this.readText) ? this.factsOf(parseCompose(this.readText)) : NO_FACTS;
    }
    return this.composeMemo;
  }

  private factsOf(model: ComposeModel): ComposeFacts {
    return { builds: readBuilds(model, this.path, this.root), resources: readResourceSettings(model, this.path, this.root) };
  }

  /**
   * Brings what was computed up to date with the text, and tells whether anything came out differently. What nobody
   * asked for yet stays uncomputed.
   */
  settle(parsed?: ParsedDocument): boolean {
    const { text } = this;
    if (text === this.readText) return false;
    const ready = parsed?.text === text ? parsed : undefined;
    if (this.language === 'dockerignore') {
      this.readText = text;
      return true;
    }
    if (this.language === 'dockerfile') {
      if (this.inputsMemo === null) return false;
      const before = this.inputsMemo;
      this.inputsMemo = !isReadable(text) ? NO_INPUTS : ready ? readDockerfileInputs(ready.dockerfile, ready.facts) : inputsOfText(text);
      this.readText = text;
      return !sameInputs(before, this.inputsMemo);
    }
    if (this.composeMemo === null) return false;
    const model = isReadable(text) ? (ready?.compose ?? parseCompose(text)) : null;
    this.readText = text;
    // Half-typed YAML: what it said last stays true until it can be read again.
    if (model && !model.isTrustworthy) return false;
    const before = this.composeMemo;
    this.composeMemo = model ? this.factsOf(model) : NO_FACTS;
    return factsText(before) !== factsText(this.composeMemo);
  }
}

function isReadable(text: string | null): text is string {
  return text !== null && text.length <= LARGEST && !text.includes('\0');
}

function factsText({ builds, resources }: ComposeFacts): string {
  return JSON.stringify([builds.map(({ args, ...build }) => ({ ...build, args: [...args] })), resources]);
}
