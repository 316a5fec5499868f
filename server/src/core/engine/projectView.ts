import type { ComposeModel } from '../compose/model.ts';
import type { ComposeProject } from '../compose/project.ts';
import type { DockerfileFacts } from '../dockerfile/facts.ts';
import type { DockerfileModel } from '../dockerfile/model.ts';
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
   * For a compose file: every project that it is part of, the one that `docker compose` loads without being told first; empty for a file
   * that only adds to one that nobody can tell. Absent in views made by hand: `projectsOf` then reads the file alone.
   */
  readonly composeProjects?: readonly ComposeProject[];
  /**
   * Another compose file of the workspace as it is now, parsed when asked, for fixes that edit it too; null where there is none to read.
   * Absent in views made by hand.
   */
  composeFile?(path: string): ComposeModel | null;
  /**
   * For a compose file: another file that sets limits or reservations of that service and may be merged with it, or
   * extends it; null where none is known. Absent in views made by hand.
   */
  resourcesElsewhere?(service: string): string | null;
  /** As `resourcesElsewhere`, for `security_opt`: compose refuses a project in which two files give a service the same option. */
  securityOptionsElsewhere?(service: string): string | null;
  /** For an ignore file: every build that reads it, known or assumed; empty where none does. */
  readonly readers?: readonly BuildUse[];
  /**
   * Every Dockerfile of the workspace, this one included, by path. Another array where the text of one has changed, so that what a rule
   * makes of all of them can be kept by it. Absent in views made by hand.
   */
  readonly dockerfiles?: readonly WorkspaceDockerfile[];
  /**
   * What the builds of the workspace call their results (`images` of all of them): no registry knows better what is in them. The same
   * object as long as no build changes. Absent in views made by hand.
   */
  readonly builtImages?: ReadonlySet<string>;
  /**
   * What stands at a workspace-relative path, in a build context or not: null for nothing, undefined where nobody looked (folders that the
   * search leaves out, links). Absent in views made by hand.
   */
  kindOf?(path: string): 'file' | 'folder' | null | undefined;
}

/** A Dockerfile beside others. `dockerfile` and `facts` are the same objects as long as the text is the same: what a rule makes of them can be kept by them. */
export interface WorkspaceDockerfile {
  readonly path: string;
  readonly text: string;
  /** Parsed when first asked for: ask the text first whether it can matter. */
  readonly dockerfile: DockerfileModel;
  /** Commands of RUN included where the shell grammar is loaded. */
  readonly facts: DockerfileFacts;
  readonly uses: readonly DockerfileUse[];
}

export interface BuildUse {
  /** `assumed`: nobody was seen building it, so its own folder stands in as the build context. */
  readonly source: 'compose' | 'bake' | 'assumed';
  /** The compose service or the bake target. */
  readonly service: string | null;
  /** The compose or bake file that says so; where several are merged, the one that names the build. */
  readonly definedIn: string | null;
  /** Null for `dockerfile_inline`. */
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly context: BuildContext;
  /** Build arguments by name; null where the value comes from an environment that is not known here. */
  readonly args: ReadonlyMap<string, string | null>;
  /** Named contexts (`additional_contexts`, `contexts`) by name: what `FROM` and `--from` may mean by it, as written. */
  readonly namedContexts: ReadonlyMap<string, string>;
  /** Compose profiles; empty where the service starts always. */
  readonly profiles: readonly string[];
  /** What the result is called, as written: `image` and `build.tags` of a service, `tags` of a target; empty where nobody says or can tell. */
  readonly images: readonly string[];
  /** True where the compose service that is built says how to ask whether it works (`healthcheck`, not disabled). */
  readonly hasHealthcheck: boolean;
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
  /** What is on disk there, in bytes; null or absent while nobody has measured it: it takes long and is done off the editing path. */
  readonly measure?: ContextMeasure | null;
}

/** Files and bytes of their contents, as `stat` tells them. */
export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** A path with all that lies below it. */
export interface Offender extends Amount {
  /** Relative to the context; a folder ends with `/`. */
  readonly path: string;
}

/**
 * The disk below one build context at one moment. What `sources` name is as in COPY: context-relative, wildcards allowed, `.` for all.
 * One build reads the sources of the stages that its target needs (`project/context/sentSources`); `BuildContext.copied` is of all stages.
 */
export interface ContextMeasure {
  /** False where a limit stopped it or something could not be read: amounts are then at least what is told. */
  readonly complete: boolean;
  /**
   * What a build sends that reads these sources under this ignore file (null: none): BuildKit sends what some COPY, ADD or bind mount
   * reaches, and nothing else. Links are files without bytes, and a source that is one also brings what it leads to in the context; of
   * a file with several names the bytes count once. A source with a variable whose value is not known reaches nothing.
   */
  sent(sources: readonly string[], ignore: IgnoreMatcher | null): Amount;
  /** The largest files or folders among what would be sent and not be sent under the ignore file, largest first. */
  largestSent(sources: readonly string[], ignore: IgnoreMatcher | null, count: number): readonly Offender[];
  largestIgnored(sources: readonly string[], ignore: IgnoreMatcher, count: number): readonly Offender[];
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
