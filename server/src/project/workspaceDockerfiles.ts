import { SourceDocument } from '../core/engine/document.ts';
import type { DockerfileUse, WorkspaceDockerfile } from '../core/engine/projectView.ts';

/** A Dockerfile's text with what is parsed from it when asked. */
export type ParsedDockerfile = Pick<WorkspaceDockerfile, 'text' | 'dockerfile' | 'facts'>;

/** What is known of one Dockerfile, by its path. */
export interface DockerfileSource {
  /** Null where it cannot be read. */
  textOf(path: string): string | null;
  /** The same, parsed when asked. */
  documentOf(path: string): ParsedDockerfile | null;
  usesOf(path: string): readonly DockerfileUse[];
}

/** Every Dockerfile of the workspace by path, as rules of other files see it. The list is another one where a text changed. */
export class WorkspaceDockerfiles {
  private list: readonly ListedDockerfile[] | null = null;
  private readonly changed = new Set<string>();

  constructor(
    private readonly paths: ReadonlySet<string>,
    private readonly source: DockerfileSource,
  ) {}

  /** A Dockerfile has come or gone. */
  forget(): void {
    this.list = null;
  }

  textChanged(path: string): void {
    this.changed.add(path);
  }

  all(): readonly WorkspaceDockerfile[] {
    if (this.list === null || this.changed.size > 0) {
      const renewed = (one: ListedDockerfile): ListedDockerfile => (this.changed.has(one.path) ? this.listed(one.path) : one);
      this.list = this.list === null ? [...this.paths].sort().map((path) => this.listed(path)) : this.list.map(renewed);
      this.changed.clear();
      this.readable = this.list.filter((one) => one.isReadable);
    }
    return this.readable;
  }

  private readable: readonly WorkspaceDockerfile[] = [];

  private listed(path: string): ListedDockerfile {
    return new ListedDockerfile(path, this.source.textOf(path), this.source);
  }
}

/** Asks for nothing before it is asked itself, and keeps nothing parsed: a workspace may have thousands. */
class ListedDockerfile implements WorkspaceDockerfile {
  constructor(
    readonly path: string,
    private readonly readable: string | null,
    private readonly source: DockerfileSource,
  ) {}

  get isReadable(): boolean {
    return this.readable !== null;
  }

  get text(): string {
    return this.readable ?? '';
  }

  get dockerfile(): WorkspaceDockerfile['dockerfile'] {
    return this.document.dockerfile;
  }

  get facts(): WorkspaceDockerfile['facts'] {
    return this.document.facts;
  }

  get uses(): readonly DockerfileUse[] {
    return this.source.usesOf(this.path);
  }

  /** What is there now may be another text already; whoever holds this asks about its own. */
  private get document(): ParsedDockerfile {
    const now = this.source.documentOf(this.path);
    return now?.text === this.readable ? now : new SourceDocument(this.path, 'dockerfile', this.text, null);
  }
}
