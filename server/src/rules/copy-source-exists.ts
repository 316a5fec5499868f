import type { DockerfileUse } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { contextPart, folderName } from './context/contextWords.ts';
import { CandidateFolders } from './context/misplaced/candidateFolders.ts';
import { holds } from './context/misplaced/contextPlaces.ts';
import { misplacement, type Misplacement } from './context/misplaced/misplacement.ts';
import { contextSources, sourceText, type ContextSource } from './context/sources/contextSources.ts';
import { stagesOfUse } from './stages/stagesOfUse.ts';
import { useNames } from './context/sources/useNames.ts';

/** Source: BuildKit's convert_copy.go, which roots every source in the build context; docs.docker.com/build/concepts/context. */
export const copySourceExists = defineDockerfileRule({
  meta: {
    id: 'copy-source-exists',
    description: 'COPY, ADD and bind mounts name what is in the build context.',
    subject: 'context',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 9, security: 0, maintainability: 5 },
    options: {},
    messages: {
      dropped: '`{source}` fails{where}: nothing above the build context is sent, so BuildKit drops the `..` and looks for {means}, which does not exist{remedy}.',
      other: '`{source}` brings {means}{where}, not {meant}: nothing above the build context is sent, so BuildKit drops the `..`{remedy}.',
      elsewhere: '`{source}` fails{where}{more}: the build context is {context}, and {means} does not exist{remedy}.',
      spelling: '`{source}` fails{where}: {means} does not exist, and names are compared letter by letter{remedy}.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    if (!project || !/\b(?:COPY|ADD|bind|source)\b/i.test(dockerfile.text)) return;
    const sources = contextSources(dockerfile, facts);
    const runs = stagesOfUse(dockerfile);
    const folders = new CandidateFolders(sources, project);
    const found: Found[] = [];
    for (const source of sources) {
      const uses = project.uses.filter((use) => runs(use, source.stage));
      // Many services may be built from one context.
      const byContext = new Map<string, Misplacement | null>();
      const missed = uses.flatMap((use): Missed[] => {
        const key = `${use.source === 'assumed'}\0${use.context.path}\0${use.context.ignore?.path ?? ''}`;
        let how = byContext.get(key);
        if (how === undefined) byContext.set(key, (how = misplacement(source, use, project, folders)));
        return how ? [{ use, how }] : [];
      });
      if (missed.length > 0) found.push({ source, uses, missed });
    }
    for (const { one, more } of groupByContext(found, folders)) report(describe(one, more));
  },
});

interface Missed {
  readonly use: DockerfileUse;
  readonly how: Misplacement;
}

interface Found {
  readonly source: ContextSource;
  /** Builds that run the step. */
  readonly uses: readonly DockerfileUse[];
  /** Those of them that it fails. At least one. */
  readonly missed: readonly Missed[];
}

/** Where the whole Dockerfile is written for another context, one finding says so; `more` counts the sources it speaks for. */
function groupByContext(found: readonly Found[], folders: CandidateFolders): { one: Found; more: number }[] {
  const first = new Map<string, { one: Found; more: number }>();
  return found.flatMap((one) => {
    const { how, use } = one.missed[0]!;
    const context = how.kind === 'elsewhere' ? how.wantedContext : null;
    if (context === null || !folders.holdsAll(context)) return [{ one, more: 0 }];
    const group = first.get(`${use.context.path}\0${context}`);
    if (group) {
      group.more++;
      return [];
    }
    const started = { one, more: 0 };
    first.set(`${use.context.path}\0${context}`, started);
    return [started];
  });
}

function describe({ source, uses, missed }: Found, more: number): Report {
  const { how, use } = missed[0]!;
  return {
    messageId: how.kind,
    data: {
      source: contextPart(sourceText(source)),
      where: missed.length === uses.length ? '' : ` in the build of ${useNames(missed.map((one) => one.use))}`,
      more: more === 0 ? '' : `, as ${more === 1 ? 'does one more source' : `do ${more} more sources`}`,
      context: folderName(use.context.path),
      means: placeName(how.means),
      meant: how.meant === null ? '' : placeName(how.meant),
      remedy: remedyText(how, more),
    },
    span: source.span,
    confidence: use.context.known ? 'high' : 'medium',
    ...rewrite(source, uses, missed, more),
  };
}

function placeName(path: string): string {
  return path === '.' ? 'the workspace folder' : contextPart(path);
}

function remedyText({ meant, within, wantedContext }: Misplacement, more: number): string {
  const context = wantedContext === null ? '' : folderName(wantedContext);
  if (more > 0) return `; build from ${context}, where all of it is`;
  if (meant === null) return '';
  if (within !== null) return `; write \`${contextPart(within)}\``;
  if (meant === wantedContext) return `; build from ${context} to bring that`;
  return `; ${placeName(meant)} lies outside, so build from ${context} or pass it as a named context (\`additional_contexts\`)`;
}

function rewrite(
  { instruction, span, written, isFiltered }: ContextSource,
  uses: readonly DockerfileUse[],
  missed: readonly Missed[],
  more: number,
): Pick<Report, 'fixes' | 'withheld'> {
  const { how } = missed[0]!;
  if (more > 0) return { withheld: 'The whole Dockerfile is written for another build context: change the context in the file that builds it.' };
  if (how.meant === null) return { withheld: 'Nothing of that name was found in the workspace.' };
  const { within } = how;
  if (within === null) return { withheld: 'No path in a Dockerfile reaches outside the build context.' };
  if (isFiltered) return { withheld: 'With `--parents` or `--exclude`, another path brings other files.' };
  if (!uses.every(({ context }) => holds(context.files, within))) return { withheld: 'Other builds of this Dockerfile have another context, where that path does not exist.' };
  const path = written.endsWith('/') && within !== '.' ? `${within}/` : within;
  if (/[\s"'$\\,#*?[\]]/.test(path)) return { withheld: 'The path has characters that mean something else in a Dockerfile.' };
  const text = instruction.exec ? JSON.stringify(path) : path;
  return { fixes: [{ kind: 'suggestion', title: `Write \`${path}\`, which is its path in the build context`, edits: [{ span, text }] }] };
}
