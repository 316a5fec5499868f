import { appendLines } from '../core/ignore/appendLines.ts';
import type { Fix, RelatedPlace } from '../core/engine/finding.ts';
import type { DockerfileUse, IgnoreFile } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { createIgnoreMatcher } from '../core/ignore/matcher.ts';
import { contextPart } from './context/contextWords.ts';
import { leftOutBy, type LeftOut } from './context/ignored/leftOut.ts';
import { contextSources, sourceText, type ContextSource } from './context/sources/contextSources.ts';
import { isPlausible } from './context/sources/plausibleContext.ts';
import { stagesOfUse } from './stages/stagesOfUse.ts';
import { useNames } from './context/sources/useNames.ts';

/** Sources: docs.docker.com/build/concepts/context/#dockerignore-files; for wildcards BuildKit, which sends a folder only with something in it. */
export const noIgnoredCopy = defineDockerfileRule({
  meta: {
    id: 'no-ignored-copy',
    description: 'COPY, ADD and bind mounts name nothing that the .dockerignore file leaves out.',
    subject: 'context',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 9, security: 0, maintainability: 5 },
    options: {},
    messages: {
      missing: '`{source}` fails{where}: line {line} of {file} (`{pattern}`) keeps it out of the build context, so it is not found there.',
      nothing: '`{source}` copies nothing{where}: line {line} of {file} (`{pattern}`) keeps all that it matches out of the build context.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    const uses = project?.uses.filter(({ context }) => context.ignore !== null) ?? [];
    if (!project || uses.length === 0) return;
    const sources = contextSources(dockerfile, facts);
    const runs = stagesOfUse(dockerfile);
    const judged = uses.filter(({ context }) => isPlausible(context, sources));
    for (const source of sources) {
      const affected = judged.flatMap((use): Affected[] => {
        const leftOut = runs(use, source.stage) ? leftOutBy(source, use.context) : null;
        return leftOut ? [{ use, ignore: use.context.ignore!, ...leftOut }] : [];
      });
      const [first] = affected;
      if (first) report(describe(source, first, affected, project.uses.filter((use) => runs(use, source.stage)).length));
    }
  },
});

interface Affected extends LeftOut {
  readonly use: DockerfileUse;
  readonly ignore: IgnoreFile;
}

function describe(source: ContextSource, { outcome, pattern, ignore, use }: Affected, affected: readonly Affected[], useCount: number): Report {
  const isEvery = affected.length === useCount;
  return {
    messageId: outcome,
    data: {
      source: contextPart(sourceText(source)),
      where: isEvery ? '' : ` in the build of ${useNames(affected.map((one) => one.use))}`,
      line: pattern.line + 1,
      file: contextPart(ignore.path),
      pattern: contextPart(pattern.raw),
    },
    span: source.span,
    severity: outcome === 'missing' ? 'warning' : 'information',
    confidence: use.context.known ? 'high' : 'medium',
    related: relatedLines(affected),
    ...bringBack(source, affected),
  };
}

function relatedLines(affected: readonly Affected[]): RelatedPlace[] {
  const byFile = new Map(affected.map(({ ignore, pattern }) => [ignore.path, pattern]));
  return [...byFile].map(([path, { span, line }]) => ({ path, span, line, message: 'This line leaves it out.' }));
}

/** Adds a `!` line at the end of each ignore file, where it has the last word. */
function bringBack({ path }: ContextSource, affected: readonly Affected[]): Pick<Report, 'fixes' | 'withheld'> {
  if (/^[!#\s]|[[\]\\\u0000-\u001f]|\s$/.test(path)) return { withheld: 'Its name has characters that mean something else in a .dockerignore file.' };
  const files = [...new Map(affected.map(({ ignore }) => [ignore.path, ignore.matcher])).entries()];
  const elsewhere = files.map(([file, { text }]) => ({ path: file, text, edits: [appendLines(text, [`!${path}`])] }));
  if (elsewhere.some(({ text, edits }) => createIgnoreMatcher(text + edits[0]!.text).ignores(path.replace(/[*?]/g, 'x')))) {
    return { withheld: 'A `!` line would not bring it back.' };
  }
  const fix: Fix = {
    kind: 'suggestion',
    title: `Add \`!${path}\` to ${elsewhere.map((one) => one.path).join(' and ')}: check that it is meant to be in the image`,
    edits: [],
    elsewhere,
  };
  return { fixes: [fix] };
}
