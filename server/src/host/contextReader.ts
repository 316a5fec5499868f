import type { FileSystem } from '../core/engine/host.ts';
import type { ContextFiles } from '../core/engine/projectView.ts';
import { createContextFiles, UNREAD_FILES } from '../project/contextFiles.ts';
import { isManifest, LARGEST_MANIFEST } from '../project/manifests.ts';
import { joinPaths, pathWithin } from '../project/paths.ts';
import { walk, type FolderTree, type WalkLimits } from './folderTree.ts';

/** Tools fill these; that they exist is all that anybody asks. */
const NOT_ENTERED: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache',
]);

export const CONTEXT_LIMITS: WalkLimits = { entries: 20_000, depth: 40, skip: NOT_ENTERED };

/** More manifests than any workspace with one context has; the rest stays unread. */
const MOST_MANIFESTS = 1_000;

/** Reads build contexts: names from the shared tree, texts of manifests once until they change. */
export class ContextReader {
  /** Null: there is no such text. Absent: nobody asked yet. */
  private readonly texts = new Map<string, string | null>();

  constructor(
    private readonly disk: FileSystem,
    private readonly tree: FolderTree,
    private readonly overlays: ReadonlyMap<string, string>,
    private readonly limits: WalkLimits,
  ) {}

  async read(context: string, signal?: AbortSignal): Promise<ContextFiles> {
    if ((await this.tree.kindOf(context, signal)) !== 'folder') return UNREAD_FILES;
    const found = await walk(this.tree, context, this.limits, signal);
    const inContext = (paths: readonly string[]): string[] => paths.flatMap((path) => pathWithin(context, path) ?? []);
    const manifests = found.files.filter(isManifest).slice(0, MOST_MANIFESTS);
    for (const path of manifests) if (!this.texts.has(path)) await this.load(path, signal);
    const readable = new Set(manifests);
    return createContextFiles({
      // A link goes to the builder as a link, which is a file like others.
      paths: inContext([...found.files, ...found.links]),
      folders: inContext(found.folders),
      // A name such as `a:b` reads like a path of another drive: what cannot be told apart is left out, and said to be missing.
      complete: found.complete && [...found.files, ...found.links, ...found.folders].every((path) => pathWithin(context, path) !== null),
      text: (path) => {
        const full = joinPaths(context, path);
        return readable.has(full) ? (this.overlays.get(full) ?? this.texts.get(full) ?? undefined) : undefined;
      },
    });
  }

  /** Reads a manifest again after an event; nothing where nobody had asked for it. */
  async refresh(path: string, signal?: AbortSignal): Promise<void> {
    if (this.texts.has(path)) await this.load(path, signal);
  }

  forgetAll(): void {
    this.texts.clear();
  }

  private async load(path: string, signal?: AbortSignal): Promise<void> {
    this.texts.set(path, await this.disk.readText(this.tree.absolute(path), LARGEST_MANIFEST, signal));
  }
}
