import { isObject } from '../core/collections/objects.ts';
import { pathMatcher } from '../core/engine/globs.ts';

/** More patterns than anybody writes; a workspace brings its own. */
const MOST_PATTERNS = 500;

/**
 * What VS Code's setting `files.exclude` hides: keys are patterns of files and folders, relative to the workspace folder, and those with `true` count.
 * What depends on a file beside it (`when`) is not hidden here.
 * @param setting as the editor brings it: anything at all
 * @returns whether a file is hidden, itself or by a folder above it; `path` is relative to the workspace folder, with `/`
 */
export function hiddenBy(setting: unknown): (path: string) => boolean {
  if (!isObject(setting)) return () => false;
  const patterns = Object.keys(setting).filter((pattern) => setting[pattern] === true);
  // An exclamation mark has no meaning of its own there, and one pattern that cannot be read must not undo the others.
  const tests = patterns.slice(0, MOST_PATTERNS).filter((pattern) => !pattern.startsWith('!')).map((pattern) => pathMatcher([pattern.trim()]));
  if (tests.length === 0) return () => false;
  const folders = new Map<string, boolean>();
  const matches = (path: string): boolean => tests.some((test) => test(path));
  const isHiddenFolder = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const isHidden = (slash !== -1 && isHiddenFolder(folder.slice(0, slash))) || matches(folder);
    folders.set(folder, isHidden);
    return isHidden;
  };
  return (path) => {
    const slash = path.lastIndexOf('/');
    return (slash !== -1 && isHiddenFolder(path.slice(0, slash))) || matches(path);
  };
}
