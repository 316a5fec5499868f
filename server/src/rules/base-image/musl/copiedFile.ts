import type { CopyFact, RunFact, StageFact } from '../../../core/dockerfile/facts.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { joinPaths } from '../../../project/paths.ts';

/**
 * The file of the build context that a RUN finds at an absolute path of the image: put there by a bind mount of the RUN, or by the nearest COPY
 * above it. Null where another stage, a download or nothing known put it there.
 * @param chain the stage of the RUN and those it continues, nearest first
 */
export function copiedFile(path: string, run: RunFact, chain: readonly StageFact[], files: ContextFiles): string | null {
  for (const { type, options } of run.instruction.mounts) {
    const target = options.get('target');
    const source = options.get('source');
    if (type !== 'bind' || typeof target !== 'string') continue;
    const below = pathBelow(joinPath(run.state.workdir ?? '/', target), path);
    if (below === null) continue;
    if (options.has('from')) return null;
    const found = joinPaths(typeof source === 'string' ? source.replace(/^\/+/, '') || '.' : '.', below === '' ? '.' : below);
    return files.has(found) ? found : null;
  }
  for (const { copies } of chain) {
    for (const copy of copies.toReversed()) {
      if (copy.stage === run.stage && copy.instruction.span.start > run.instruction.span.start) continue;
      const found = broughtBy(copy, path, files);
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Undefined where the COPY did not touch the path; null where it did, from somewhere else. */
function broughtBy(copy: CopyFact, path: string, files: ContextFiles): string | null | undefined {
  const { destination, sources, fromContext } = copy;
  if (destination === null) return undefined;
  const below = pathBelow(joinPath('/', destination), path);
  if (!fromContext) return below === null ? undefined : null;
  if (below === null) return undefined;
  const intoFolder = destination.endsWith('/') || destination === '/' || sources.length > 1;
  for (const { path: source } of sources) {
    if (below === '') {
      if (!intoFolder && files.has(source)) return source;
      continue;
    }
    const inFolder = joinPaths(source, below);
    if ((source === '.' || files.hasFolder(source)) && files.has(inFolder)) return inFolder;
    const name = source.slice(source.lastIndexOf('/') + 1);
    if (files.has(source) && below === name) return source;
    if (/[*?[]/.test(source) && matchesName(name, below)) {
      const folder = source.includes('/') ? source.slice(0, source.lastIndexOf('/')) : '.';
      const found = joinPaths(folder, below);
      if (files.has(found)) return found;
    }
  }
  return undefined;
}

/** `requirements*.txt` against a file's name; other wildcards are left alone. */
function matchesName(pattern: string, name: string): boolean {
  if (/[?[\]]/.test(pattern)) return false;
  const parts = pattern.split('*');
  if (!name.startsWith(parts[0] ?? '')) return false;
  let at = parts[0]!.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  const last = parts.at(-1)!;
  return name.length - last.length >= at && name.endsWith(last);
}
