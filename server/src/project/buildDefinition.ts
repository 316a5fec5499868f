import type { DockerfileInputs } from './dockerfileInputs.ts';

/** A build as a compose or bake file says it is done. Paths are workspace-relative; those outside start with `..` or `/`. */
export interface BuildDefinition {
  readonly source: 'compose' | 'bake';
  /** The compose service or the bake target. */
  readonly service: string;
  /** The file that names the build; where several are merged, the first. */
  readonly definedIn: string;
  readonly context: string;
  /** Null for `dockerfile_inline` and bake's `dockerfile-inline`. */
  readonly dockerfile: string | null;
  /** True where nobody names a Dockerfile, so that the builder looks for `Dockerfile`, then `dockerfile`. */
  readonly isDefaultName: boolean;
  readonly target: string | null;
  /** Build arguments; null where the value comes from the environment. */
  readonly args: ReadonlyMap<string, string | null>;
  /** Named contexts (`additional_contexts`, `contexts`), as written. */
  readonly namedContexts: ReadonlyMap<string, string>;
  /** Compose profiles; empty where the service starts always, and for bake targets. */
  readonly profiles: readonly string[];
  /** What the result is called, as written with variables filled in: `image` and `build.tags` of a service, `tags` of a target. Those that nobody can tell are left out. */
  readonly images: readonly string[];
  /** True where the compose service says how to ask whether it works, so that the image need not; false for bake targets. */
  readonly hasHealthcheck: boolean;
  /** What the inline Dockerfile takes from the context; null where the Dockerfile is a file. */
  readonly inlineInputs: DockerfileInputs | null;
}
