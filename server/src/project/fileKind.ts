import { languageOf, type FileLanguage } from '../core/engine/fileKinds.ts';
import { isBakeFile } from './bake/readBakeBuilds.ts';

/** What the project model reads a file as. Findings are told of Docker's own files only; bake files and variables are read for what they say of builds. */
export type ProjectFileKind = FileLanguage | 'bake' | 'env';

/**
 * By its name alone; null for files that are only read where another names them: `common.yml` that a service extends, a
 * Dockerfile by an odd name, the `.env` beside a compose file.
 */
export function projectFileKind(path: string): ProjectFileKind | null {
  return languageOf(path) ?? (isBakeFile(path) ? 'bake' : null);
}
