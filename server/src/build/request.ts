/** What a person asks to be built, and how. Plain data: it travels between processes. Paths are absolute, with `/`. */
export interface BuildRequest {
  readonly what: ComposeWhat | DockerfileWhat | BakeWhat;
  readonly noCache: boolean;
  /** Null for the one that the user selected (`docker buildx use`). */
  readonly builder: string | null;
  /** How many targets may be built at once; 0 for no limit. */
  readonly parallel: number;
  /** What becomes of the other targets when one fails. */
  readonly onFailure: 'stop' | 'continue';
  /** The docker program: a name on the PATH or an absolute path. Never from a workspace that is not trusted. */
  readonly docker: string;
}

export interface ComposeWhat {
  readonly kind: 'compose';
  /** Where compose is started. */
  readonly folder: string;
  /** For `-f`; empty where compose finds them itself. */
  readonly files: readonly string[];
  /** Empty for all that have a `build`. */
  readonly services: readonly string[];
  readonly profiles: readonly string[];
}

export interface DockerfileWhat {
  readonly kind: 'dockerfile';
  /** Where docker is started: the workspace folder. */
  readonly folder: string;
  readonly dockerfile: string;
  /** The build context. */
  readonly context: string;
  readonly target: string | null;
  /** Null takes the value from the environment. */
  readonly args: Readonly<Record<string, string | null>>;
  /** `linux/arm64`, several with commas; null for the builder's own. */
  readonly platform: string | null;
  readonly tags: readonly string[];
}

export interface BakeWhat {
  readonly kind: 'bake';
  readonly folder: string;
  /** For `-f`; never empty. */
  readonly files: readonly string[];
  /** Empty for the default group. */
  readonly targets: readonly string[];
}

/** A program with its arguments, as it is started: no shell reads it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** A target as `docker compose build --print` and `docker buildx bake --print` tell it, all variables resolved. */
export interface PlannedTarget {
  /** As in the printed file: a service, with `.` written as `_`. */
  readonly name: string;
  /** Absolute folder, or an address. */
  readonly context: string;
  /** Absolute; null where it is given inline or unknown. */
  readonly dockerfile: string | null;
  readonly inline: string | null;
  readonly target: string | null;
  readonly args: Readonly<Record<string, string | null>>;
  readonly contexts: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  /** Names of targets that its contexts are. */
  readonly needs: readonly string[];
}

/** Why a build could not be done, for people. */
export interface BuildProblem {
  readonly kind:
    | 'no-docker' | 'no-engine' | 'no-permission' | 'no-buildx' | 'old-buildx' | 'no-compose' | 'old-compose' | 'outside-context' | 'disk-full' | 'unset-variable'
    | 'missing-secret' | 'missing-ssh' | 'no-builder' | 'no-such-target' | 'bad-file' | 'missing-file' | 'base-image' | 'step-failed' | 'cancelled' | 'other';
  /** One sentence: what is the matter, and what to do. */
  readonly message: string;
  /** In the tools' own words, for the log. */
  readonly detail: string;
}
