import type { ContextFiles } from '../../core/engine/projectView.ts';
import type { Ecosystem } from './ecosystems.ts';
import { CODE_SECTIONS } from './codeSections.ts';
import { DOCUMENTATION, DOCKER, EDITORS, ENVIRONMENT, LOGS, TESTS, VERSION_CONTROL } from './generalSections.ts';

/** What an entry may look at to find out whether a build needs what it matches. */
export interface Evidence {
  readonly files: ContextFiles;
  /** Texts of what the Dockerfiles of the context run. */
  readonly scripts: readonly string[];
}

/** A line of the template with what could make it break a build. */
export interface TemplateEntry {
  readonly pattern: string;
  /** Lines that follow it, such as `!README.md`. */
  readonly exceptions?: readonly string[];
  /** More of them, of which nobody wants to read where they bring nothing back. */
  readonly exceptionsWhereFound?: readonly string[];
  /**
   * `waste`: a tool of this machine makes it or it is secret, so it is wanted only where somebody names it. `output`: a build makes it, so it
   * is wanted where no RUN does that. `content`: it may be part of the product, so it also counts as wanted where it lies in a folder that
   * somebody names.
   */
  readonly kind: 'waste' | 'output' | 'content';
  /** Evidence in the scripts of Dockerfiles that the build needs it. */
  readonly neededBy?: RegExp;
  /** Evidence that a build makes it afresh; without that, what is there may be what ships. */
  readonly madeBy?: RegExp;
  /** Commands that name it mean the one they make anew in the image. */
  readonly isRemade?: boolean;
  /** Files whose presence says that it may be content. */
  readonly contentOf?: RegExp;
  /** Paths below it that are what the pattern means; any other speaks against it. */
  readonly looksLike?: RegExp;
  /** Names of files beside which it is what the pattern means: `bin` is build output beside a project of .NET only. */
  readonly beside?: RegExp;
  /** Folders in which builds read files of that name, with the start of a sentence that says so. */
  readonly notIn?: (evidence: Evidence) => ReadonlySet<string>;
  readonly notInReason?: string;
  /** Tools named in manifests that read it during a build. */
  readonly readByTool?: RegExp;
  /** The end of a sentence, for what no expression tells; null where the pattern can do no harm. */
  readonly objection?: (evidence: Evidence) => string | null;
  /** Rare enough that nobody wants to read of it where there is none. */
  readonly onlyWhereFound?: boolean;
  /** Passwords or keys: a single file of these is worth a word. */
  readonly isSecret?: boolean;
  /** Nobody is helped by a few files less: an existing file gets it only for a megabyte. */
  readonly isTaste?: boolean;
  /** Folders that are large wherever they are. */
  readonly isBulk?: boolean;
}

export interface TemplateSection {
  readonly title: string;
  /** Null for every context; `any` where there is at least one: a folder that only serves files may serve all of them. */
  readonly ecosystem: Ecosystem | 'any' | null;
  readonly entries: readonly TemplateEntry[];
}

/**
 * The users' template for .dockerignore, with two stars and a slash where a pattern would otherwise reach the context's top folder only
 * (docs.docker.com/build/concepts/context, "Syntax"). What may be product content stays anchored at the top.
 */
const TEMPLATE: readonly TemplateSection[] = [VERSION_CONTROL, DOCUMENTATION, EDITORS, ...CODE_SECTIONS, TESTS, ENVIRONMENT, DOCKER, LOGS];

/** The sections that suit what a context is written for. */
export function sectionsFor(ecosystems: ReadonlySet<Ecosystem>): readonly TemplateSection[] {
  return TEMPLATE.filter(({ ecosystem }) => ecosystem === null || (ecosystem === 'any' ? ecosystems.size > 0 : ecosystems.has(ecosystem)));
}
