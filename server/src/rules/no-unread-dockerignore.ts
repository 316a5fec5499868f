import type { DockerfileModel } from '../core/dockerfile/model.ts';
import type { DockerfileUse, ProjectView, WorkspaceDockerfile } from '../core/engine/projectView.ts';
import { defineIgnoreRule, type Report } from '../core/engine/rule.ts';
import type { IgnoreFileModel } from '../core/ignore/model.ts';
import { baseName, folderOf, joinPaths } from '../project/paths.ts';
import { contextPart, folderName } from './context/contextWords.ts';
import { contextSources } from './context/sources/contextSources.ts';
import { useNames } from './context/sources/useNames.ts';
import { ownIgnoreFile } from './context/unread/ownIgnoreFile.ts';
import { sentence } from './messages/sentence.ts';

/** Source: docs.docker.com/build/concepts/context/#dockerignore-files: at the top of the context, or `<Dockerfile>.dockerignore`. */
export const noUnreadDockerignore = defineIgnoreRule({
  meta: {
    id: 'no-unread-dockerignore',
    description: 'Every .dockerignore file stands where a build reads it.',
    subject: 'context',
    language: 'dockerignore',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 5, security: 4, maintainability: 5 },
    options: {},
    messages: {
      unread: 'Docker never reads this file: {service} builds {dockerfile} from {context}, so only {wanted} or {own} counts, and nothing listed here is left out.',
    },
  },
  check({ ignore, path, project, report }) {
    const [first] = ignore.patterns;
    const beside = first && path !== null && project ? dockerfilesBeside(path, project) : [];
    const [dockerfile] = beside;
    if (!first || path === null || !dockerfile) return;
    const use = dockerfile.uses[0]!;
    report({
      messageId: 'unread',
      data: {
        service: useNames(dockerfile.uses),
        dockerfile: contextPart(dockerfile.path),
        context: folderName(use.context.path),
        wanted: contextPart(joinPaths(use.context.path, '.dockerignore')),
        own: contextPart(`${dockerfile.path}.dockerignore`),
      },
      span: first.span,
      severity: beside.some((one) => needsContext(one, folderOf(path))) ? 'warning' : 'information',
      ...remedy(ignore, path, beside),
    });
  },
});

/** The Dockerfiles in the folder of a file that no build reads; none where somebody may read it all the same. */
function dockerfilesBeside(path: string, { readers, dockerfiles }: ProjectView): readonly WorkspaceDockerfile[] {
  // `<name>.dockerignore` is for a Dockerfile of that name, which may not be there yet.
  if (baseName(path) !== '.dockerignore' || readers === undefined || readers.length > 0 || !dockerfiles) return [];
  const folder = folderOf(path);
  // Editors build these by themselves, from a context of their own choice.
  if (folder.split('/').includes('.devcontainer')) return [];
  const beside = dockerfiles.filter((dockerfile) => folderOf(dockerfile.path) === folder);
  return beside.every(({ uses }) => uses.length > 0 && uses.every((use) => isBuiltElsewhere(use, folder))) ? beside : [];
}

function isBuiltElsewhere({ source, context }: DockerfileUse, folder: string): boolean {
  return source !== 'assumed' && context.path !== folder;
}

/** True where the Dockerfile names paths that start at the other context, in what it copies or in what it runs once all is copied: its own folder would not do. */
function needsContext({ dockerfile, facts, uses }: WorkspaceDockerfile, folder: string): boolean {
  const sources = contextSources(dockerfile, facts);
  return uses.every(({ context }) => {
    const inside = context.path === '.' ? folder : folder.startsWith(`${context.path}/`) ? folder.slice(context.path.length + 1) : null;
    if (inside === null) return false;
    if (sources.some(({ path }) => path === inside || path.startsWith(`${inside}/`))) return true;
    return sources.some(({ path }) => path === '.') && runsBelow(dockerfile, inside);
  });
}

const RUNS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** True where a command names something in `folder` by a path that starts where the context was copied to. */
function runsBelow({ text, instructions }: DockerfileModel, folder: string): boolean {
  return instructions.some(({ keyword, isTrigger, bodySpan: { start, end } }) => {
    if (isTrigger || !RUNS.has(keyword)) return false;
    const words = text.slice(start, end).split(/[\s"'`=,;&|()<>]+/);
    return words.some((word) => word.replace(/^\.\//, '').startsWith(`${folder}/`));
  });
}

function remedy(ignore: IgnoreFileModel, path: string, beside: readonly WorkspaceDockerfile[]): Pick<Report, 'fixes' | 'withheld'> {
  const files = beside.map((dockerfile) => ownIgnoreFile(ignore, path, dockerfile));
  const refused = files.find((file) => !file.ok);
  if (refused && !refused.ok) return { withheld: sentence(`no file is offered that would be read, because ${refused.why}`) };
  const creates = files.flatMap((file) => (file.ok ? [file.creation] : []));
  const title = `Create ${creates.map((creation) => creation.path).join(' and ')} with these lines: check that the build needs nothing they match`;
  return { fixes: [{ kind: 'suggestion', title, edits: [], creates }] };
}
