import { readGitPatterns, type GitPattern } from './gitPattern.ts';

/** The .gitignore files of a folder and of those above it, as far as its repository reaches: what git leaves alone. Paths are relative, with `/`. */
export class GitIgnores {
  private readonly files = new Map<string, readonly GitPattern[]>();
  /** Those that lie above, the outermost first, with the way from there to the folder. */
  private above: readonly { readonly prefix: readonly string[]; readonly patterns: readonly GitPattern[] }[] = [];
  private readonly known = new Map<string, boolean>();

  /**
   * @param folder relative, `.` for the folder itself
   * @param text of its .gitignore; null where there is none
   */
  set(folder: string, text: string | null): void {
    if (text === null) this.files.delete(folder);
    else this.files.set(folder, readGitPatterns(text));
    this.known.clear();
  }

  /** @param files outermost first; `prefix` is the path from where they are to the folder, with a slash at its end, or empty */
  setAbove(files: readonly { readonly prefix: string; readonly text: string }[]): void {
    this.above = files.map(({ prefix, text }) => ({ prefix: prefix.split('/').slice(0, -1), patterns: readGitPatterns(text) }));
    this.known.clear();
  }

  /** True where a pattern matches the path or a folder above it: git does not look into ignored folders, so nothing in them is brought back. */
  ignores(path: string, isFolder = false): boolean {
    if (path === '.' || (this.files.size === 0 && this.above.length === 0)) return false;
    const slash = path.lastIndexOf('/');
    if (slash !== -1 && this.ignoresFolder(path.slice(0, slash))) return true;
    return this.decides(path, isFolder);
  }

  private ignoresFolder(folder: string): boolean {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const isIgnored = this.ignores(folder, true);
    this.known.set(folder, isIgnored);
    return isIgnored;
  }

  /** The nearest file that has a pattern for the path decides, by its last one. */
  private decides(path: string, isFolder: boolean): boolean {
    const names = path.split('/');
    for (let end = path.lastIndexOf('/'), depth = names.length - 1; ; end = path.lastIndexOf('/', end - 1), depth--) {
      const last = lastMatch(this.files.get(depth > 0 ? path.slice(0, end) : '.'), names, depth, isFolder);
      if (last) return !last.negated;
      if (depth <= 0) break;
    }
    for (const { prefix, patterns } of this.above.toReversed()) {
      const last = lastMatch(patterns, [...prefix, ...names], 0, isFolder);
      if (last) return !last.negated;
    }
    return false;
  }
}

/** The last pattern of a file that matches what is below its folder, which is so many names deep. */
function lastMatch(patterns: readonly GitPattern[] | undefined, names: readonly string[], depth: number, isFolder: boolean): GitPattern | undefined {
  if (!patterns) return undefined;
  const below = names.slice(depth);
  return patterns.findLast((pattern) => pattern.matches(below, isFolder));
}
