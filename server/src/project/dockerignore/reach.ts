import type { ContextFiles } from '../../core/engine/projectView.ts';
import { compilePattern, type PathTest } from '../../core/ignore/compilePattern.ts';
import { isWide } from './buildNeeds.ts';

/**
 * Tells of a path whether builds read it: BuildKit sends what some COPY, ADD or bind mount names, with all that lies below, and nothing
 * else. A source with a variable is not counted: nothing is said of what it may be.
 */
export function reachTest(copied: readonly string[]): PathTest {
  if (copied.some(isWide)) return () => true;
  const plain = new Set(copied.filter((source) => !/[*?[\\$]/.test(source)));
  const wild = copied.filter((source) => /[*?[\\]/.test(source) && !source.includes('$')).flatMap((source) => {
    const compiled = compilePattern(source);
    return compiled.ok ? [compiled.test] : [];
  });
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) if (plain.has(path.slice(0, end))) return true;
    return wild.some((test) => test(path));
  };
}

/** True where some source brings a folder, whatever is in it: a list of files alone leaves an ignore file nothing to do. */
export function readsFolders(copied: readonly string[], files: ContextFiles): boolean {
  return copied.some((source) => isWide(source) || /\*$/.test(source) || files.hasFolder(source.replace(/(?:\/\*+)+$/, '')));
}
