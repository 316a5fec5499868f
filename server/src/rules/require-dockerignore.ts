import type { CopyFact, DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { Word } from '../core/dockerfile/model.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import type { BuildContext, BuildUse, ContextFiles, ProjectView } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { generateDockerignore } from '../project/dockerignore/generateDockerignore.ts';
import { joinPaths } from '../project/paths.ts';
import { contextPart, folderName, wasteIn } from './context/contextWords.ts';

/** Source: docs.docker.com/build/concepts/context/#dockerignore-files: which file applies, and that only one does. */
export const requireDockerignore = defineDockerfileRule({
  meta: {
    id: 'require-dockerignore',
    description: 'Give every build context that is copied as a whole a .dockerignore file, so that builds do not send and ship what they do not need.',
    subject: 'context',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    options: {},
    messages: {
      waste: '`{copy}` sends {waste} of {folder} to every build and into the image: add a .dockerignore file that leaves them out.',
      everything: '`{copy}` copies {files} of {folder}, whatever they are, and any change of one runs the steps below again: add a .dockerignore file.',
      unseen: '`{copy}` copies all of a folder that cannot be seen from here: check that its .dockerignore file leaves out what the build does not need.',
    },
  },
  check({ facts, project, report }) {
    const copy = project && firstWideCopy(facts);
    if (!copy) return;
    const found = judge(project);
    if (found) report({ ...found, span: copy.word.span, data: { ...found.data, copy: copy.text } });
  },
});

interface WideCopy {
  readonly word: Word;
  /** As in `COPY .`, for people. */
  readonly text: string;
}

/** The first COPY or ADD of the whole context; one file per Dockerfile puts all of them right. */
function firstWideCopy({ copies }: DockerfileFacts): WideCopy | null {
  for (const { fromContext, instruction, sources } of copies) {
    const source = fromContext && !instruction.isTrigger ? sources.find(({ path }) => path === '.' || path === '*') : undefined;
    const word = source && wordOf(instruction, source.index);
    if (word) return { word, text: `${instruction.keyword} ${word.value}` };
  }
  return null;
}

function wordOf({ exec, words }: CopyFact['instruction'], index: number): Word | undefined {
  return (exec ?? words)[index];
}

/** Files; the contexts of one small service have fewer. */
const SMALL_CONTEXT = 20;

type Judgement = Omit<Report, 'span'>;

/** Null where an ignore file applies to every use. */
function judge({ uses }: ProjectView): Judgement | null {
  const bare = uses.filter(({ context }) => !hasIgnoreFile(context));
  const seen = bare.filter((use) => whyUnseen(use) === null);
  if (seen.length > 0) return judgeSeen(seen);
  const unseen = bare[0];
  return unseen ? { messageId: 'unseen', severity: 'hint', confidence: 'low', withheld: `${whyUnseen(unseen)!}.` } : null;
}

function hasIgnoreFile({ ignore, files }: BuildContext): boolean {
  // One that could not be read is there all the same; a .containerignore says that podman or buildah builds this, which read that.
  return ignore !== null || files.has('.dockerignore') || files.has('.containerignore');
}

/** Why nothing can be said about the context's own files; null where they are known. */
function whyUnseen({ context, dockerfile }: BuildUse): string | null {
  if (context.isOutside) return `The build context ${context.path} lies outside the workspace, where nothing is read or written`;
  if (context.known || !context.files.complete) return null;
  // A Dockerfile that copies what its own folder does not have is built from another one.
  const missing = context.copied.find((path) => /^[^$*?[\\]+$/.test(path) && path !== '.' && !context.files.has(path) && !context.files.hasFolder(path));
  return missing === undefined
    ? null
    : `${contextPart(missing)} is not beside ${dockerfile ?? 'the Dockerfile'}, so it is built from another folder, and nothing in the workspace says from which`;
}

function judgeSeen(uses: readonly BuildUse[]): Judgement {
  const contexts = [...new Map(uses.map(({ context }) => [context.path, context])).values()];
  const worst = contexts.find((context) => wasteIn(context.files).length > 0) ?? contexts[0]!;
  const waste = wasteIn(worst.files);
  const severity: Severity = waste.length > 0 ? 'warning' : isSmall(worst.files) ? 'hint' : 'information';
  const judgement: Judgement = {
    messageId: waste.length > 0 ? 'waste' : 'everything',
    data: { folder: folderName(worst.path), waste: waste.join(', ').replace(/, ([^,]*)$/, ' and $1'), files: fileCount(worst.files) },
    severity,
    confidence: worst.known ? 'high' : 'medium',
  };
  const unread = contexts.find(({ files }) => !files.complete);
  if (unread) return { ...judgement, withheld: `${capital(folderName(unread.path))} could not be read completely, so a new file could leave out what the build needs.` };
  return { ...judgement, fixes: [createIgnoreFiles(contexts)] };
}

/** A handful of files costs nothing to send: the file is worth having for what may come. */
function isSmall({ complete, paths }: ContextFiles): boolean {
  return complete && paths.length <= SMALL_CONTEXT;
}

function fileCount({ complete, paths }: ContextFiles): string {
  if (!complete) return 'all files';
  return paths.length === 1 ? 'the one file' : `all ${paths.length} files`;
}

function createIgnoreFiles(contexts: readonly BuildContext[]): Fix {
  const creates = contexts.map((context) => ({ path: joinPaths(context.path, '.dockerignore'), text: generateDockerignore(context).text }));
  const assumed = contexts.every(({ known }) => !known) ? ' (assuming it is built from this folder)' : '';
  return {
    kind: 'suggestion',
    title: `Create ${creates.map(({ path }) => path).join(' and ')}${assumed}: check that the build needs nothing it lists`,
    edits: [],
    creates,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
