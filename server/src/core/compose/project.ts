/**
 * What rests on a variable that no file sets, or on a file that cannot be read: nothing may be concluded from it, not even that it is there.
 * A symbol, so that no comparison takes it for a value by chance.
 */
export const UNKNOWN: unique symbol = Symbol('unknown');

/**
 * One compose project as `docker compose` would load it: its files laid over each other, `extends` and `include` followed, variables
 * filled in from `.env` and their defaults. A file may belong to several: alone with its override, and below every `docker-compose.prod.yml`.
 */
export interface ComposeProject {
  /** Workspace-relative, weakest first; what they include or extend is left out. Empty for a document that stands alone. */
  readonly files: readonly string[];
  readonly services: ReadonlyMap<string, ProjectService>;
  /** What stands at a path from the top (`networks`, `volumes`, `secrets`, `configs`, `name`), as in `ProjectService`. */
  get(...path: string[]): unknown;
  /** False where a file that it includes could not be read: the absence of a service proves nothing. */
  readonly isComplete: boolean;
}

/** A service of a project, merged. */
export interface ProjectService {
  readonly name: string;
  /**
   * The value at a path as plain data (null-prototype maps, arrays, scalars), merged as compose merges; null where nothing is set, and for
   * `!reset`. Text with variables has them filled in (`$$` is `$`); `UNKNOWN` stands for a value, an element or a part that cannot be
   * told. `environment`, `labels`, `annotations`, `sysctls` and `args` are maps whichever way they are written, and so are `depends_on`
   * (by service; the short form has the `service_started` condition) and `networks`.
   */
  get(...path: string[]): unknown;
  /** Files that say something at a path, weakest first; extended and included ones count, and one may be named twice. */
  filesWith(...path: string[]): readonly string[];
  /** True where something that it extends could not be read: what no file says may still be said there. */
  readonly hasUnknownParent: boolean;
}
