import { parseCompose } from '../compose/parseCompose.ts';
import type { ComposeModel } from '../compose/model.ts';
import type { DockerfileFacts } from '../dockerfile/facts.ts';
import type { IgnoreFileModel } from '../ignore/model.ts';
import { readIgnoreModel } from '../ignore/readIgnoreModel.ts';
import { foldFacts } from '../dockerfile/foldFacts.ts';
import type { DockerfileModel } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import type { ShellParser } from '../shell/shellParser.ts';
import { LineIndex } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { Language } from './rule.ts';

/** Longer texts (UTF-16 code units) are skipped with a note: nobody writes them, and a check must stay quick. */
export const LARGEST_TEXT = 1_048_576;

/** One version of one file. Everything is computed at most once, when first asked for. */
export class SourceDocument {
  private parsedLines?: LineIndex;
  private parsedDockerfile?: DockerfileModel;
  private foldedFacts?: DockerfileFacts;
  private parsedCompose?: ComposeModel;
  private parsedIgnore?: IgnoreFileModel;

  /**
   * @param path workspace-relative with `/`; null for a document that is in no workspace folder
   * @param shell null where the shell grammar is not loaded: facts then know no commands
   */
  constructor(
    readonly path: string | null,
    readonly language: Language,
    readonly text: string,
    private readonly shell: ShellParser | null,
  ) {}

  get lines(): LineIndex {
    return (this.parsedLines ??= new LineIndex(this.text));
  }

  /** False where commands of RUN are not known: what is about them is then not found. */
  get knowsCommands(): boolean {
    return this.shell !== null;
  }

  get dockerfile(): DockerfileModel {
    return (this.parsedDockerfile ??= parseDockerfile(this.text));
  }

  get facts(): DockerfileFacts {
    return (this.foldedFacts ??= foldFacts(this.dockerfile, this.shell));
  }

  get compose(): ComposeModel {
    return (this.parsedCompose ??= parseCompose(this.text));
  }

  get ignore(): IgnoreFileModel {
    return (this.parsedIgnore ??= readIgnoreModel(this.text, this.lines));
  }

  /** The comments of the language: `#` to the end of a line, where it says that a comment may stand. */
  get comments(): readonly { readonly span: Span; readonly text: string; readonly line: number; readonly trailing?: boolean }[] {
    return { dockerfile: () => this.dockerfile, compose: () => this.compose, dockerignore: () => this.ignore }[this.language]().comments;
  }

  /** Why nothing is checked here, as a sentence; null for an ordinary text. */
  get skipReason(): string | null {
    if (this.text.length > LARGEST_TEXT) return `The file is larger than ${LARGEST_TEXT >> 20} MB and is not checked.`;
    if (this.text.includes('\0')) return 'The file is binary and is not checked.';
    return null;
  }

  /** True where the text can be read with certainty: only then may a fix be written to a file. */
  get isTrustworthy(): boolean {
    if (this.skipReason) return false;
    if (this.language === 'dockerignore') return true;
    return this.language === 'dockerfile' ? this.dockerfile.isTrustworthy : this.compose.isTrustworthy;
  }

  /** The same file with another text. */
  withText(text: string): SourceDocument {
    return new SourceDocument(this.path, this.language, text, this.shell);
  }
}
