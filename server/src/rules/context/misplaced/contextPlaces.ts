import type { BuildContext, ContextFiles, ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, foldersAbove, pathWithin } from '../../../project/paths.ts';

/** Folders that listings name and do not enter. */
const NOT_ENTERED = /(?:^|\/)(?:node_modules|bower_components|\.git|\.hg|\.svn|\.?venv|__pycache__|\.tox|\.nox|\.(?:mypy|pytest|ruff)_cache)\//;

/** What builds, installs and downloads make: whether it is there says nothing about the Dockerfile. */
const MADE =
  /(?:^|\/)(?:dist|build|built|target|out|output|bin|obj|releases?|artifacts?|publish|generated|gen|vendor|third[-_]party|node_modules|wheels?|wheelhouse|coverage|tmp|temp|cache|certs?|secrets?|keys?|\.next|\.output|\.nuxt|\.yarn|_build)(?:\/|$)|\.(?:jar|war|ear|whl|egg|so|a|o|dll|exe|deb|rpm|apk|tgz|tar|gz|xz|zst|bz2|zip|7z|bin|img|iso|pem|crt|key|p12|env|db|sqlite3?|log|pid|lock|map|min\.js|wasm|pyc|onnx|pt|pth|h5|gguf|safetensors)$|(?:^|\/)\.env(?:\.[\w-]+)?$|(?:^|\/)(?:package-lock\.json|go\.sum|pnpm-lock\.yaml|VERSION|version\.txt)$/i;

/** True where a path has the name of something that other steps make before the build, or that nobody keeps beside the sources. */
export function looksMade(path: string): boolean {
  return MADE.test(path);
}

export function holds(files: ContextFiles, path: string): boolean {
  return path === '.' || files.has(path) || files.hasFolder(path);
}

/** True where a context surely has nothing at a path: everything in it was listed, and no link or unlisted folder lies on the way. */
export function isMissing({ files, isOutside }: BuildContext, path: string): boolean {
  if (isOutside || !files.complete || holds(files, path) || NOT_ENTERED.test(path)) return false;
  for (let above = folderOf(path); above !== '.'; above = folderOf(above)) if (files.has(above)) return false;
  return true;
}

/** Whether the workspace has something at a path; null where that cannot be told. */
export function existsInWorkspace(path: string, { files, path: context }: BuildContext, project: ProjectView): boolean | null {
  const inside = pathWithin(context, path);
  if (inside !== null && holds(files, inside)) return true;
  const kind = project.kindOf?.(path);
  return kind === undefined ? null : kind !== null;
}

const spellings = new WeakMap<ContextFiles, ReadonlyMap<string, string | null>>();

/** The one file or folder of a context whose path differs in capitals only; null where there is none, or several. */
export function otherSpelling(files: ContextFiles, path: string): string | null {
  let names = spellings.get(files);
  if (!names) spellings.set(files, (names = spellingsOf(files)));
  return names.get(path.toLowerCase()) ?? null;
}

function spellingsOf({ paths }: ContextFiles): Map<string, string | null> {
  const names = new Map<string, string | null>();
  for (const file of paths) {
    for (let path = file; path !== '.'; path = folderOf(path)) {
      const lower = path.toLowerCase();
      const known = names.get(lower);
      if (known === path) break;
      names.set(lower, known === undefined ? path : null);
    }
  }
  return names;
}

/** The nearest folder that holds both. */
export function commonFolder(a: string, b: string): string {
  return [a, ...foldersAbove(a)].find((folder) => pathWithin(folder, b) !== null) ?? '.';
}

