import type { FileCreation } from '../../../core/engine/finding.ts';
import type { DockerfileUse, WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { dominantEol } from '../../../core/text/edits.ts';
import { createIgnoreMatcher } from '../../../core/ignore/matcher.ts';
import type { IgnoreFileModel } from '../../../core/ignore/model.ts';
import { folderOf, pathWithin } from '../../../project/paths.ts';
import { contextPart, folderName } from '../contextWords.ts';
import { contextSources, type ContextSource } from '../sources/contextSources.ts';
import { translateLines } from './translateLines.ts';

export type OwnIgnoreFile = { readonly ok: true; readonly creation: FileCreation } | { readonly ok: false; readonly why: string };

/**
 * The file that Docker would read for one Dockerfile, `<Dockerfile>.dockerignore`, with the lines of an ignore file beside it. What
 * the context's own file leaves out today stays left out: the new one is read in its place.
 * @param path the ignore file's
 */
export function ownIgnoreFile(model: IgnoreFileModel, path: string, dockerfile: WorkspaceDockerfile): OwnIgnoreFile {
  const { uses } = dockerfile;
  const [use] = uses;
  if (!use || new Set(uses.map(({ context }) => context.path)).size !== 1) return refuse(`${contextPart(dockerfile.path)} is built from several contexts`);
  const { context } = use;
  const own = `${dockerfile.path}.dockerignore`;
  if (context.ignore?.path === own) return refuse(`${contextPart(own)} is read already`);
  const folder = context.isOutside ? null : pathWithin(context.path, folderOf(path));
  if (folder === null || folder === '.') return refuse(`its folder is not in that build context, so none of its lines can mean anything there`);
  const translated = translateLines(model, folder);
  if (!translated.ok) return refuse(translated.why);
  const lines = [...inherited(use), `# From ${path}, relative to ${folderName(context.path)}`, ...translated.lines];
  const sources = contextSources(dockerfile.dockerfile, dockerfile.facts);
  if (sources.length > MOST_SOURCES) return refuse(`${contextPart(dockerfile.path)} copies too much by name to compare`);
  const lost = newlyLeftOut(lines.join('\n'), use, sources);
  if (lost !== null) return refuse(`${contextPart(dockerfile.path)} copies ${contextPart(lost)}, which its lines would leave out`);
  const eol = dominantEol(model.text);
  return { ok: true, creation: { path: own, text: lines.map((line) => `${line}${eol}`).join('') } };
}

function refuse(why: string): OwnIgnoreFile {
  return { ok: false, why };
}

/** The lines that apply to the build today. */
function inherited({ context: { ignore } }: DockerfileUse): string[] {
  if (!ignore) return [];
  const lines = ignore.matcher.text.replace(/^\uFEFF/, '').replace(/\s+$/, '').split(/\r?\n/);
  return [`# Read in place of ${ignore.path}, with its lines:`, ...lines, ''];
}

/** Sources of one Dockerfile; each is compared with every line. */
const MOST_SOURCES = 500;

function newlyLeftOut(text: string, { context }: DockerfileUse, sources: readonly ContextSource[]): string | null {
  const matcher = createIgnoreMatcher(text);
  const isLost = (path: string): boolean => path !== '.' && matcher.ignores(path) && !context.ignore?.matcher.ignores(path);
  return sources.find(({ path }) => isLost(path.replace(/[*?]/g, 'x')))?.path ?? null;
}
