import type { Fix, Severity } from '../core/engine/finding.ts';
import type { BuildContext, BuildUse, ContextFiles, ProjectView } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { createIgnoreMatcher } from '../core/ignore/matcher.ts';
import { amountText } from '../core/text/amounts.ts';
import { listed } from '../core/text/listing.ts';
import { generateDockerignore } from '../project/dockerignore/generateDockerignore.ts';
import { reachTest } from '../project/dockerignore/reach.ts';
import { notItsContext } from '../project/dockerignore/unseenContext.ts';
import { joinPaths } from '../project/paths.ts';
import { firstWholeRead, namedReads, type BroadRead } from './context/broadRead.ts';
import { isWorth, savingOf, wasteIn, type Saving } from './context/contextWaste.ts';
import { capital, folderName } from './context/contextWords.ts';

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
    weight: { overall: 5, security: 4, maintainability: 2 },
    options: {},
    messages: {
      measured: '`{copy}` sends {before} of {folder} {where}{most}: with a .dockerignore file it would be {after}.',
      waste: '`{copy}` sends {waste} of {folder} {where}: add a .dockerignore file that leaves {them} out.',
      everything: '`{copy}` copies {files} of {folder}, whatever they are, and any change of one runs the steps below again: add a .dockerignore file.',
      unseen: '`{copy}` copies all of a folder that cannot be seen from here: check that its .dockerignore file leaves out what the build does not need.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    const bare = project?.uses.filter(({ context }) => !hasIgnoreFile(context)) ?? [];
    if (bare.length === 0) return;
    const whole = firstWholeRead(dockerfile, facts);
    const found = whole ? judgeWhole(whole, bare) : judgeNamed(namedReads(dockerfile, facts), bare);
    if (found) report(found);
  },
});

/** Files; the contexts of one small service have fewer. */
const SMALL_CONTEXT = 20;

function hasIgnoreFile({ ignore, files }: BuildContext): boolean {
  // One that could not be read is there all the same; a .containerignore says that podman or buildah builds this, which read that.
  return ignore !== null || files.has('.dockerignore') || files.has('.containerignore');
}

/** False where nothing can be said about the context's own files. */
function isSeen({ context }: BuildUse): boolean {
  return !context.isOutside && notItsContext(context) === null;
}

function outsideReason({ context }: BuildUse): string {
  return `The build context ${context.path} lies outside the workspace, where nothing is read or written`;
}

function seenContexts(uses: ProjectView['uses']): readonly BuildContext[] {
  return [...new Map(uses.filter(isSeen).map(({ context }) => [context.path, context])).values()];
}

function judgeWhole(read: BroadRead, bare: ProjectView['uses']): Report | null {
  const contexts = seenContexts(bare);
  const { span, text } = read;
  if (contexts.length === 0) {
    const outside = bare.find(({ context }) => context.isOutside);
    // Of a folder that nothing names, nobody can say whether it has the file.
    return outside ? { messageId: 'unseen', span, data: { copy: text }, severity: 'hint', confidence: 'low', withheld: `${outsideReason(outside)}.` } : null;
  }
  const cases = contexts.map((context) => ({ context, waste: wasteOf(context), saving: saved(context, read) }));
  const worst = cases.reduce((a, b) => (gain(b) > gain(a) ? b : a));
  const { context, waste, saving } = worst;
  const severity: Severity = isCostly(worst) ? 'warning' : waste.length > 0 && saving ? 'information' : isSmall(context.files) ? 'hint' : 'information';
  return { ...describe(read, worst), severity, confidence: context.known ? 'high' : 'medium', ...createIgnoreFiles(contexts) };
}

/** Where nothing broad is copied, most of a context is never sent; what a folder brings along is worth a hint all the same. */
function judgeNamed(reads: readonly BroadRead[], bare: ProjectView['uses']): Report | null {
  if (reads.length === 0) return null;
  for (const context of seenContexts(bare)) {
    for (const read of reads.filter(({ source }) => context.files.hasFolder(source)).slice(0, MOST_READS)) {
      const found = { context, waste: wasteOf(context, reachTest([read.source])).filter((name) => name !== '`__pycache__`'), saving: saved(context, read) };
      if (!isCostly(found)) continue;
      return { ...describe(read, found), severity: 'hint', confidence: context.known ? 'high' : 'medium', ...createIgnoreFiles([context]) };
    }
  }
  return null;
}

/** More than anybody writes; each may ask for all that was measured. */
const MOST_READS = 20;

interface Found {
  readonly context: BuildContext;
  /** Names in backticks. */
  readonly waste: readonly string[];
  readonly saving: Saving | null;
}

function saved(context: BuildContext, { source }: BroadRead): Saving | null {
  return context.measure ? savingOf(context, [source], null, generateDockerignore(context).text) : null;
}

/** What the new file would leave out: a `.git` that the build asks for its version, or a `.env` that a bundler reads, is none. */
function wasteOf(context: BuildContext, isReached: (path: string) => boolean = () => true): string[] {
  if (wasteIn(context.files, isReached).length === 0) return [];
  const { ignores } = createIgnoreMatcher(generateDockerignore(context).text);
  return wasteIn(context.files, (path) => isReached(path) && ignores(path));
}

const SECRET = '`.env`';

/** Megabytes where they are known; else by what is there. A secret counts whatever its size. */
function isCostly({ waste, saving }: Found): boolean {
  return saving ? isWorth(saving) || waste.includes(SECRET) : waste.length > 0;
}

function gain({ saving, waste }: Found): number {
  return saving ? saving.before.bytes - saving.after.bytes : waste.length;
}

function describe({ span, text, ships }: BroadRead, { context, waste, saving }: Found): Pick<Report, 'messageId' | 'span' | 'data'> {
  const shared = { copy: text, folder: folderName(context.path), where: ships ? 'to every build and into the image' : 'to every build' };
  // Of a secret its name says more than its size.
  if (saving && (isWorth(saving) || (waste.length > 0 && !waste.includes(SECRET) && saving.after.files < saving.before.files))) {
    const { before, after, most, atLeast } = saving;
    return { messageId: 'measured', span, data: { ...shared, before: atLeast + amountText(before), after: amountText(after), most } };
  }
  if (waste.length > 0) return { messageId: 'waste', span, data: { ...shared, waste: listed(waste, 10), them: waste.length === 1 ? 'it' : 'them' } };
  return { messageId: 'everything', span, data: { ...shared, files: fileCount(context.files) } };
}

/** A handful of files costs nothing to send: the file is worth having for what may come. */
function isSmall({ complete, paths }: ContextFiles): boolean {
  return complete && paths.length <= SMALL_CONTEXT;
}

function fileCount({ complete, paths }: ContextFiles): string {
  if (!complete) return 'all files';
  return paths.length === 1 ? 'the one file' : `all ${paths.length} files`;
}

function createIgnoreFiles(contexts: readonly BuildContext[]): Pick<Report, 'fixes' | 'withheld'> {
  const unread = contexts.find(({ files }) => !files.complete);
  if (unread) return { withheld: `${capital(folderName(unread.path))} could not be read completely, so a new file could leave out what the build needs.` };
  const creates = contexts.map((context) => ({ path: joinPaths(context.path, '.dockerignore'), text: generateDockerignore(context).text }));
  const assumed = contexts.every(({ known }) => !known) ? ' (assuming it is built from this folder)' : '';
  const fix: Fix = {
    kind: 'suggestion',
    title: `Create ${creates.map(({ path }) => path).join(' and ')}${assumed}: check that the build needs nothing it lists`,
    edits: [],
    creates,
  };
  return { fixes: [fix] };
}
