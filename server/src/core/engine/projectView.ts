import type { IgnoreMatcher } from '../ignore/matcher.ts';

/**
 * What a rule may know beyond its own document. Plain data, gathered before the check runs: rules read no files.
 * All paths are relative to the workspace folder and use `/`; the folder itself is `.`.
 */
export interface ProjectView {
  /** For a Dockerfile: every known way it is built; never empty, the assumed one stands in where nobody builds it. */
  readonly uses: readonly DockerfileUse[];
  /** For a compose file: how a service of that file is built; null where it has no `build` or it leaves the workspace. */
  serviceUse(service: string): BuildUse | null;
  /**
   * For a compose file: another file that sets limits or reservations of that service and may be merged with it, or
   * extends it; null where none is known. Absent in views made by hand.
   */
  resourcesElsewhere?(service: string): string | null;
}

export interface BuildUse {
  /** `assumed`: nobody was seen building it, so its own folder stands in as the build context. */
  readonly source: 'compose' | 'assumed';
  readonly service: string | null;
  readonly composeFile: string | null;
  /** Null for compose's `dockerfile_inline`. */
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly context: BuildContext;
}

/** A use of a Dockerfile that is a file. */
export interface DockerfileUse extends BuildUse {
  readonly dockerfile: string;
}

export interface BuildContext {
  readonly path: string;
  /** False where the context is assumed: a proof must not rest on it. */
  readonly known: boolean;
  /** True where it lies outside the workspace folder (`path` then starts with `..` or is absolute): nothing of it was read. */
  readonly isOutside: boolean;
  readonly files: ContextFiles;
  /** The one ignore file that applies: `<Dockerfile>.dockerignore`, else `<context>/.dockerignore`, else null. */
  readonly ignore: IgnoreFile | null;
  /** Context-relative sources that any known Dockerfile copies from this context, as written, cleaned (`.` for all). */
  readonly copied: readonly string[];
  /** Texts of what those Dockerfiles run, in builds (RUN) and in containers (CMD, ENTRYPOINT): they may need files that a broad COPY brings. Absent in views made by hand. */
  readonly scripts?: readonly string[];
}

export interface IgnoreFile {
  readonly path: string;
  readonly matcher: IgnoreMatcher;
}

/** The files of one build context, paths relative to that context. Folders such as node_modules and .git are listed, not entered. */
export interface ContextFiles {
  /** False where the listing stopped at its limit or could not be read: absence then proves nothing. */
  readonly complete: boolean;
  /** Files only, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  hasFolder(path: string): boolean;
  /** Text of a manifest (package.json, lockfiles' heads excluded, requirements*.txt, .npmrc, pyproject.toml ...); undefined otherwise. */
  text(path: string): string | undefined;
}
