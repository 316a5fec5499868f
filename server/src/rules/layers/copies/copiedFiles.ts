import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { reachTest } from '../../../project/dockerignore/reach.ts';
import { baseName } from '../../../project/paths.ts';
import { isBulky } from '../cleanups/bulkyFiles.ts';

/** What was copied into `folder` (absolute and clean, not `/`), or to a place below it, before an instruction; in the order of the build. */
export function copiedInto(facts: DockerfileFacts, folder: string, before: Instruction): readonly CopyFact[] {
  const found: CopyFact[] = [];
  for (const stage of before.stage ? [...stageChain(before.stage)].reverse() : []) {
    for (const copy of facts.stageFact(stage).copies) {
      if (copy.instruction.isTrigger || copy.destination === null || copy.instruction.span.start >= before.span.start) continue;
      if (copy.destination === folder || copy.destination.startsWith(`${folder}/`)) found.push(copy);
    }
  }
  return found;
}

/**
 * True where a COPY surely or very likely brings more than single files: the whole context, a folder that the context's listing
 * shows, a glob, or, where nothing is listed, a name without an extension.
 */
export function bringsFolder({ fromContext, sources, instruction }: CopyFact, project: ProjectView | null): boolean {
  const files = fromContext ? (project?.uses ?? []).map(({ context }) => context.files) : [];
  return sources.some(({ path, index }) => {
    const written = (instruction.exec ?? instruction.words)[index]?.value ?? '';
    if (path === '.' || written.endsWith('/') || /\*$/.test(path)) return true;
    if (files.some((listing) => listing.has(path))) return false;
    if (files.some((listing) => listing.hasFolder(path))) return true;
    const name = baseName(path);
    return !/[*?[]/.test(name) && !/.\.[A-Za-z][\w-]*$|^(?:Dockerfile|Makefile|Gemfile|Pipfile|Procfile|LICENSE)$/.test(name) && !isProgram(path, fromContext);
  });
}

/** Files; scripts and settings that one RUN needs are seldom more. */
const HANDFUL = 20;
/** Bytes; where nothing was measured, the names say that no archive is among them. */
const SMALL = 1_000_000;

const SMALL_BY_NAME = /\.(?:sh|ya?ml|toml|ini|cfg|conf|txt|list|env)\*?$/;

/** True where the context's listing shows that a COPY brings a few files only, and nothing speaks for large ones. */
export function bringsHandful({ fromContext, sources }: CopyFact, project: ProjectView | null): boolean {
  const uses = project?.uses ?? [];
  const paths = sources.map(({ path }) => path);
  return fromContext && uses.length > 0 && uses.every(({ context: { files, measure } }) => {
    const isRead = reachTest(paths);
    const brought = files.complete ? files.paths.filter(isRead) : [];
    // What the listing does not show is built from another folder, or is not there every time.
    if (brought.length === 0) return paths.every((path) => SMALL_BY_NAME.test(path));
    if (brought.length > HANDFUL || brought.some(isBulky)) return false;
    return !measure || measure.sent(paths, null).bytes < SMALL;
  });
}

/** What a build stage leaves in such a place is one program, not a folder. */
function isProgram(path: string, fromContext: boolean): boolean {
  return !fromContext && /(?:^|\/)s?bin\/[^/]+$/.test(path);
}
