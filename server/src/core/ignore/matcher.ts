/** Tells which paths of a build context a .dockerignore file leaves out. */
export interface IgnoreMatcher {
  /** `path` is relative to the context, with `/`. True where the file, or a parent folder that no later `!` line brings back, is left out. */
  ignores(path: string): boolean;
}
